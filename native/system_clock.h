// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "core/base/ports.h"

namespace qp::native {

// The machine's wall clock, as right or wrong as somebody set it.
class SystemClock final : public Clock {
public:
    Instant now() override;
};

}  // namespace qp::native
