// SPDX-License-Identifier: EUPL-1.2
// A ballot: raw bytes, then the same bytes under a nullifier of ours, signed.
#include "core/ops/ballot.h"

#include <algorithm>

#include "core/ops/signed_bytes.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

constexpr std::size_t kNullifierAt = 1 + 16 + 16 + 16;
constexpr std::size_t kSignatureBytes = 64;

// With the nullifier and the signature that belong to it.
Bytes signed_anew(BytesView ballot, const ops::KeyPair& key) {
    Bytes bytes{ballot.begin(), ballot.end()};
    const auto nullifier = key.public_key();
    std::copy(nullifier.begin(), nullifier.end(), bytes.begin() + kNullifierAt);
    bytes.erase(bytes.end() - kSignatureBytes, bytes.end());
    const auto signature = key.sign(ops::SignedBytes{}.prefix("qp1/ballot").raw(bytes).take());
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return bytes;
}

}  // namespace

QP_FUZZ_TARGET(ballot) {
    const ops::CityId& city = fuzzed_city().city.id;
    if (const auto ballot = ops::decode_ballot(input, city))
        hold(same(ballot->bytes, input), "a ballot is kept as it came");
    if (input.size() < ops::kBallotBytesMin) return;

    static const auto key = ops::KeyPair::from_seed(counted<32>(0x70));
    const Bytes bytes = signed_anew(input, key);
    const auto ballot = ops::decode_ballot(bytes, city);
    if (!ballot) return;
    const auto again = ops::sign_ballot(city, key, ballot->ballot);
    hold(same(again.bytes, bytes), "a ballot has one encoding");
    hold(again.hash == ballot->hash, "and one hash");
    Bytes changed = bytes;
    changed[kNullifierAt - 1] ^= 1;
    hold(!ops::decode_ballot(changed, city), "a changed ballot is refused");
}
