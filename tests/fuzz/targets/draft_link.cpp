// SPDX-License-Identifier: EUPL-1.2
// The fragment of an address that a phone's camera found.
#include "core/domain/draft_link.h"

#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

std::string fragment_of_bytes(BytesView bytes) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string fragment = "I-";
    std::uint32_t held = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8 | byte) & 0xffff;
        for (bits += 8; bits >= 5; bits -= 5) fragment += kLetters[held >> (bits - 5) & 31];
    }
    if (bits > 0) fragment += kLetters[held << (5 - bits) & 31];
    return fragment;
}

void take(std::string_view fragment) {
    const auto draft = domain::read_draft_fragment(fragment);
    if (!draft) return;
    const auto again = domain::draft_fragment(*draft);
    hold(again.has_value(), "what one code held another one holds");
    const auto read = domain::read_draft_fragment(*again);
    hold(read && *read == *draft, "a draft comes back as it was");
}

}  // namespace

// As it came, and as the bytes that a fragment would have held: a fuzzer finds its way by those.
QP_FUZZ_TARGET(draft_link) {
    take(as_text(input));
    take(fragment_of_bytes(input));
}
