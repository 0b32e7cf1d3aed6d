// SPDX-License-Identifier: EUPL-1.2
#include "core/views/reading.h"

#include <algorithm>
#include <cmath>

#include "core/domain/air_quality.h"
#include "core/i18n/msg.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

using domain::Property;
using std::chrono::hours;
using std::chrono::minutes;

constexpr hours kIntervalDefault{1};
constexpr minutes kStaleMin{10};

struct Limit {
    double below;
    i18n::Key word;
};

i18n::Key word_below(std::initializer_list<Limit> limits, double value, i18n::Key above) {
    for (const Limit& limit : limits) {
        if (value < limit.below) return limit.word;
    }
    return above;
}

}  // namespace

bool is_stale(const store::Latest& latest, Instant now) {
    if (!latest.observation) return false;
    const Milliseconds interval = latest.datastream.interval > Milliseconds{0}
                                      ? latest.datastream.interval
                                      : Milliseconds{kIntervalDefault};
    return now - latest.observation->at > std::max(3 * interval, Milliseconds{kStaleMin});
}

std::string age_text(const i18n::Locale& locale, const store::Latest& latest, Instant now) {
    if (!latest.observation) return {};
    const std::string age = locale.age(latest.observation->at, now);
    return is_stale(latest, now) ? locale.text(msg::reading_stale_age{.age = age}) : age;
}

std::string property_name(const i18n::Locale& locale, const domain::Datastream& stream) {
    if (stream.property == Property::other && !stream.name.empty()) return stream.name;
    return locale.text_or_empty("property." + std::string{domain::slug(stream.property)});
}

std::string unit_of(const domain::Datastream& stream) {
    if (stream.property == Property::other) return stream.unit;
    return std::string{domain::unit(stream.property)};
}

std::string value_text(const i18n::Locale& locale, const domain::Datastream& stream, double value) {
    if (stream.property == Property::air_index) {
        const Level level = class_level(Property::air_index, value);
        return level == Level::none ? locale.text(msg::value_unknown) : level_word(locale, level);
    }
    return locale.decimal(value, domain::decimals(stream.property));
}

std::string value_with_unit(const i18n::Locale& locale, const domain::Datastream& stream,
                            double value) {
    return locale.with_unit(value_text(locale, stream, value), unit_of(stream));
}

Level level_of(domain::AirClass air_class) {
    switch (air_class) {
        case domain::AirClass::very_good:
            return Level::very_good;
        case domain::AirClass::good:
            return Level::good;
        case domain::AirClass::moderate:
            return Level::moderate;
        case domain::AirClass::poor:
            return Level::poor;
        case domain::AirClass::very_poor:
            return Level::very_poor;
    }
    return Level::none;
}

std::string level_word(const i18n::Locale& locale, Level level) {
    switch (level) {
        case Level::very_good:
            return locale.text(msg::air_very_good);
        case Level::good:
            return locale.text(msg::air_good);
        case Level::moderate:
            return locale.text(msg::air_moderate);
        case Level::poor:
            return locale.text(msg::air_poor);
        case Level::very_poor:
            return locale.text(msg::air_very_poor);
        case Level::none:
            break;
    }
    return {};
}

Level class_level(Property property, double value) {
    if (property == Property::air_index) {
        const double index = std::round(value);
        if (!(index >= 1 && index <= 5)) return Level::none;
        return level_of(static_cast<domain::AirClass>(static_cast<int>(index)));
    }
    const auto found = domain::air_class(property, value, domain::AirIndexVersion::uba_current);
    return found ? level_of(*found) : Level::none;
}

std::string class_word(const i18n::Locale& locale, Property property, double value) {
    if (!std::isfinite(value)) return {};
    switch (property) {
        case Property::temperature:
            return locale.text(word_below({{0, msg::temperature_frost},
                                           {6, msg::temperature_cold},
                                           {13, msg::temperature_cool},
                                           {20, msg::temperature_mild},
                                           {28, msg::temperature_warm}},
                                          value, msg::temperature_hot));
        case Property::noise:
            return locale.text(word_below(
                {{50, msg::noise_quiet}, {62, msg::noise_moderate}, {75, msg::noise_loud}}, value,
                msg::noise_very_loud));
        case Property::soil_moisture:
            return locale.text(
                word_below({{20, msg::soil_dry}, {45, msg::soil_moist}}, value, msg::soil_wet));
        case Property::wind_speed:
            return locale.text(
                word_below({{1.5, msg::wind_calm}, {5.5, msg::wind_light}, {10.8, msg::wind_fresh}},
                           value, msg::wind_strong));
        case Property::rain:
            return locale.text(value < 0.05 ? msg::rain_none : msg::rain_some);
        default:
            return level_word(locale, class_level(property, value));
    }
}

Result<double> last_hour(const Context& context, const store::Latest& latest) {
    const domain::Observation& newest = *latest.observation;
    const Milliseconds interval = latest.datastream.interval;
    if (interval <= Milliseconds{0} || interval >= Milliseconds{hours{1}}) return newest.value;
    const auto observations = context.content.observations(
        latest.datastream.id, newest.at - hours{1} + Milliseconds{1}, newest.at + Milliseconds{1});
    if (!observations) return fail(observations.error());
    if (observations->empty()) return newest.value;
    double sum = 0;
    for (const domain::Observation& observation : *observations) sum += observation.value;
    const Property property = latest.datastream.property;
    if (domain::is_count(property) || property == Property::rain) return sum;
    return sum / static_cast<double>(observations->size());
}

}  // namespace qp::views
