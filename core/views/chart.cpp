// SPDX-License-Identifier: EUPL-1.2
#include "core/views/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/i18n/msg.h"
#include "core/views/phrases.h"
#include "core/views/reading.h"

namespace qp::views {
namespace {

using Values = std::vector<std::optional<double>>;

constexpr std::array<i18n::Key, 7> kShortWeekdays{
    msg::weekday_short_0, msg::weekday_short_1, msg::weekday_short_2, msg::weekday_short_3,
    msg::weekday_short_4, msg::weekday_short_5, msg::weekday_short_6};

class Scale {
public:
    double low = 0;
    double high = 1;
    double step = 1;

    double place(double value) const { return (value - low) / (high - low); }
};

// 1, 2 or 5 times a power of ten, so that four or so lines divide the height.
double round_step(double span) {
    const double raw = span / 4;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * power) return factor * power;
    }
    return 10 * power;
}

// Amounts and concentrations stand on zero; temperatures and levels fill the height.
Scale scale_of(domain::Property property, const Values& values) {
    Scale scale;
    bool is_first = true;
    for (const auto& value : values) {
        if (!value) continue;
        scale.low = is_first ? *value : std::min(scale.low, *value);
        scale.high = is_first ? *value : std::max(scale.high, *value);
        is_first = false;
    }
    const bool floats = property == domain::Property::temperature ||
                        property == domain::Property::pressure ||
                        property == domain::Property::water_level;
    if (!floats) scale.low = std::min(scale.low, 0.0);
    const double unit = std::pow(10, -static_cast<double>(domain::decimals(property)));
    if (scale.high - scale.low < 4 * unit) scale.high = scale.low + 4 * unit;
    scale.step = std::max(round_step(scale.high - scale.low), unit);
    scale.low = std::floor(scale.low / scale.step) * scale.step;
    scale.high = std::ceil(scale.high / scale.step) * scale.step;
    return scale;
}

unsigned decimals_of(double step) {
    unsigned decimals = 0;
    for (double rest = step; decimals < 3 && rest < 0.999; rest *= 10) ++decimals;
    return decimals;
}

bool is_running(const Context& context, const Buckets& buckets, std::size_t i) {
    return buckets.end(i) > context.now;
}

std::string step_label(const Context& context, Range range, const Buckets& buckets, std::size_t i) {
    const i18n::Locale& locale = context.locale();
    const std::string start = locale.time(buckets.start(i));
    const std::string end = locale.time(buckets.end(i));
    if (range == Range::day) return locale.text(msg::time_range{.end = end, .start = start});
    const std::string day = locale.date(buckets.start(i), context.now);
    if (range == Range::month) return day;
    const auto weekday = german_time(buckets.start(i)).weekday % 7;
    return locale.text(kShortWeekdays[weekday]) + ", " + day + ", " +
           locale.text(msg::time_range{.end = end, .start = start});
}

std::vector<Tick> time_ticks(const Context& context, Range range, const Buckets& buckets) {
    const i18n::Locale& locale = context.locale();
    std::vector<Tick> ticks;
    const auto count = static_cast<double>(buckets.size());
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const CivilTime civil = german_time(buckets.start(i));
        const double at = static_cast<double>(i) / count;
        if (range == Range::day && civil.hour % 6 == 0) {
            ticks.push_back({at, locale.time(buckets.start(i))});
        } else if (range == Range::week && civil.hour == 0) {
            ticks.push_back({at, locale.text(kShortWeekdays[civil.weekday % 7])});
        } else if (range == Range::month && civil.weekday == 1) {
            ticks.push_back({at, locale.date(buckets.start(i), context.now)});
        }
    }
    return ticks;
}

std::string chart_title(const i18n::Locale& locale, const domain::Datastream& stream, Range range) {
    const std::string name = property_name(locale, stream);
    const std::string unit = unit_of(stream);
    const std::string what =
        unit.empty() ? name : locale.text(msg::station_in_unit{.name = name, .unit = unit});
    switch (range) {
        case Range::week:
            return locale.text(msg::station_chart_week{.name = what});
        case Range::month:
            return locale.text(msg::station_chart_month{.name = what});
        case Range::day:
            break;
    }
    return locale.text(msg::station_chart_day{.name = what});
}

// The curve for those who do not see it: the lowest, the highest and the newest step.
std::string summary_of(const Context& context, const domain::Datastream& stream, Range range,
                       const Buckets& buckets, const Values& values) {
    const i18n::Locale& locale = context.locale();
    std::optional<std::size_t> low;
    std::optional<std::size_t> high;
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) {
            if (!is_running(context, buckets, i)) ++gaps;
            continue;
        }
        if (!low || *values[i] < *values[*low]) low = i;
        if (!high || *values[i] > *values[*high]) high = i;
    }
    if (!low) return locale.text(msg::station_chart_empty);
    const auto told = [&](std::size_t i) {
        return locale.text(
            msg::station_value_when{.value = value_with_unit(locale, stream, *values[i]),
                                    .when = step_label(context, range, buckets, i)});
    };
    const std::string summary =
        locale.text(msg::station_chart_summary{.high = told(*high), .low = told(*low)});
    return gaps == 0 ? summary
                     : spoken({summary, locale.text(msg::station_chart_gaps{.count = gaps})});
}

}  // namespace

Chart chart_of(const Context& context, const domain::Datastream& stream, Range range,
               const Buckets& buckets, const Values& values) {
    const i18n::Locale& locale = context.locale();
    Chart chart;
    chart.title = chart_title(locale, stream, range);
    chart.summary = summary_of(context, stream, range, buckets, values);
    chart.is_bars = is_summed(stream.property);
    chart.x_ticks = time_ticks(context, range, buckets);
    const bool has_values = std::any_of(values.begin(), values.end(),
                                        [](const auto& value) { return value.has_value(); });
    if (!has_values) return chart;

    const Scale scale = scale_of(stream.property, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        // A step that has only begun and brought nothing yet is no gap.
        if (!values[i] && is_running(context, buckets, i)) continue;
        const double x = (static_cast<double>(i) + 0.5) / static_cast<double>(values.size());
        chart.points.push_back(
            {x, values[i] ? std::optional{scale.place(*values[i])} : std::nullopt});
    }
    const unsigned decimals = decimals_of(scale.step);
    const double count = std::round((scale.high - scale.low) / scale.step);
    for (int i = 0; i <= static_cast<int>(count); ++i) {
        const double value = scale.low + i * scale.step;
        chart.y_ticks.push_back({scale.place(value), locale.decimal(value, decimals)});
    }
    return chart;
}

Table table_of(const Context& context, const domain::Datastream& stream, Range range,
               const Buckets& buckets, const Values& values) {
    const i18n::Locale& locale = context.locale();
    Table table;
    table.caption = chart_title(locale, stream, range);
    const std::string unit = unit_of(stream);
    const std::string kind =
        locale.text(is_summed(stream.property) ? msg::station_table_sum : msg::station_table_mean);
    const std::string value_column =
        unit.empty() ? kind : locale.text(msg::station_in_unit{.name = kind, .unit = unit});
    table.columns = {locale.text(msg::station_table_time), value_column};
    for (std::size_t i = values.size(); i-- > 0;) {
        const bool runs = is_running(context, buckets, i);
        if (!values[i] && runs) continue;
        std::string time = step_label(context, range, buckets, i);
        if (runs) time = locale.text(msg::station_table_running{.time = time});
        table.rows.push_back({std::move(time), values[i] ? value_text(locale, stream, *values[i])
                                                         : locale.text(msg::station_gap)});
    }
    return table;
}

}  // namespace qp::views
