// SPDX-License-Identifier: EUPL-1.2
// The body of POST /api/v1/push: batches of any authors, each wrapped as it was signed, so that one
// that is broken does not spoil the others.
#pragma once

#include <span>
#include <vector>

#include "core/ops/batch.h"

namespace qp::ops {

inline constexpr std::size_t kPushOpsMax = 256;
inline constexpr std::size_t kPushBytesMax = 256 * 1024;  // before compression

// How much a body grows by a batch of that many bytes.
std::size_t push_bytes_of(std::size_t batch_bytes);
// Those of an empty body, which each batch adds to.
inline constexpr std::size_t kPushOverheadBytes = 24;
// What the batches of a full push may take together.
inline constexpr std::size_t kPushBatchesBytesMax =
    kPushBytesMax - kPushOverheadBytes - std::size_t{8} * kPushOpsMax;

Bytes encode_push(const CityId& city, std::span<const BytesView> batches);

struct Push {
    struct Item {
        BytesView bytes;  // within the body, which must outlive this
        Hash hash{};      // SHA-256 of them
        Result<Batch> batch;
    };
    std::vector<Item> items;
};
// Checks every batch and its signature. Errors concern the whole body: malformed, too_large,
// wrong_city.
Result<Push> decode_push(BytesView body, const City& city);

}  // namespace qp::ops
