// SPDX-License-Identifier: EUPL-1.2
// Randomness that repeats: for tests, vectors, the simulator and generated demo data. Never for
// keys that anyone relies on.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/ports.h"

namespace qp {

// SplitMix64: the same seed gives the same bytes on every machine, WASM included.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_{seed} {}

    void fill(std::span<std::uint8_t> out) override;
    std::uint64_t next();
    // 0 … bound - 1, each as likely. REQUIRES: bound > 0.
    std::uint64_t below(std::uint64_t bound);

private:
    std::uint64_t state_;
};

}  // namespace qp
