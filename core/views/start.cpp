// SPDX-License-Identifier: EUPL-1.2
#include "core/views/start.h"

#include <algorithm>
#include <array>

#include "core/domain/place.h"
#include "core/i18n/msg.h"
#include "core/views/idea_row.h"
#include "core/views/mood.h"
#include "core/views/phrases.h"
#include "core/views/reading.h"
#include "core/views/usual.h"

namespace qp::views {
namespace {

using domain::Property;
using StationValues = std::vector<store::Latest>;

constexpr std::size_t kTilesMax = 4;
constexpr std::uint32_t kIdeasMax = 4;
// Air comes first; of these, in this order, the first that are measured at all.
constexpr std::array kTileProperties{
    Property::temperature, Property::bicycles,    Property::pedestrians,
    Property::noise,       Property::water_level, Property::soil_moisture,
    Property::humidity,    Property::rain,        Property::wind_speed};

// Known before unknown, fresh before stale, from here before from elsewhere.
int worth(const Context& context, const store::Latest& latest) {
    int points = 0;
    if (latest.observation) points += 8;
    if (latest.observation && !is_stale(latest, context.now)) points += 4;
    if (latest.station.quarter == context.quarter) points += 2;
    if (is_near(latest.station.quarter, context.quarter)) points += 1;
    return points;
}

std::vector<StationValues> by_station(const std::vector<store::Latest>& all) {
    std::vector<StationValues> groups;
    for (const store::Latest& latest : all) {
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& other) {
            return other.front().station.id == latest.station.id;
        });
        if (group == groups.end()) {
            groups.push_back({latest});
        } else {
            group->push_back(latest);
        }
    }
    return groups;
}

Result<std::optional<Tile>> best_air(const Context& context,
                                     const std::vector<StationValues>& stations) {
    std::optional<Tile> best;
    int best_points = -1;
    for (const StationValues& station : stations) {
        int points = 0;
        int pollutants = 0;
        for (const store::Latest& latest : station) {
            const Property property = latest.datastream.property;
            if (property < Property::pm10 || property > Property::so2) continue;
            points = std::max(points, worth(context, latest));
            if (latest.observation) ++pollutants;
        }
        points = points * 8 + pollutants;
        if (points <= best_points) continue;
        auto tile = air_tile(context, station);
        if (!tile) return tile;
        if (!*tile) continue;
        best = std::move(*tile);
        best_points = points;
    }
    return best;
}

const store::Latest* best_of(const Context& context, const std::vector<store::Latest>& all,
                             Property property) {
    const store::Latest* best = nullptr;
    for (const store::Latest& latest : all) {
        if (latest.datastream.property != property) continue;
        if (best == nullptr || worth(context, latest) > worth(context, *best)) best = &latest;
    }
    return best;
}

// What else the thermometer's station knows of the weather: "Leichter Wind, kein Regen."
Result<std::string> weather_sentence(const Context& context, const std::vector<store::Latest>& all,
                                     const store::Latest& thermometer) {
    const i18n::Locale& locale = context.locale();
    std::string sentence;
    for (const Property property : {Property::wind_speed, Property::rain}) {
        for (const store::Latest& latest : all) {
            const bool is_meant = latest.station.id == thermometer.station.id &&
                                  latest.datastream.property == property && latest.observation &&
                                  !is_stale(latest, context.now);
            if (!is_meant) continue;
            const auto value = last_hour(context, latest);
            if (!value) return fail(value.error());
            const std::string word = class_word(locale, property, *value);
            sentence = sentence.empty()
                           ? word
                           : locale.text(msg::list_between{.head = sentence, .next = word});
            break;
        }
    }
    return sentence.empty() ? sentence : locale.capitalised(sentence) + ".";
}

Status add_tiles(const Context& context, StartView& view) {
    const auto all = context.content.latest();
    if (!all) return fail(all.error());
    auto air = best_air(context, by_station(*all));
    if (!air) return fail(air.error());
    if (*air) view.tiles.push_back(std::move(**air));
    for (const Property property : kTileProperties) {
        if (view.tiles.size() == kTilesMax) break;
        const store::Latest* latest = best_of(context, *all, property);
        // A stream that never brought a value has its place in the list of stations.
        if (latest == nullptr || !latest->observation) continue;
        auto tile = stream_tile(context, *latest);
        if (!tile) return fail(tile.error());
        if (property == Property::temperature) {
            auto weather = weather_sentence(context, *all, *latest);
            if (!weather) return fail(weather.error());
            tile->sentence = std::move(*weather);
        } else if (domain::is_count(property) && !tile->is_stale) {
            auto usual = usual_sentence(context, *latest);
            if (!usual) return fail(usual.error());
            tile->sentence = std::move(*usual);
        }
        if (!tile->sentence.empty()) tile->spoken = spoken({tile->spoken, tile->sentence});
        view.tiles.push_back(std::move(*tile));
    }
    if (view.tiles.empty()) view.tiles_empty = why_empty(context, msg::start_no_tiles);
    return {};
}

Status add_ideas(const Context& context, StartView& view) {
    const i18n::Locale& locale = context.locale();
    store::IdeaQuery here;
    here.limit = kIdeasMax;
    if (context.quarter != domain::kCityScope) here.quarter = context.quarter;
    auto page = context.content.ideas(here);
    if (!page) return fail(page.error());
    std::uint32_t total = page->total;
    bool is_here = !here.quarter.empty();
    if (is_here) {
        here.quarter.clear();
        const auto everywhere = context.content.ideas(here);
        if (!everywhere) return fail(everywhere.error());
        total = everywhere->total;
        if (page->items.empty()) {
            page = everywhere;
            is_here = false;
        }
    }
    auto rows = idea_rows(context, page->items);
    if (!rows) return fail(rows.error());
    view.ideas = std::move(*rows);
    view.ideas_title = locale.text(is_here ? msg::start_new_title : msg::start_new_city_title);
    if (!view.ideas.empty()) {
        view.ideas_all = locale.text(msg::start_all_ideas{.count = total});
    } else {
        // Nobody knows whether theirs would be the first before the city's ideas have come.
        view.ideas_all = locale.text(has_content(context) ? msg::start_no_ideas : msg::nav_ideas);
    }
    return {};
}

Status add_mood(const Context& context, StartView& view) {
    const i18n::Locale& locale = context.locale();
    const auto found = mood_session_here(context);
    if (!found) return fail(found.error());
    if (!*found || !is_open(**found, context.now)) return {};
    const domain::MoodSession& session = **found;
    view.mood_title =
        locale.text(msg::start_mood_title{.title = session.title.in(locale.language().tag).text});
    view.mood_text = with_dots(
        {locale.text(msg::start_mood_count{.count = session.theses.size()}),
         locale.text(msg::mood_closes{.date = locale.date(session.closes_at, context.now)})});
    return {};
}

Status add_event(const Context& context, StartView& view) {
    const i18n::Locale& locale = context.locale();
    const auto events = context.content.events(context.now, 20);
    if (!events) return fail(events.error());
    for (const domain::Event& event : *events) {
        if (!is_near(event.quarter, context.quarter)) continue;
        view.event_title = event.title;
        const std::string when =
            locale.text(msg::event_when{.date = locale.weekday_date(event.starts_at, context.now),
                                        .time = locale.clock(event.starts_at)});
        view.event_text =
            with_dots({when, event.place, event.is_demo ? locale.text(msg::badge_demo) : ""});
        break;
    }
    return {};
}

std::string greeting(const Context& context) {
    const i18n::Locale& locale = context.locale();
    const unsigned hour = german_time(context.now).hour;
    const bool is_read_later = context.telling == i18n::Telling::dates;
    const i18n::Key key = is_read_later || (hour >= 11 && hour < 18) ? msg::greeting_day
                          : hour >= 5 && hour < 11                   ? msg::greeting_morning
                                                                     : msg::greeting_evening;
    const std::string quarter = context.quarter == domain::kCityScope
                                    ? locale.text(msg::app_city)
                                    : quarter_name(locale, context.quarter);
    const std::string hello = locale.text(key);
    // A kiosk asks the people before it; a phone answers the one who looked.
    return context.place.empty()
               ? locale.text(msg::start_statement{.greeting = hello, .quarter = quarter})
               : locale.text(msg::start_question{.greeting = hello, .quarter = quarter});
}

// "Also without a network" is said only by what holds it: neither a page at a stand nor the city's
// first view, which does not know what the page will be.
std::string call_text(const Context& context) {
    const i18n::Locale& locale = context.locale();
    if (!context.place.empty()) return locale.text(msg::start_idea_hint);
    const bool works_alone = context.local != nullptr && !context.is_stand_page;
    return locale.text(works_alone ? msg::start_idea_hint_short : msg::start_idea_hint_nameless);
}

}  // namespace

Result<StartView> start_view(const Context& context) {
    const i18n::Locale& locale = context.locale();
    StartView view;
    view.greeting = greeting(context);
    view.sentences = sentences(view.greeting);
    view.lead = locale.text(msg::start_intro);
    view.stations_label = locale.text(msg::start_all_stations);
    view.call_title = locale.text(msg::start_idea_title);
    view.call_text = call_text(context);
    if (auto added = add_tiles(context, view); !added) return fail(added.error());
    if (auto added = add_ideas(context, view); !added) return fail(added.error());
    if (auto added = add_mood(context, view); !added) return fail(added.error());
    if (auto added = add_event(context, view); !added) return fail(added.error());
    return view;
}

}  // namespace qp::views
