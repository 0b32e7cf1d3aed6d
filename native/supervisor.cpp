// SPDX-License-Identifier: EUPL-1.2
#include "native/supervisor.h"

#include <systemd/sd-daemon.h>

namespace qp::native {
namespace {

constexpr Milliseconds kEvery{1000};

}  // namespace

// Neither a missing systemd nor one that does not listen is an error of the program's.
void Supervisor::ready() {
    if (is_ready_) return;
    is_ready_ = true;
    static_cast<void>(::sd_notify(0, "READY=1"));
}

void Supervisor::alive(Milliseconds now) {
    if (said_at_ != Milliseconds::min() && now - said_at_ < kEvery) return;
    said_at_ = now;
    static_cast<void>(::sd_notify(0, "WATCHDOG=1"));
}

}  // namespace qp::native
