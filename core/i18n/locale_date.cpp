// SPDX-License-Identifier: EUPL-1.2
// Dates, times and ages of a Locale.
#include <array>

#include "core/i18n/locale.h"
#include "core/i18n/msg.h"

namespace qp::i18n {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// A sensor's clock may run a little ahead of ours without anybody being misled.
constexpr minutes kSkewMax{2};
constexpr hours kHoursAcrossMidnightMax{6};
constexpr std::int64_t kDaysToldMax = 7;

constexpr std::array<Key, 12> kMonths{msg::month_1, msg::month_2,  msg::month_3,  msg::month_4,
                                      msg::month_5, msg::month_6,  msg::month_7,  msg::month_8,
                                      msg::month_9, msg::month_10, msg::month_11, msg::month_12};
constexpr std::array<Key, 12> kMonthsAlone{
    msg::month_alone_1, msg::month_alone_2,  msg::month_alone_3,  msg::month_alone_4,
    msg::month_alone_5, msg::month_alone_6,  msg::month_alone_7,  msg::month_alone_8,
    msg::month_alone_9, msg::month_alone_10, msg::month_alone_11, msg::month_alone_12};
constexpr std::array<Key, 7> kWeekdays{msg::weekday_0, msg::weekday_1, msg::weekday_2,
                                       msg::weekday_3, msg::weekday_4, msg::weekday_5,
                                       msg::weekday_6};

// How many midnights of German time lie between both.
std::int64_t midnights_between(Instant earlier, Instant later) {
    const auto day = [](Instant at) {
        return std::chrono::floor<days>((at + german_offset(at)).time_since_epoch()).count();
    };
    return static_cast<std::int64_t>(day(later)) - static_cast<std::int64_t>(day(earlier));
}

std::string two_digits(unsigned value) {
    std::string digits = std::to_string(value);
    return digits.size() < 2 ? "0" + digits : digits;
}

}  // namespace

std::string Locale::date(Instant at, Instant now) const {
    const CivilTime civil = german_time(at);
    const std::string day = std::to_string(civil.day);
    const std::string month = text(kMonths[(civil.month + 11) % 12]);
    if (civil.year == german_time(now).year) {
        return text(msg::date_day_month{.day = day, .month = month});
    }
    const std::string year = std::to_string(civil.year);
    return text(msg::date_day_month_year{.day = day, .month = month, .year = year});
}

std::string Locale::short_date(Instant at) const {
    const CivilTime civil = german_time(at);
    return text(
        msg::date_short{.day = std::to_string(civil.day), .month = two_digits(civil.month)});
}

std::string Locale::month(Instant at) const {
    const CivilTime civil = german_time(at);
    const std::string name = text(kMonthsAlone[(civil.month + 11) % 12]);
    const std::string year = std::to_string(civil.year);
    return text(msg::date_month_year{.month = name, .year = year});
}

std::string Locale::weekday_date(Instant at, Instant now) const {
    const std::string weekday = text(kWeekdays[german_time(at).weekday % 7]);
    return text(msg::date_with_weekday{.date = date(at, now), .weekday = weekday});
}

std::string Locale::time(Instant at) const {
    const CivilTime civil = german_time(at);
    return two_digits(civil.hour) + ":" + two_digits(civil.minute);
}

std::string Locale::clock(Instant at) const {
    return text(msg::time_clock{.time = time(at)});
}

std::string Locale::age(Instant at, Instant now) const {
    const Milliseconds passed = now - at;
    const std::int64_t midnights = midnights_between(at, now);
    const bool is_long_ago = midnights > kDaysToldMax;
    if (passed < -kSkewMax) {
        return text(msg::age_ahead{.clock = clock(at), .date = date(at, now)});
    }
    if (telling_ == Telling::dates && !is_long_ago) {
        return text(msg::age_ahead{.clock = time(at), .date = short_date(at)});
    }
    if (passed < minutes{1}) return text(msg::age_now);
    if (passed < hours{1}) {
        return text(msg::age_minutes{.count = std::chrono::floor<minutes>(passed).count()});
    }
    if (midnights == 0 || passed < kHoursAcrossMidnightMax) {
        return text(msg::age_hours{.count = std::chrono::floor<hours>(passed).count()});
    }
    if (midnights == 1) return text(msg::age_yesterday);
    if (!is_long_ago) return text(msg::age_days{.count = midnights});
    return text(msg::age_date{.date = date(at, now)});
}

std::string Locale::since(Instant at, Instant now) const {
    if (telling_ == Telling::dates) return text(msg::since_date{.date = date(at, now)});
    const std::int64_t midnights = midnights_between(at, now);
    if (midnights == 0) return text(msg::since_today);
    if (midnights == 1) return text(msg::since_yesterday);
    if (midnights > 1 && midnights <= kDaysToldMax)
        return text(msg::since_days{.count = midnights});
    return text(msg::since_date{.date = date(at, now)});
}

}  // namespace qp::i18n
