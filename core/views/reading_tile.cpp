// SPDX-License-Identifier: EUPL-1.2
// Tiles: one live value each, for the start screen and the list of stations.
#include <algorithm>
#include <array>

#include "core/domain/air_quality.h"
#include "core/i18n/msg.h"
#include "core/views/buckets.h"
#include "core/views/phrases.h"
#include "core/views/reading.h"

namespace qp::views {
namespace {

using domain::Property;

constexpr std::array kPollutants{Property::pm10, Property::pm25, Property::no2, Property::o3,
                                 Property::so2};

std::string icon_of(Property property) {
    switch (property) {
        case Property::temperature:
            return "temperature";
        case Property::bicycles:
            return "bicycle";
        case Property::pedestrians:
            return "pedestrian";
        case Property::noise:
            return "noise";
        case Property::rain:
            return "rain";
        case Property::wind_speed:
            return "wind";
        case Property::humidity:
        case Property::soil_moisture:
            return "humidity";
        case Property::water_level:
            return "water";
        case Property::other:
        case Property::pressure:
            return "chart";
        default:
            return "air";
    }
}

void tell_origin(const Context& context, const store::Latest& latest, Tile& tile) {
    const i18n::Locale& locale = context.locale();
    tile.id = latest.station.id.hex();
    tile.source = latest.station.name;
    tile.age = age_text(locale, latest, context.now);
    tile.origin = with_dots({tile.source, tile.age});
    tile.is_stale = is_stale(latest, context.now);
    tile.is_demo = latest.station.is_demo;
    if (tile.is_demo) tile.demo_label = locale.text(msg::badge_demo_data);
}

void tell_nothing(const i18n::Locale& locale, Tile& tile) {
    tile.value = locale.text(msg::value_unknown);
    tile.is_word = true;
    tile.sentence = locale.text(msg::reading_none);
}

void tell_aloud(const i18n::Locale& locale, Tile& tile) {
    std::string value = tile.value;
    if (!tile.unit.empty()) value += " " + locale.spoken_unit(tile.unit);
    tile.spoken = spoken({tile.label + ": " + value, tile.level_word, tile.sentence, tile.source,
                          tile.age, tile.demo_label});
}

// "Räder heute", "Räder gestern", "Räder am 3. November"
std::string count_label(const Context& context, const store::Latest& latest) {
    const i18n::Locale& locale = context.locale();
    const std::string name = property_name(locale, latest.datastream);
    const Instant at = latest.observation->at - Milliseconds{1};  // midnight ends the day before
    const std::string day = locale.date(at, context.now);
    if (context.telling == i18n::Telling::dates) {
        return locale.text(msg::tile_on_day{.date = locale.short_date(at), .name = name});
    }
    if (day == locale.date(context.now, context.now)) {
        return locale.text(msg::tile_today{.name = name});
    }
    return locale.text(msg::tile_on_day{.date = day, .name = name});
}

bool is_pollutant(Property property) {
    return std::find(kPollutants.begin(), kPollutants.end(), property) != kPollutants.end();
}

// The pollutants (or, where there are none, the operator's own index) to judge by: the fresh ones,
// or all where none is fresh.
std::vector<store::Latest> judged(const std::vector<store::Latest>& station, Instant now) {
    std::vector<store::Latest> chosen;
    for (const store::Latest& latest : station) {
        if (latest.observation && is_pollutant(latest.datastream.property)) {
            chosen.push_back(latest);
        }
    }
    if (chosen.empty()) {
        for (const store::Latest& latest : station) {
            if (latest.observation && latest.datastream.property == Property::air_index) {
                chosen.push_back(latest);
            }
        }
    }
    const auto first_stale = std::stable_partition(
        chosen.begin(), chosen.end(),
        [now](const store::Latest& latest) { return !is_stale(latest, now); });
    if (first_stale != chosen.begin()) chosen.erase(first_stale, chosen.end());
    return chosen;
}

// The class from `values`, and which stream decided it.
Result<const store::Latest*> tell_class(const Context& context,
                                        const std::vector<store::Latest>& values, Tile& tile) {
    const i18n::Locale& locale = context.locale();
    const store::Latest& first = values.front();
    if (first.datastream.property == Property::air_index) {
        tile.level = class_level(Property::air_index, first.observation->value);
        return &first;
    }
    std::vector<domain::PollutantValue> pollutants;
    for (const store::Latest& latest : values) {
        const auto mean = last_hour(context, latest);
        if (!mean) return fail(mean.error());
        pollutants.push_back({latest.datastream.property, *mean});
    }
    const auto quality = domain::air_quality(pollutants, domain::AirIndexVersion::uba_current);
    if (!quality) return &first;
    tile.level = level_of(quality->worst);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (pollutants[i].property != quality->decided_by) continue;
        const domain::Datastream& stream = values[i].datastream;
        const std::string decided = locale.text(
            msg::air_decided_by{.name = property_name(locale, stream),
                                .value = value_with_unit(locale, stream, pollutants[i].value)});
        tile.sentence = spoken(
            {decided, quality->is_complete ? std::string{} : locale.text(msg::air_incomplete)});
        return &values[i];
    }
    return &first;
}

}  // namespace

Result<std::vector<std::optional<double>>> spark(const Context& context,
                                                 const store::Latest& latest) {
    std::vector<std::optional<double>> values;
    const Buckets buckets{Range::day, context.now};
    const auto observations =
        context.content.observations(latest.datastream.id, buckets.from(), buckets.to());
    if (!observations) return fail(observations.error());
    values = buckets.fill(*observations, is_summed(latest.datastream.property));
    std::optional<double> low;
    std::optional<double> high;
    std::size_t known = 0;
    for (const auto& value : values) {
        if (!value) continue;
        low = low ? std::min(*low, *value) : *value;
        high = high ? std::max(*high, *value) : *value;
        ++known;
    }
    if (known < 3) return std::vector<std::optional<double>>{};
    if (domain::is_count(latest.datastream.property)) low = std::min(*low, 0.0);
    for (auto& value : values) {
        if (value) value = *high > *low ? (*value - *low) / (*high - *low) : 0.5;
    }
    return values;
}

Result<Tile> stream_tile(const Context& context, const store::Latest& latest) {
    const i18n::Locale& locale = context.locale();
    const domain::Datastream& stream = latest.datastream;
    Tile tile;
    tell_origin(context, latest, tile);
    tile.icon = icon_of(stream.property);
    tile.label = property_name(locale, stream);
    if (!latest.observation) {
        tell_nothing(locale, tile);
        tell_aloud(locale, tile);
        return tile;
    }
    auto line = spark(context, latest);
    if (!line) return fail(line.error());
    tile.spark = std::move(*line);
    if (domain::is_count(stream.property)) {
        tile.label = count_label(context, latest);
        tile.value = locale.decimal(latest.day_sum, 0);
    } else {
        const double value = latest.observation->value;
        tile.value = value_text(locale, stream, value);
        tile.unit = locale.unit_alone(unit_of(stream));
        tile.level_word = class_word(locale, stream.property, value);
        if (tile.level_word == tile.value) tile.level_word.clear();
        // What is no longer so gets no colour.
        if (!tile.is_stale) tile.level = class_level(stream.property, value);
    }
    tell_aloud(locale, tile);
    return tile;
}

Result<std::optional<Tile>> air_tile(const Context& context,
                                     const std::vector<store::Latest>& station) {
    const auto measures_air = [](const store::Latest& latest) {
        const Property property = latest.datastream.property;
        return is_pollutant(property) || property == Property::air_index;
    };
    const auto some = std::find_if(station.begin(), station.end(), measures_air);
    if (some == station.end()) return std::optional<Tile>{};

    const i18n::Locale& locale = context.locale();
    Tile tile;
    tile.icon = "air";
    tile.label = locale.text(msg::tile_air);
    const std::vector<store::Latest> values = judged(station, context.now);
    if (values.empty()) {
        tell_origin(context, *some, tile);
        tell_nothing(locale, tile);
        tell_aloud(locale, tile);
        return std::optional{std::move(tile)};
    }
    const auto decisive = tell_class(context, values, tile);
    if (!decisive) return fail(decisive.error());
    tell_origin(context, **decisive, tile);
    tile.value = level_word(locale, tile.level);
    tile.is_word = true;
    if (tile.value.empty()) tile.value = locale.text(msg::value_unknown);
    // What is no longer so keeps its word and says its age, but gets no colour.
    if (tile.is_stale) tile.level = Level::none;
    auto line = spark(context, **decisive);
    if (!line) return fail(line.error());
    tile.spark = std::move(*line);
    tell_aloud(locale, tile);
    return std::optional{std::move(tile)};
}

}  // namespace qp::views
