// SPDX-License-Identifier: EUPL-1.2
#include "core/views/usual.h"

#include <array>

#include "core/i18n/msg.h"

namespace qp::views {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int kWeeks = 4;
constexpr int kWeeksMin = 2;
constexpr double kCoverageMin = 0.75;  // of the values that the day should have brought by now
constexpr double kLess = 0.75;
constexpr double kMore = 1.33;
constexpr double kCountMin = 20;  // a handful is neither much nor little

constexpr std::array<i18n::Key, 7> kOnWeekdays{
    msg::on_weekdays_0, msg::on_weekdays_1, msg::on_weekdays_2, msg::on_weekdays_3,
    msg::on_weekdays_4, msg::on_weekdays_5, msg::on_weekdays_6};

}  // namespace

Result<std::string> usual_sentence(const Context& context, const store::Latest& latest) {
    const Milliseconds interval = latest.datastream.interval;
    if (!latest.observation || interval <= Milliseconds{0}) return std::string{};
    const Instant until = latest.observation->at;
    const CivilTime today = german_time(until - Milliseconds{1});
    const Instant midnight = from_german(today.year, today.month, today.day, 0, 0);
    const Milliseconds so_far = until - midnight;
    if (so_far < hours{3}) return std::string{};  // too early to say

    double sum = 0;
    int weeks = 0;
    for (int week = 1; week <= kWeeks; ++week) {
        const CivilTime day = german_time(midnight - days{7 * week} + hours{12});
        const Instant start = from_german(day.year, day.month, day.day, 0, 0);
        const auto observations = context.content.observations(
            latest.datastream.id, start + Milliseconds{1}, start + so_far + Milliseconds{1});
        if (!observations) return fail(observations.error());
        const double expected = static_cast<double>(so_far / interval);
        if (static_cast<double>(observations->size()) < kCoverageMin * expected) continue;
        for (const domain::Observation& observation : *observations) sum += observation.value;
        ++weeks;
    }
    if (weeks < kWeeksMin) return std::string{};
    const double usual = sum / weeks;
    if (usual < kCountMin) return std::string{};

    const i18n::Locale& locale = context.locale();
    const std::string weekdays = locale.text(kOnWeekdays[today.weekday % 7]);
    const double ratio = latest.day_sum / usual;
    if (ratio < kLess) return locale.text(msg::tile_less_than_usual{.weekdays = weekdays});
    if (ratio > kMore) return locale.text(msg::tile_more_than_usual{.weekdays = weekdays});
    return locale.text(msg::tile_as_usual{.weekdays = weekdays});
}

}  // namespace qp::views
