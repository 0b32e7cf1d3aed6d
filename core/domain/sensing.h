// SPDX-License-Identifier: EUPL-1.2
// The Reallabor's sensors: stations, their datastreams and what these observed. Names follow OGC
// SensorThings 1.1 (Thing = Station). A value that is not known is absent, never 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/domain/place.h"

namespace qp::domain {

enum class Property : std::uint8_t {
    other = 0,
    temperature = 1,  // °C
    humidity = 2,     // %
    pressure = 3,     // hPa
    wind_speed = 4,   // m/s
    rain = 5,         // mm in the interval
    pm10 = 6,         // µg/m³
    pm25 = 7,
    no2 = 8,
    o3 = 9,
    so2 = 10,
    co = 11,        // mg/m³
    noise = 12,     // dB(A)
    bicycles = 13,  // count in the interval
    pedestrians = 14,
    air_index = 15,  // class 1 … 5 that the operator published itself
    soil_moisture = 16,
    water_level = 17,  // cm
};
std::string_view slug(Property property);
std::optional<Property> find_property(std::string_view slug);
// Counts are added up over a day, other values are not.
bool is_count(Property property);
// "µg/m³", "°C" …: the unit that values of this property are kept in; empty for counts.
std::string_view unit(Property property);
std::uint8_t decimals(Property property);

struct Station {
    Id id;
    std::string name;
    std::string quarter;  // slug; kCityScope where unknown
    std::optional<Point> at;
    std::string operator_name;
    std::string attribution;  // to be shown, for example "Datenquelle: Umweltbundesamt"
    std::string licence;
    bool is_demo = false;       // generated values, shown as such
    bool is_withdrawn = false;  // known to be faulty: its values are not shown
    bool operator==(const Station&) const = default;
};

struct Datastream {
    Id id;
    Id station;
    Property property = Property::other;
    std::string name;                // for `other`; may be empty
    std::string unit;                // for `other`
    Milliseconds interval{3600000};  // how often a value is expected
    bool operator==(const Datastream&) const = default;
};

struct Observation {
    Instant at{};  // end of the interval that the value stands for
    double value = 0;
    bool operator==(const Observation&) const = default;
};

// All observations of a datastream in one day (UTC): the unit in which values travel.
struct Series {
    Id datastream;
    std::uint32_t day = 0;      // days since 1970-01-01 UTC
    std::uint8_t decimals = 0;  // values are kept as integers of 10^-decimals
    // Ascending, all within the day, to the second. encode() leaves out what is not finite or
    // outside of the day, and of two in the same second the first.
    std::vector<Observation> observations;
    bool operator==(const Series&) const = default;
};
inline constexpr std::uint8_t kSeriesDecimalsMax = 6;
// Of an instant before 1970 it is 0.
std::uint32_t day_of(Instant at);
// The datastream's id with the day (big endian) exclusive-or'ed into its last four bytes: one
// entity a day, the same on every machine, without a hash below core/ops.
Id series_id(const Id& datastream, std::uint32_t day);

Bytes encode(const Station& station);
Result<Station> decode_station(BytesView payload);
Bytes encode(const Datastream& datastream);
Result<Datastream> decode_datastream(BytesView payload);
Bytes encode(const Series& series);
Result<Series> decode_series(BytesView payload);

}  // namespace qp::domain
