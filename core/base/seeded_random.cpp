// SPDX-License-Identifier: EUPL-1.2
#include "core/base/seeded_random.h"

#include <cassert>

namespace qp {

std::uint64_t SeededRandom::next() {
    state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
    std::uint64_t held = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i % 8 == 0) held = next();
        out[i] = static_cast<std::uint8_t>(held >> (8 * (i % 8)));
    }
}

std::uint64_t SeededRandom::below(std::uint64_t bound) {
    assert(bound > 0);
    // Values below the remainder would make small results likelier: drawn again.
    const std::uint64_t remainder = (UINT64_MAX - bound + 1) % bound;
    std::uint64_t value = next();
    while (value < remainder) value = next();
    return value % bound;
}

}  // namespace qp
