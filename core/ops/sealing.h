// SPDX-License-Identifier: EUPL-1.2
// Payloads that only the city reads. What is sealed opens with a hash of who says it and where in
// the chain, so that nobody who carries a sealed text can hand it in as their own.
#pragma once

#include "core/ops/chain.h"
#include "core/ops/city_keys.h"

namespace qp::ops {

struct SealContext {
    OpKey key;
    OpType type{};
    std::uint8_t version = 1;
};

// key id (8) ‖ sealed box over (context hash (32) ‖ payload), to the key in use at `now`.
Result<Bytes> seal_payload(const CityKeys& city, const SealContext& context, BytesView payload,
                           Instant now, Random& random);

// not_found: sealed to a key that is none of these; bad_signature: cannot be opened, or was sealed
// for another author or place in the chain.
Result<Bytes> open_payload(const City& city, std::span<const CitySecret> secrets,
                           const SealContext& context, BytesView sealed);

}  // namespace qp::ops
