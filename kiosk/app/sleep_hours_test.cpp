// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/sleep_hours.h"

#include <doctest/doctest.h>

namespace qp::kiosk::app {
namespace {

TEST_CASE("the screen sleeps from evening to morning by the clock on the wall, all year") {
    const SleepHours night{22 * 60, 6 * 60};
    for (const unsigned month : {1U, 7U}) {  // winter and summer time
        CAPTURE(month);
        CHECK_FALSE(night.is_asleep(from_german(2026, month, 15, 21, 59)));
        CHECK(night.is_asleep(from_german(2026, month, 15, 22, 0)));
        CHECK(night.is_asleep(from_german(2026, month, 16, 0, 0)));
        CHECK(night.is_asleep(from_german(2026, month, 16, 5, 59)));
        CHECK_FALSE(night.is_asleep(from_german(2026, month, 16, 6, 0)));
    }
}

TEST_CASE("hours within one day, and none at all") {
    const SleepHours noon{12 * 60, 14 * 60};
    CHECK(noon.is_asleep(from_german(2026, 11, 25, 13, 0)));
    CHECK_FALSE(noon.is_asleep(from_german(2026, 11, 25, 14, 0)));
    const SleepHours never{};
    CHECK_FALSE(never.is_asleep(from_german(2026, 11, 25, 0, 0)));
}

TEST_CASE("a time of day is HH:MM and nothing else") {
    CHECK(minute_of_day("00:00") == 0);
    CHECK(minute_of_day("23:59") == 1439);
    for (const char* wrong : {"24:00", "7:00", "07.00", "0x:10", "07:60", ""}) {
        CAPTURE(wrong);
        CHECK_FALSE(minute_of_day(wrong));
    }
}

}  // namespace
}  // namespace qp::kiosk::app
