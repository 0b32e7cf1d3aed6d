// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "core/base/instant.h"

namespace qp::kiosk::app {

// When what this program was built from was written: no clock that runs it can be earlier.
Instant built_at();

}  // namespace qp::kiosk::app
