// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/build_time.h"

namespace qp::kiosk::app {

Instant built_at() {
    return Instant{std::chrono::seconds{QP_BUILT_AT}};
}

}  // namespace qp::kiosk::app
