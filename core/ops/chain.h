// SPDX-License-Identifier: EUPL-1.2
// An author's chain: each header is hashed onto the head before it. The first head binds suite,
// city, the city's genesis key, author and epoch.
#pragma once

#include <cstdint>

#include "core/ops/operation.h"

namespace qp::ops {

// Who an operation is from and which one it is: the key under which the city takes it once.
struct OpKey {
    PublicKey author{};
    Epoch epoch{};
    std::uint32_t seq = 0;  // from 1
    bool operator==(const OpKey&) const = default;
    friend bool operator<(const OpKey& a, const OpKey& b) {
        if (a.author != b.author) return a.author < b.author;
        if (a.epoch != b.epoch) return a.epoch < b.epoch;
        return a.seq < b.seq;
    }
};

inline constexpr std::size_t kHeaderBytes = 121;
using Header = ByteArray<kHeaderBytes>;

Header header_of(const CityId& city, const OpKey& key, const Operation& operation);
// SHA-256("qp1/header" ‖ header): the same key with another hash is a fork or a fraud (conflict).
Hash header_hash(const Header& header);

Hash genesis_head(const City& city, const PublicKey& author, const Epoch& epoch);
Hash next_head(const Hash& head, const Header& header);

// An author's own chain as far as it has got. Kept with the key wherever operations are made.
struct ChainState {
    Epoch epoch{};
    std::uint32_t seq = 0;  // of the last operation; 0: none yet
    Hash head{};            // after it; the genesis head at first
    bool operator==(const ChainState&) const = default;
};
ChainState new_chain(const City& city, const PublicKey& author, Random& random);

}  // namespace qp::ops
