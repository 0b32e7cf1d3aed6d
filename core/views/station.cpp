// SPDX-License-Identifier: EUPL-1.2
#include "core/views/station.h"

#include <algorithm>
#include <array>

#include "core/domain/place.h"
#include "core/i18n/msg.h"
#include "core/views/buckets.h"
#include "core/views/chart.h"
#include "core/views/phrases.h"
#include "core/views/reading.h"

namespace qp::views {
namespace {

using domain::Property;

// EU limits now and from 2030, and what the WHO recommends; the numbers are in the messages, since
// they come with words in every language.
std::vector<std::string> limits_of(const i18n::Locale& locale, Property property) {
    std::vector<std::string> limits;
    for (const std::string_view part : {"now", "from_2030", "who"}) {
        std::string text = locale.text_or_empty("limit." + std::string{domain::slug(property)} +
                                                "_" + std::string{part});
        if (!text.empty()) limits.push_back(std::move(text));
    }
    return limits;
}

Result<StreamView> stream_view(const Context& context, const store::Latest& latest, Range range) {
    const i18n::Locale& locale = context.locale();
    const domain::Datastream& stream = latest.datastream;
    const Buckets buckets{range, context.now};
    const auto observations =
        context.content.observations(stream.id, buckets.from(), buckets.to() + Milliseconds{1});
    if (!observations) return fail(observations.error());

    StreamView view;
    view.id = stream.id.hex();
    view.label = property_name(locale, stream);
    view.unit = locale.unit_alone(unit_of(stream));
    if (latest.observation) {
        const double value = latest.observation->value;
        view.value = value_text(locale, stream, value);
        view.age = age_text(locale, latest, context.now);
        view.is_stale = is_stale(latest, context.now);
        view.level_word = class_word(locale, stream.property, value);
        if (!view.is_stale) view.level = class_level(stream.property, value);
    } else {
        view.value = locale.text(msg::value_unknown);
        view.unit.clear();
        view.age = locale.text(msg::reading_none);
    }
    const auto values = buckets.fill(*observations, is_summed(stream.property));
    view.chart = chart_of(context, stream, range, buckets, values);
    view.table = table_of(context, stream, range, buckets, values);
    view.limits = limits_of(locale, stream.property);
    return view;
}

std::vector<Choice> range_choices(const i18n::Locale& locale, Range chosen) {
    return {{"day", locale.text(msg::range_day), chosen == Range::day, "neutral", ""},
            {"week", locale.text(msg::range_week), chosen == Range::week, "neutral", ""},
            {"month", locale.text(msg::range_month), chosen == Range::month, "neutral", ""}};
}

std::string notice_of(const i18n::Locale& locale, const domain::Station& station, bool has_values) {
    if (station.is_withdrawn) return locale.text(msg::station_withdrawn);
    if (!has_values) return locale.text(msg::station_no_values);
    if (station.is_demo) return locale.text(msg::badge_demo_values);
    return {};
}

Result<std::vector<Tile>> tiles_of(const Context& context,
                                   const std::vector<store::Latest>& station) {
    std::vector<Tile> tiles;
    for (const store::Latest& latest : station) {
        auto tile = stream_tile(context, latest);
        if (!tile) return fail(tile.error());
        tiles.push_back(std::move(*tile));
    }
    return tiles;
}

// Those of one's own quarter first, then by name.
void sort_for(const std::string& quarter, std::vector<domain::Station>& stations) {
    std::stable_sort(stations.begin(), stations.end(), [&](const auto& a, const auto& b) {
        const bool a_is_here = a.quarter == quarter;
        const bool b_is_here = b.quarter == quarter;
        return a_is_here != b_is_here ? a_is_here : a.name < b.name;
    });
}

std::string place_of(const i18n::Locale& locale, const domain::Station& station) {
    return station.quarter == domain::kCityScope ? locale.text(msg::app_city)
                                                 : quarter_name(locale, station.quarter);
}

// A station may stand beyond the map's edge.
void set_on_map(const domain::Station& station, StationRow& row) {
    if (!station.at || !domain::coarse(*station.at)) return;
    row.latitude = station.at->latitude_e5 / 1e5;
    row.longitude = station.at->longitude_e5 / 1e5;
}

}  // namespace

Result<std::optional<StationView>> station_view(const Context& context, const Id& id, Range range) {
    const i18n::Locale& locale = context.locale();
    const auto found = context.content.station(id);
    if (!found) return fail(found.error());
    if (!*found) return std::optional<StationView>{};
    const domain::Station& station = **found;

    StationView view;
    view.id = station.id.hex();
    view.title = station.name;
    view.subtitle = place_of(locale, station);
    if (station.is_demo) {
        view.badges.push_back({locale.text(msg::badge_demo_data), "demo", ""});
    }
    if (!station.is_withdrawn) {
        const auto streams = context.content.latest_of(id);
        if (!streams) return fail(streams.error());
        for (const store::Latest& latest : *streams) {
            auto stream = stream_view(context, latest, range);
            if (!stream) return fail(stream.error());
            view.streams.push_back(std::move(*stream));
        }
    }
    view.notice = notice_of(locale, station, !view.streams.empty());
    view.ranges = range_choices(locale, range);
    view.chart_label = locale.text(msg::station_show_chart);
    view.table_label = locale.text(msg::station_show_table);
    const std::string operated =
        station.operator_name.empty()
            ? std::string{}
            : locale.text(msg::station_operator{.name = station.operator_name});
    view.attribution = with_dots({operated, station.attribution, station.licence});
    return std::optional{std::move(view)};
}

Result<StationListView> station_list_view(const Context& context) {
    const i18n::Locale& locale = context.locale();
    auto stations = context.content.stations();
    if (!stations) return fail(stations.error());
    const auto all = context.content.latest();
    if (!all) return fail(all.error());
    sort_for(context.quarter, *stations);

    StationListView view;
    view.title = locale.text(msg::station_list_title);
    view.lead = locale.text(msg::station_list_intro);
    for (const domain::Station& station : *stations) {
        std::vector<store::Latest> own;
        for (const store::Latest& latest : *all) {
            if (latest.station.id == station.id) own.push_back(latest);
        }
        auto tiles = tiles_of(context, own);
        if (!tiles) return fail(tiles.error());
        const std::string demo = station.is_demo ? locale.text(msg::badge_demo_data) : "";
        std::string notice;
        if (station.is_withdrawn)
            notice = locale.text(msg::station_withdrawn_short);
        else if (own.empty())
            notice = locale.text(msg::station_no_values);
        view.rows.push_back({station.id.hex(),
                             station.name,
                             spoken({station.name}),
                             with_dots({place_of(locale, station), notice, demo}),
                             std::move(*tiles),
                             {},
                             {}});
        set_on_map(station, view.rows.back());
        std::string source = with_dots({station.attribution, station.licence});
        const auto known = std::find(view.attributions.begin(), view.attributions.end(), source);
        if (!source.empty() && known == view.attributions.end()) {
            view.attributions.push_back(std::move(source));
        }
    }
    view.list_label = locale.text(msg::station_show_list);
    view.map_label = locale.text(msg::station_show_map);
    view.off_map_label = locale.text(msg::station_off_map);
    for (std::size_t count = 2; count <= view.rows.size(); ++count)
        view.together.push_back(spoken({locale.text(
            msg::station_together{.count = locale.number(static_cast<std::int64_t>(count))})}));
    view.ground = map_ground(locale);
    if (view.rows.empty()) view.empty = why_empty(context, msg::start_no_tiles);
    return view;
}

}  // namespace qp::views
