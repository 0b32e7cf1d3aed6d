// SPDX-License-Identifier: EUPL-1.2
// Bodies of the ballot lane end in a byte string of zeros that brings them to a multiple of 1024
// bytes.
#pragma once

#include "core/base/bytes.h"
#include "core/base/cbor.h"

namespace qp::ops {

inline constexpr std::size_t kPaddingUnit = 1024;

// Writes the byte string as the last item, so that `out` becomes a multiple of the unit.
void pad(cbor::Writer& out);
// Reads it. It must be the shortest, and zeros: nothing travels in it unseen.
void read_padding(cbor::Reader& in);

}  // namespace qp::ops
