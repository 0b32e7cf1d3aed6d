// SPDX-License-Identifier: EUPL-1.2
#include "core/base/instant.h"

#include <algorithm>
#include <cstdio>

namespace qp {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// 01:00 UTC on the last Sunday of the month.
Instant last_sunday(std::chrono::year year, unsigned month) {
    using namespace std::chrono;
    return Instant{sys_days{year / std::chrono::month{month} / Sunday[last]}} + hours{1};
}

// Wall-clock fields as if they were UTC. Fields beyond their range (hour 24) carry over.
Instant wall(int year, unsigned month, unsigned day, unsigned hour, unsigned minute,
             unsigned second) {
    const sys_days midnight{std::chrono::year{year} / std::chrono::month{month} / 1};
    return Instant{midnight + days{static_cast<int>(day) - 1}} + hours{hour} + minutes{minute} +
           seconds{second};
}

// Takes exactly `digits` decimal digits off `rest`.
std::optional<unsigned> take_number(std::string_view& rest, std::size_t digits) {
    if (rest.size() < digits) return std::nullopt;
    unsigned value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (rest[i] < '0' || rest[i] > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(rest[i] - '0');
    }
    rest.remove_prefix(digits);
    return value;
}

bool take(std::string_view& rest, std::string_view one_of) {
    if (rest.empty() || one_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
}

std::optional<sys_days> take_date(std::string_view& rest) {
    const auto year = take_number(rest, 4);
    if (!year || !take(rest, "-")) return std::nullopt;
    const auto month = take_number(rest, 2);
    if (!month || !take(rest, "-")) return std::nullopt;
    const auto day = take_number(rest, 2);
    if (!day) return std::nullopt;
    const year_month_day date{std::chrono::year{static_cast<int>(*year)},
                              std::chrono::month{*month}, std::chrono::day{*day}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

std::optional<Milliseconds> take_time(std::string_view& rest) {
    const auto hour = take_number(rest, 2);
    if (!hour || *hour > 23 || !take(rest, ":")) return std::nullopt;
    const auto minute = take_number(rest, 2);
    if (!minute || *minute > 59 || !take(rest, ":")) return std::nullopt;
    const auto second = take_number(rest, 2);
    if (!second || *second > 60) return std::nullopt;  // 60: a leap second, the next minute for us
    Milliseconds result = hours{*hour} + minutes{*minute} + seconds{*second};
    if (!take(rest, ".")) return result;
    int unit = 100;
    std::size_t digits = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
        result += Milliseconds{(rest.front() - '0') * unit};
        unit /= 10;
        rest.remove_prefix(1);
        ++digits;
    }
    if (digits == 0) return std::nullopt;
    return result;
}

std::optional<Milliseconds> take_offset(std::string_view& rest) {
    if (take(rest, "Zz")) return Milliseconds{0};
    const bool is_behind = !rest.empty() && rest.front() == '-';
    if (!take(rest, "+-")) return std::nullopt;
    const auto hour = take_number(rest, 2);
    if (!hour || *hour > 23 || !take(rest, ":")) return std::nullopt;
    const auto minute = take_number(rest, 2);
    if (!minute || *minute > 59) return std::nullopt;
    const Milliseconds offset = hours{*hour} + minutes{*minute};
    return is_behind ? -offset : offset;
}

}  // namespace

std::string to_iso(Instant at) {
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const auto rest = at - day;
    const auto whole = floor<seconds>(rest);
    const auto fraction = (rest - whole).count();
    const auto second = static_cast<int>(whole.count());
    char text[48];
    int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d",
                             static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                             static_cast<unsigned>(date.day()), second / 3600, second / 60 % 60,
                             second % 60);
    std::string result(text, static_cast<std::size_t>(size));
    if (fraction != 0) {
        size = std::snprintf(text, sizeof text, ".%03d", static_cast<int>(fraction));
        result.append(text, static_cast<std::size_t>(size));
    }
    return result + "Z";
}

std::optional<Instant> from_iso(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take(text, "Tt ")) return std::nullopt;
    const auto time = take_time(text);
    if (!time) return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    return Instant{*date} + *time - *offset;
}

Milliseconds german_offset(Instant at) {
    const std::chrono::year year = year_month_day{floor<days>(at)}.year();
    const bool is_summer = at >= last_sunday(year, 3) && at < last_sunday(year, 10);
    return is_summer ? hours{2} : hours{1};
}

Instant from_german(int year, unsigned month, unsigned day, unsigned hour, unsigned minute,
                    unsigned second) {
    const Instant at = wall(year, month, day, hour, minute, second);
    const Instant in_summer = at - hours{2};
    if (german_offset(in_summer) == hours{2}) return in_summer;
    return at - hours{1};
}

CivilTime german_time(Instant at) {
    const Instant local = at + german_offset(at);
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const auto second = static_cast<unsigned>(floor<seconds>(local - day).count());
    CivilTime civil;
    civil.year = static_cast<int>(date.year());
    civil.month = static_cast<unsigned>(date.month());
    civil.day = static_cast<unsigned>(date.day());
    civil.hour = second / 3600;
    civil.minute = second / 60 % 60;
    civil.second = second % 60;
    civil.weekday = std::chrono::weekday{day}.c_encoding();
    return civil;
}

}  // namespace qp
