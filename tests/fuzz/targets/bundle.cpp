// SPDX-License-Identifier: EUPL-1.2
// A bundle on a stick: raw; signed by a kiosk that is enrolled; and one of ours around whatever
// bodies the input cuts into.
#include "core/ops/bundle.h"

#include <algorithm>

#include "core/base/seeded_random.h"
#include "core/ops/pull.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

constexpr Instant kNow{Milliseconds{1795444325000}};
constexpr std::size_t kPartsMax = 16;

const ops::KeyPair& kiosk() {
    static const auto key = ops::KeyPair::from_seed(counted<32>(0x55));
    return key;
}

Result<ops::Bundle> opened(BytesView file) {
    const ops::PublicKey enrolled[] = {kiosk().public_key()};
    return ops::open_bundle(file, fuzzed_city().city, fuzzed_city().secrets, enrolled);
}

void take(BytesView file) {
    const auto bundle = opened(file);
    if (!bundle) return;
    hold(bundle->label.kiosk == kiosk().public_key(), "only of kiosks that are enrolled");
    hold(bundle->parts.size() + bundle->unknown_parts <= ops::kBundlePartsMax, "so many parts");
    const auto scopes = ops::parse_scopes(ops::join_scopes(bundle->label.scopes));
    hold(scopes && *scopes == bundle->label.scopes, "scopes are in their one form");
}

void take_pieces(BytesView input) {
    Pieces pieces{input};
    ops::BundleLabel label;
    label.id = ops::BundleId{counted<16>(0x77)};
    label.number = pieces.u32();
    label.scopes = {"city", "mitte"};
    std::vector<ops::BundlePart> parts;
    while (!pieces.is_empty() && parts.size() < kPartsMax) {
        const auto kind =
            pieces.u8() % 2 == 0 ? ops::BundlePart::Kind::push : ops::BundlePart::Kind::ballots;
        const BytesView body = pieces.short_bytes();
        parts.push_back({kind, {body.begin(), body.end()}});
    }
    SeededRandom random{5};
    const auto file = ops::seal_bundle(fuzzed_city().keys, kiosk(), label, parts, kNow, random);
    hold(file.has_value(), "whatever the bodies are can be sealed");
    const auto bundle = opened(*file);
    hold(bundle && bundle->parts == parts, "what was sealed opens as it was");
    Bytes changed = *file;
    changed[changed.size() / 2] ^= 1;
    hold(!opened(changed), "a file that was changed is refused whole");
}

}  // namespace

QP_FUZZ_TARGET(bundle) {
    take(input);
    take(ops::sign_document(kiosk(), "qp1/bundle", body_of(input)));
    take_pieces(input);
}
