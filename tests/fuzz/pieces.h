// SPDX-License-Identifier: EUPL-1.2
// Cuts an input into pieces for targets that need several. Past the end: zeros, and nothing.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/base/bytes.h"

namespace qp::fuzz {

class Pieces {
public:
    explicit Pieces(BytesView input) : left_{input} {}

    bool is_empty() const { return left_.empty(); }
    std::uint8_t u8() {
        const BytesView one = bytes(1);
        return one.empty() ? std::uint8_t{0} : one[0];
    }
    std::uint32_t u32() {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) value = value << 8 | u8();
        return value;
    }
    BytesView bytes(std::size_t size) {
        const BytesView piece = left_.first(std::min(size, left_.size()));
        left_ = left_.subspan(piece.size());
        return piece;
    }
    template <std::size_t N>
    ByteArray<N> array() {
        ByteArray<N> result{};
        const BytesView piece = bytes(N);
        std::copy(piece.begin(), piece.end(), result.begin());
        return result;
    }
    // A byte that says how long, then that much.
    BytesView short_bytes() { return bytes(u8()); }
    BytesView rest() { return bytes(left_.size()); }

private:
    BytesView left_;
};

}  // namespace qp::fuzz
