// SPDX-License-Identifier: EUPL-1.2
// Recordings of each form: a few rows that stand here, and the whole files where they are at hand
// (QP_DATA).
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sync/feed/station.h"

namespace qp::feed {

namespace {

using domain::Property;

const Instant kNow = *from_iso("2026-11-23T12:00:00Z");

class Recording {
public:
    explicit Recording(const std::string& text, const std::string& name = "recording.csv")
        : path_{std::filesystem::temp_directory_path() / ("quartierpuls-feed-" + name)} {
        std::ofstream{path_, std::ios::binary} << text;
    }
    ~Recording() { std::filesystem::remove(path_); }
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    Result<std::vector<Station>> read() const { return recorded_stations(path_.string(), 1, kNow); }

private:
    std::filesystem::path path_;
};

const Stream* stream_of(const Station& station, Property property) {
    for (const Stream& stream : station.streams)
        if (stream.property == property) return &stream;
    return nullptr;
}

std::vector<double> last_values(const Stream& stream, std::chrono::hours span) {
    std::vector<double> values;
    for (const auto& observation : stream.series->between(kNow - span, kNow))
        values.push_back(observation.value);
    return values;
}

const std::string kAir =
    "Stationscode;Datum;\"Ozon (O3) in µg/m³\";\"Stickstoffdioxid (NO2) in µg/m³\";"
    "Luftqualitätsindex\n"
    "DENW200;\"'27.09.2023 01:00'\";13;7;\"sehr gut\"\n"
    "DENW200;\"'27.09.2023 02:00'\";-;8;gut\n";
const std::string kCounter =
    "Datetime,Gartenstraße,Status\n"
    "2026-07-01 00:00,4,raw\n"
    "2026-07-01 00:15,0,raw\n";
const std::string kWeather =
    "surface observations;Parameter description;dry_bulb_temperature_at_2_meter_above_ground;"
    "mean_wind_speed_during last_10_min_at_10_meters_above_ground;relative_humidity\n"
    "01049;Unit;Grad C;km/h;%\n"
    "Datum;Uhrzeit (UTC);Temperatur (2m);Windgeschwindigkeit;Relative Feuchte\n"
    "06.04.20;08:00;-3,1;18;59\n"
    "06.04.20;07:00;-4,5;---;64\n";

std::optional<std::string> data_folder() {
    const char* set = std::getenv("QP_DATA");
    const char* source = std::getenv("QP_SOURCE");
    const std::string folder = set ? set : std::string{source ? source : "."} + "/../shared/data";
    if (std::filesystem::exists(folder)) return folder;
    MESSAGE("skipped: no recorded data at " << folder);
    return std::nullopt;
}

}  // namespace

TEST_CASE("hourly air data replay, and what was not measured is no value") {
    const auto air = Recording{kAir}.read();
    REQUIRE(air);
    REQUIRE(air->size() == 1);
    CHECK(air->front().name == "Detmolder Straße");
    CHECK(air->front().replayed_from.find("2023-09-27") != std::string::npos);
    const Stream* nitrogen = stream_of(air->front(), Property::no2);
    const Stream* ozone = stream_of(air->front(), Property::o3);
    REQUIRE(nitrogen);
    REQUIRE(ozone);
    for (const double value : last_values(*ozone, std::chrono::hours{12})) CHECK(value == 13);
}

TEST_CASE("a counter's quarter hours replay, a true 0 included") {
    const auto counter = Recording{kCounter}.read();
    REQUIRE(counter);
    CHECK(counter->front().name == "Gartenstraße");
    CHECK(counter->front().attribution.empty());
    const auto values = last_values(counter->front().streams.front(), std::chrono::hours{6});
    REQUIRE(!values.empty());
    CHECK(std::find(values.begin(), values.end(), 0.0) != values.end());
    CHECK(std::find(values.begin(), values.end(), 4.0) != values.end());
}

TEST_CASE("weather reports replay in our units, the newest first or not") {
    const auto weather = Recording{kWeather}.read();
    REQUIRE(weather);
    const Station& station = weather->front();
    CHECK(station.name == "Wetterstation 01049");
    CHECK(station.attribution == "Datenbasis: Deutscher Wetterdienst");
    const Stream* temperature = stream_of(station, Property::temperature);
    REQUIRE(temperature);
    const auto values = last_values(*temperature, std::chrono::hours{6});
    CHECK(std::find(values.begin(), values.end(), -3.1) != values.end());
    CHECK(std::find(values.begin(), values.end(), -4.5) != values.end());
    const Stream* wind = stream_of(station, Property::wind_speed);
    REQUIRE(wind);
    for (const double value : last_values(*wind, std::chrono::hours{6}))
        CHECK(value == doctest::Approx(5));  // 18 km/h
}

TEST_CASE("what is no recording is named") {
    CHECK(recorded_stations("/nonexistent", 1, kNow).error().code == Code::not_found);
    for (const char* text :
         {"", "<html>", "Datetime,Ort\n", "surface observations;Parameter description;x\n"}) {
        CAPTURE(text);
        const auto read = Recording{text}.read();
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Code::malformed);
    }
}

TEST_CASE("the recorded files of each form replay whole") {
    const auto folder = data_folder();
    if (!folder) return;
    const struct {
        const char* file;
        Property property;
    } recordings[] = {
        {"/bielefeld/uba_airquality_DENW200_2023-09-27_2024-09-27.csv", Property::no2},
        {"/muenster/uba_luftqualitaet_2022-01-01_2024-01-01_station1140.csv", Property::no2},
        {"/muenster/100034978_2026-07.csv", Property::bicycles},
        {"/muenster/rad_100034978_gartenstrasse_2019-01_2026-08.csv.gz", Property::bicycles},
        {"/dwd/observations_current.csv", Property::temperature},
    };
    for (const auto& recording : recordings) {
        CAPTURE(recording.file);
        const auto stations = recorded_stations(*folder + recording.file, 1, kNow);
        REQUIRE(stations);
        const Stream* stream = stream_of(stations->front(), recording.property);
        REQUIRE(stream);
        CHECK(!last_values(*stream, std::chrono::hours{48}).empty());
    }
    CHECK(recorded_stations(*folder + "/README.md", 1, kNow).error().code == Code::malformed);
}

}  // namespace qp::feed
