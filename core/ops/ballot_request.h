// SPDX-License-Identifier: EUPL-1.2
// The body of POST /api/v1/ballots: ballots, and where an enrolled kiosk or relay sends them its
// proof, which is checked and dropped. Padded, so that its length tells less of how many there are.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/ops/ballot.h"

namespace qp::ops {

inline constexpr std::size_t kRequestBallotsMax = 64;
inline constexpr std::size_t kBallotsPadding = 1024;
inline constexpr std::size_t kBallotsBytesMax = 96 * 1024;

struct Envelope {
    PublicKey enrolled_key{};
    Signature signature{};
};

struct BallotsRequest {
    std::optional<Envelope>
        envelope;  // its signature fits the ballots; enrolled or not is the city's to know
    // What decodes, and what does not: (hash of its bytes as far as they reach, why).
    struct Refused {
        Hash hash{};
        Code code = Code::malformed;
    };
    std::vector<SignedBallot> ballots;
    std::vector<Refused> refused;
};

// `enrolled`: the kiosk's key, or null for a phone. REQUIRES: 1 … kRequestBallotsMax ballots, each
// within its limit. The order is that of the hashes: it tells nothing of when each was made.
Bytes encode_ballots_request(const CityId& city, std::span<const BytesView> ballots,
                             const KeyPair* enrolled);
// malformed (also ballots out of order, or none), too_large, wrong_city; bad_signature where the
// envelope does not fit.
Result<BallotsRequest> decode_ballots_request(BytesView body, const CityId& city);

// SHA-256("qp1/ballot-hash" ‖ the ballot's bytes before the signature). Of shorter bytes, of them
// all.
Hash ballot_hash(BytesView ballot);

}  // namespace qp::ops
