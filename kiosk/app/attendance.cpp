// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/attendance.h"

#include <algorithm>
#include <cmath>

namespace qp::kiosk::app {

Presence Attendance::at(double now, bool has_session) const {
    const double quiet = now - last_;
    if (quiet < times_.idle_s) return Presence::there;
    if (has_session && quiet < times_.idle_s + times_.warning_s) return Presence::asked;
    return Presence::gone;
}

std::uint32_t Attendance::seconds_left(double now) const {
    const double left = last_ + times_.idle_s + times_.warning_s - now;
    return static_cast<std::uint32_t>(std::ceil(std::clamp(left, 0.0, times_.warning_s)));
}

}  // namespace qp::kiosk::app
