// SPDX-License-Identifier: EUPL-1.2
#include "native/system_random.h"

#include <sodium.h>

#include <cstdlib>

namespace qp::native {

SystemRandom::SystemRandom() {
    if (sodium_init() < 0) std::abort();
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

}  // namespace qp::native
