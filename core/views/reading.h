// SPDX-License-Identifier: EUPL-1.2
// How a measured value is told: in words, with its age, and never as 0 where it is not known. Inner
// part of the start screen and the stations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/air_quality.h"
#include "core/views/start.h"

namespace qp::views {

// Nothing new for three intervals (ten minutes at the least).
bool is_stale(const store::Latest& latest, Instant now);
// "vor 6 Minuten", "vor 5 Stunden, nicht mehr aktuell"
std::string age_text(const i18n::Locale& locale, const store::Latest& latest, Instant now);

std::string property_name(const i18n::Locale& locale, const domain::Datastream& stream);
std::string unit_of(const domain::Datastream& stream);
// "7,4"; counts without decimals.
std::string value_text(const i18n::Locale& locale, const domain::Datastream& stream, double value);
// "7,4 °C"
std::string value_with_unit(const i18n::Locale& locale, const domain::Datastream& stream,
                            double value);

Level level_of(domain::AirClass air_class);
// "sehr gut" … "sehr schlecht"; empty for none.
std::string level_word(const i18n::Locale& locale, Level level);
// What this value's class is called, where the property has classes: "gut", "kühl", "laut".
std::string class_word(const i18n::Locale& locale, domain::Property property, double value);
// Only where there is a better and a worse: pollutants and the air index.
Level class_level(domain::Property property, double value);

// Air quality classes stand for hourly means. Where values come more often than that, the mean (or,
// for amounts, the sum) of the last hour before the newest value.
Result<double> last_hour(const Context& context, const store::Latest& latest);
// The last 24 hours in hourly steps, scaled to 0 … 1; empty where too little is known to draw.
Result<std::vector<std::optional<double>>> spark(const Context& context,
                                                 const store::Latest& latest);

// One stream as a tile. Unknown is said in words.
Result<Tile> stream_tile(const Context& context, const store::Latest& latest);
// All pollutants of one station as one tile; nothing where it measures none.
Result<std::optional<Tile>> air_tile(const Context& context,
                                     const std::vector<store::Latest>& station);

}  // namespace qp::views
