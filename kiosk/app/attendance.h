// SPDX-License-Identifier: EUPL-1.2
// Whether somebody is there: after a while without a touch or a key they are asked, visibly and for
// a stated time, and when nobody answers the session ends. Asks no clock: seconds are arguments, of
// a clock that only goes forward.
#pragma once

#include <cstdint>

namespace qp::kiosk::app {

struct AttendanceTimes {
    double idle_s = 90;
    double warning_s = 20;  // at the least 20 (WCAG 2.2.1)
};

enum class Presence {
    there,
    asked,  // the countdown runs
    gone,
};

class Attendance {
public:
    Attendance(AttendanceTimes times, double now) : times_{times}, last_{now} {}

    // Any touch or key: also the answer to the question.
    void touched(double now) { last_ = now; }
    // `has_session`: something would be lost. Where nothing is, nobody is asked.
    Presence at(double now, bool has_session) const;
    // What the countdown shows: warning_s … 1, and 0 once it is over.
    std::uint32_t seconds_left(double now) const;

private:
    AttendanceTimes times_;
    double last_;
};

}  // namespace qp::kiosk::app
