// SPDX-License-Identifier: EUPL-1.2
// Notices that somebody, or the network, has set this machine's clock. Of one thread.
#pragma once

#include <optional>

#include "core/base/instant.h"

namespace qp::client {

class ClockWatch {
public:
    // By how much it was set since the last call, forwards or back; zero where it only went on.
    // `steady`: of a clock that nobody sets. (One that stands still while a machine sleeps sees the
    // sleep as a clock that was set.)
    Milliseconds set_by(Instant now, Milliseconds steady);

private:
    std::optional<Milliseconds> apart_;
};

}  // namespace qp::client
