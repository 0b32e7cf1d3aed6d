// SPDX-License-Identifier: EUPL-1.2
// Consecutive operations of one author under one signature. A batch is built once and stays byte
// for byte as it is: stored, sent, sent again and passed on by relays.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/ops/chain.h"

namespace qp::ops {

inline constexpr std::size_t kBatchOpsMax = 256;
inline constexpr std::size_t kBatchBytesMax = 256 * 1024;

// A batch whose form, chain and signature have been checked.
struct Batch {
    PublicKey author{};
    Epoch epoch{};
    std::uint32_t first_seq = 1;
    // The head that the first operation stands on; unset where that is the genesis head. The
    // receiver compares it with what it holds of that author: another head there is a fork.
    std::optional<Hash> prev_head;
    std::vector<Operation> operations;
    std::vector<Hash> header_hashes;  // one an operation
    std::vector<Hash> heads;          // after each operation
    Signature signature{};

    std::uint32_t upto_seq() const {
        return first_seq + static_cast<std::uint32_t>(operations.size()) - 1;
    }
    const Hash& head() const { return heads.back(); }
    OpKey key(std::size_t index) const {
        return OpKey{author, epoch, first_seq + static_cast<std::uint32_t>(index)};
    }
};

// Appends `operations` to the chain and signs its new head. `state` has moved on when this returns:
// store it in the same transaction as the batch. REQUIRES: 1 … kBatchOpsMax operations.
Bytes sign_batch(const City& city, const KeyPair& author, ChainState& state,
                 std::span<const Operation> operations);

// Of foreign bytes. malformed or too_large: not a batch; bad_signature: not signed by its author,
// or for another city (the signature names it).
Result<Batch> decode_batch(BytesView bytes, const City& city);

// The same without the signature's check (the one thing that costs time), for bytes that this
// device signed or checked earlier.
Result<Batch> decode_own_batch(BytesView bytes, const City& city);

}  // namespace qp::ops
