// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/uba_file.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sync/city/ingest/uba_folder.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::ingest {

namespace {

using domain::Property;

// The form of the Umweltbundesamt's files, in both languages of its headers.
const std::string kGerman =
    "\xEF\xBB\xBFStationscode;Datum;\"Feinstaub (PM\u2081\u2080) Tagesmittel in \u00B5g/m\u00B3\";"
    "\"Stickstoffdioxid (NO\u2082) Ein-Stunden-Mittelwert in \u00B5g/m\u00B3\";"
    "\"Feinstaub (PM\u2082,\u2085) Tagesmittel in \u00B5g/m\u00B3\";"
    "Luftqualit\u00E4tsindex\n";
const std::string kEnglish =
    "\xEF\xBB\xBF\"Station code\";Date;\"Particulate matter (PM\u2081\u2080)\";\"Ozone (O\u2083)\";"
    "\"Air quality index\"\n";

std::vector<Instant> times_of(const std::string& rows) {
    std::vector<Instant> times;
    const auto file = parse_uba(kGerman + rows, "f.csv");
    REQUIRE(file);
    for (const auto& observation : file->stations.at("DENW200").at(Property::no2))
        times.push_back(observation.at);
    return times;
}

std::optional<std::string> recorded(const std::string& name) {
    const char* set = std::getenv("QP_DATA");
    const std::string source = std::getenv("QP_SOURCE") ? std::getenv("QP_SOURCE") : ".";
    const std::string path = (set ? std::string{set} : source + "/../shared/data") + "/" + name;
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        MESSAGE("skipped: no recorded data at " << path);
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("a row gives values at the end of its hour; what is missing stays unknown, never 0") {
    const auto file = parse_uba(kGerman +
                                    "DENW200;\"'27.09.2023 01:00'\";13;-;0,6;\"sehr gut\"\n"
                                    "DENW200;\"'27.09.2023 24:00'\";13;0.2;6;schlecht\n"
                                    "DENW200;\"'28.09.2023 01:00'\";-;-;-;;\n"
                                    "\"Quelle: Umweltbundesamt\"\n",
                                "f.csv");
    REQUIRE(file);
    CHECK(file->report.fault_count == 0);
    CHECK(file->report.read == 3);
    const auto& station = file->stations.at("DENW200");
    REQUIRE(station.at(Property::no2).size() == 1);
    CHECK(station.at(Property::no2)[0].value == 0.2);
    CHECK(to_iso(station.at(Property::no2)[0].at) == "2023-09-27T22:00:00Z");
    CHECK(station.at(Property::pm25)[0].value == 0.6);
    CHECK(station.at(Property::air_index)[0].value == 1);
    CHECK(station.at(Property::air_index)[1].value == 4);
    CHECK(to_iso(station.at(Property::pm10)[0].at) == "2023-09-26T23:00:00Z");
}

TEST_CASE(
    "the hour that is there twice in October is two hours, the missing one in March is none") {
    const auto october = times_of(
        "DENW200;\"'29.10.2023 02:00'\";1;1;1;gut\n"
        "DENW200;\"'29.10.2023 03:00'\";1;1;1;gut\n"
        "DENW200;\"'29.10.2023 03:00'\";1;1;1;gut\n"
        "DENW200;\"'29.10.2023 04:00'\";1;1;1;gut\n");
    REQUIRE(october.size() == 4);
    CHECK(to_iso(october[0]) == "2023-10-29T00:00:00Z");
    for (std::size_t i = 1; i < october.size(); ++i)
        CHECK(october[i] - october[i - 1] == std::chrono::hours{1});
    const auto march = times_of(
        "DENW200;\"'31.03.2024 02:00'\";1;1;1;gut\n"
        "DENW200;\"'31.03.2024 04:00'\";1;1;1;gut\n");
    CHECK(march[1] - march[0] == std::chrono::hours{1});
}

TEST_CASE("rows in any order give observations in order of time") {
    const auto times = times_of(
        "DENW200;\"'27.09.2023 03:00'\";1;1;1;gut\n"
        "DENW200;\"'27.09.2023 01:00'\";1;1;1;gut\n"
        "DENW200;\"'27.09.2023 02:00'\";1;1;1;gut\n");
    REQUIRE(times.size() == 3);
    CHECK(times[0] < times[1]);
    CHECK(times[1] < times[2]);
}

TEST_CASE("English headers, broken rows and unknown columns") {
    const auto file = parse_uba(kEnglish +
                                    "DENW095;\"'2022-01-01 01:00'\";13;46;\"very good\"\n"
                                    "DENW095;\"'2022-01-01 01:00'\";13;46;good\n"
                                    "DENW095;\"'2022-13-01 01:00'\";13;46;good\n"
                                    "DENW095;\"'2022-01-01 02:00'\";13;viel;poor\n"
                                    "DENW095;too;short\n",
                                "f.csv");
    REQUIRE(file);
    CHECK(file->stations.at("DENW095").at(Property::o3).size() == 1);
    CHECK(file->stations.at("DENW095").at(Property::air_index).back().value == 4);
    REQUIRE(file->report.fault_count == 4);
    CHECK(file->report.faults[0] == "f.csv:3: the same hour once more");
    CHECK(file->report.faults[1].find("f.csv:4: ") == 0);
    CHECK(file->report.faults[2] == "f.csv:5: not a value: 'viel'");
    CHECK(file->report.faults[3] == "f.csv:6: 3 fields instead of 5");
    CHECK(parse_uba("<html>Wartung</html>", "f.csv").error().detail.find("HTML") !=
          std::string::npos);
    CHECK(!parse_uba("a;b\n1;2\n", "f.csv"));
}

TEST_CASE("the recorded year of Bielefeld goes in without a fault, hour after hour") {
    const auto bytes = recorded("bielefeld/uba_airquality_DENW200_2023-09-27_2024-09-27.csv");
    if (!bytes) return;
    const auto file = parse_uba(*bytes, "bielefeld.csv");
    REQUIRE(file);
    for (const std::string& fault : file->report.faults) FAIL_CHECK(fault);
    CHECK(file->report.read == 8809);
    for (const auto& [property, observations] : file->stations.at("DENW200"))
        for (std::size_t i = 1; i < observations.size(); ++i)
            REQUIRE(observations[i].at > observations[i - 1].at);
}

TEST_CASE("a folder's files are published once, and again only where they change") {
    storage::TestCity city;
    storage::TestFolder drop;
    auto content = *store::Content::open(city.files.content);
    UbaFolder folder{{drop.path(),
                      {{"DENW200", "Detmolder Strasse", "mitte", std::nullopt}},
                      Milliseconds{1000}}};
    const auto turn = [&] {
        return *publish_observed(content, folder.look().stations, city.clock.at);
    };
    CHECK(turn() == 0);
    std::ofstream{drop.file("a.csv")} << kGerman << "DENW200;\"'27.09.2023 13:00'\";13;1.5;6;gut\n";
    CHECK(turn() == 9);  // a station, four datastreams, four days
    CHECK(turn() == 0);
    std::ofstream{drop.file("b.csv")} << kGerman << "DENW200;\"'27.09.2023 14:00'\";13;2;6;gut\n";
    CHECK(turn() == 4);
    std::ofstream{drop.file("c.csv")} << "<html>";
    CHECK(folder.look().report.fault_count == 1);
    const auto latest = *content.latest();
    REQUIRE(latest.size() == 4);
    for (const store::Latest& value : latest) {
        CHECK(value.station.name == "Detmolder Strasse");
        REQUIRE(value.observation);
        CHECK(to_iso(value.observation->at) == "2023-09-27T12:00:00Z");
    }
}

}  // namespace qp::city::ingest
