// SPDX-License-Identifier: EUPL-1.2
// A ballot: a support or an answer to a thesis. It carries no device and no time. The nullifier is
// a key of its own for each person and poll: the same person's newer ballot replaces the older one,
// nobody else's can, and two polls cannot be joined.
#pragma once

#include <cstdint>
#include <optional>

#include "core/ops/city.h"

namespace qp::ops {

using BallotSecret = Seed;  // lasts on a phone; a kiosk's lives as long as the person stands there
using Nullifier = PublicKey;

inline constexpr std::uint8_t kChoiceWithdrawn = 0;
inline constexpr std::uint8_t kChoiceSupport = 1;
inline constexpr std::size_t kCredentialBytesMax = 1024;
inline constexpr std::size_t kBallotBytesMin = 152;
inline constexpr std::size_t kBallotBytesMax = kBallotBytesMin + kCredentialBytesMax;

struct Ballot {
    Id poll;   // the idea's id, or the thesis'
    Id event;  // zero: none
    Nullifier nullifier{};
    std::uint32_t revision = 1;
    std::uint8_t choice = kChoiceWithdrawn;
    Bytes credential;  // empty: the poll is open
    bool operator==(const Ballot&) const = default;
};

struct SignedBallot {
    Ballot ballot;
    Hash hash{};
    Bytes bytes;  // as they came or go
};

KeyPair nullifier_key(const BallotSecret& secret, const CityId& city, const Id& poll);

// `ballot.nullifier` is set from `key`. REQUIRES: credential.size() <= kCredentialBytesMax.
SignedBallot sign_ballot(const CityId& city, const KeyPair& key, Ballot ballot);
// wrong_city, malformed, bad_signature.
Result<SignedBallot> decode_ballot(BytesView bytes, const CityId& city);

// Whether `a` stands where both are known: the higher revision, then the lower hash.
bool supersedes(const SignedBallot& a, const SignedBallot& b);
bool supersedes(std::uint32_t revision_a, const Hash& hash_a, std::uint32_t revision_b,
                const Hash& hash_b);

}  // namespace qp::ops
