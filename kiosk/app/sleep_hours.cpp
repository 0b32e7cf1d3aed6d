// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/sleep_hours.h"

namespace qp::kiosk::app {
namespace {

constexpr int kMinutesADay = 24 * 60;

int digits(char tens, char ones) {
    const bool are_digits = tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9';
    return are_digits ? (tens - '0') * 10 + (ones - '0') : -1;
}

}  // namespace

std::optional<int> minute_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const int hour = digits(text[0], text[1]);
    const int minute = digits(text[3], text[4]);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

bool SleepHours::is_asleep(Instant now) const {
    const std::int64_t local_minutes = ms(now + german_offset(now)) / 60000;
    const int minute = static_cast<int>(local_minutes % kMinutesADay);
    if (from_minute <= until_minute) return minute >= from_minute && minute < until_minute;
    return minute >= from_minute || minute < until_minute;
}

}  // namespace qp::kiosk::app
