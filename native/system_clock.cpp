// SPDX-License-Identifier: EUPL-1.2
#include "native/system_clock.h"

namespace qp::native {

Instant SystemClock::now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

}  // namespace qp::native
