// SPDX-License-Identifier: EUPL-1.2
// What the core asks of the world. Native programs, the browser's worker, the simulator and the
// tests each bring their own; core code calls no system clock and no random device.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/instant.h"

namespace qp {

class Clock {
public:
    virtual ~Clock() = default;
    // Wall clock, UTC. It may be wrong by years and may jump: never used to tell things apart.
    virtual Instant now() = 0;
};

class Random {
public:
    virtual ~Random() = default;
    // Fills `out` with bytes fit for keys. Never fails: a system without randomness aborts.
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

}  // namespace qp
