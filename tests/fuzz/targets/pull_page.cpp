// SPDX-License-Identifier: EUPL-1.2
// A page of pull: raw, and with the checksum that belongs to its changes.
#include <algorithm>

#include "core/ops/pull.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

constexpr std::size_t kChecksumBytes = 32;

// The input with the checksum of what stands before it.
Bytes with_checksum(BytesView input) {
    Bytes page{input.begin(), input.end()};
    const std::size_t tail = kChecksumBytes + 2;  // and the head of its byte string
    if (input.size() < tail) return page;
    const auto checksum = ops::sha256(input.first(input.size() - tail));
    std::copy(checksum.begin(), checksum.end(), page.end() - kChecksumBytes);
    return page;
}

void take(BytesView bytes) {
    const ops::CityId& city = fuzzed_city().city.id;
    const auto page = ops::decode_page(bytes, city);
    if (!page) return;
    hold(same(ops::encode_page(city, *page), bytes), "a page has one encoding");
    hold(page->changes.size() <= ops::kPageChangesMax, "at most 1000 changes");
    const bool ascends =
        std::is_sorted(page->changes.begin(), page->changes.end(),
                       [](const ops::Change& a, const ops::Change& b) { return a.seq < b.seq; });
    hold(ascends, "changes ascend by seq");
}

}  // namespace

QP_FUZZ_TARGET(pull_page) {
    take(input);
    take(with_checksum(input));
}
