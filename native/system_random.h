// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "core/base/ports.h"

namespace qp::native {

// The kernel's randomness through libsodium. May be used by several threads at once.
class SystemRandom final : public Random {
public:
    // Aborts where libsodium cannot start: nothing that follows would be safe.
    SystemRandom();
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace qp::native
