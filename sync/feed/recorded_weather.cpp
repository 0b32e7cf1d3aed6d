// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <charconv>

#include "sync/city/ingest/csv.h"
#include "sync/feed/recording.h"

namespace qp::feed {

namespace {

using domain::Observation;
using domain::Property;

constexpr std::string_view kFirstHead = "surface observations;Parameter description;";
constexpr Milliseconds kInterval = std::chrono::hours{1};

struct Column {
    const char* name;  // in the first line
    Property property;
    double factor;  // to the unit that the property is kept in
};
constexpr std::array<Column, 5> kColumns{{
    {"dry_bulb_temperature_at_2_meter_above_ground", Property::temperature, 1},
    {"relative_humidity", Property::humidity, 1},
    {"pressure_reduced_to_mean_sea_level", Property::pressure, 1},
    {"mean_wind_speed_during last_10_min_at_10_meters_above_ground", Property::wind_speed, 1 / 3.6},
    {"precipitation_amount_last_hour", Property::rain, 1},
}};

// "06.04.20" and "08:00", UTC.
std::optional<Instant> time_of(std::string_view day, std::string_view hour) {
    if (day.size() != 8 || hour.size() != 5) return std::nullopt;
    const std::string iso = "20" + std::string{day.substr(6, 2)} + "-" +
                            std::string{day.substr(3, 2)} + "-" + std::string{day.substr(0, 2)} +
                            "T" + std::string{hour} + ":00Z";
    return from_iso(iso);
}

std::vector<Observation> observations_of(const city::ingest::Csv& csv, std::size_t column,
                                         double factor) {
    std::vector<Observation> observations;
    for (const city::ingest::CsvRow& row : csv.rows) {
        if (row.fields.size() <= column) continue;
        const auto at = time_of(row.fields[0], row.fields[1]);
        const auto value = city::ingest::number_in(row.fields[column]);
        if (at && value) observations.push_back({*at, *value * factor});
    }
    std::sort(observations.begin(), observations.end(),
              [](const Observation& a, const Observation& b) { return a.at < b.at; });
    observations.erase(
        std::unique(observations.begin(), observations.end(),
                    [](const Observation& a, const Observation& b) { return a.at == b.at; }),
        observations.end());
    return observations;
}

}  // namespace

bool is_weather_file(std::string_view text) {
    return text.substr(0, kFirstHead.size()) == kFirstHead;
}

Result<std::vector<Station>> weather_stations(const std::string& text, const Replay& replay) {
    auto csv = city::ingest::parse_csv(text);
    if (!csv) return fail(csv.error());
    Station station;
    station.id = 1;
    // The second line begins with the station's number.
    if (!csv->rows.empty()) station.description = csv->rows.front().fields.front();
    station.name = "Wetterstation " + station.description;
    station.quarter = std::string{domain::kCityScope};
    station.attribution = "Datenbasis: Deutscher Wetterdienst";
    const auto& head = csv->header.fields;
    for (const Column& column : kColumns) {
        const auto found = std::find(head.begin(), head.end(), column.name);
        if (found == head.end()) continue;
        auto observations =
            observations_of(*csv, static_cast<std::size_t>(found - head.begin()), column.factor);
        if (observations.empty()) continue;
        station.replayed_from = replay.file + " " + span_text(observations);
        station.streams.push_back(recorded_stream(static_cast<int>(station.streams.size()) + 1,
                                                  column.property, kInterval,
                                                  std::move(observations), replay));
    }
    if (station.streams.empty())
        return fail(Code::malformed, replay.file + ": no row with a value");
    std::vector<Station> stations;
    stations.push_back(std::move(station));
    return stations;
}

}  // namespace qp::feed
