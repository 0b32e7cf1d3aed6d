// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/attendance.h"

#include <doctest/doctest.h>

namespace qp::kiosk::app {
namespace {

TEST_CASE("K22: after 90 seconds a person is asked, and has 20 seconds to answer") {
    const Attendance attendance{{}, 1000};
    CHECK(attendance.at(1089.9, true) == Presence::there);
    CHECK(attendance.at(1090, true) == Presence::asked);
    CHECK(attendance.seconds_left(1090) == 20);
    CHECK(attendance.seconds_left(1100.5) == 10);
    CHECK(attendance.at(1109.9, true) == Presence::asked);
    CHECK(attendance.seconds_left(1109.9) == 1);
    CHECK(attendance.at(1110, true) == Presence::gone);
}

TEST_CASE("K22: an answer in the last second gives all of the time again, as often as one likes") {
    Attendance attendance{{}, 0};
    for (int i = 1; i <= 100; ++i) {
        const double last_second = i * 109.5;
        REQUIRE(attendance.at(last_second, true) == Presence::asked);
        attendance.touched(last_second);
        CHECK(attendance.at(last_second + 89, true) == Presence::there);
    }
}

TEST_CASE("where nothing would be lost nobody is asked") {
    const Attendance attendance{{}, 0};
    CHECK(attendance.at(89, false) == Presence::there);
    CHECK(attendance.at(90, false) == Presence::gone);
}

}  // namespace
}  // namespace qp::kiosk::app
