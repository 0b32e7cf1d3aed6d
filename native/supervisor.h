// SPDX-License-Identifier: EUPL-1.2
// Who watches over a program: tells systemd that it is ready and lives (sd_notify(3)): a unit with
// WatchdogSec ends one that stops saying so, and starts it again. Without systemd all of it does
// nothing.
#pragma once

#include "core/base/instant.h"

namespace qp::native {

// Owned by the thread that must not stand still.
class Supervisor {
public:
    // It shows something, or serves. Only the first time counts.
    void ready();
    // Called as often as the loop goes round; says it once a second. `now` is of a clock that never
    // jumps.
    void alive(Milliseconds now);

private:
    bool is_ready_ = false;
    Milliseconds said_at_ = Milliseconds::min();
};

}  // namespace qp::native
