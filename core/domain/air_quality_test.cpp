// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/air_quality.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace qp::domain {

namespace {

// The columns of a line of UBA's CSV, quotes taken off.
std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> result{""};
    for (const char c : line) {
        if (c == ';') {
            result.emplace_back();
        } else if (c != '"' && c != '\r') {
            result.back().push_back(c);
        }
    }
    return result;
}

std::optional<AirClass> class_named(const std::string& word) {
    const std::vector<std::vector<std::string>> names{{"sehr gut", "very good"},
                                                      {"gut", "good"},
                                                      {"mäßig", "moderate"},
                                                      {"schlecht", "poor"},
                                                      {"sehr schlecht", "very poor"}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const std::string& name : names[i]) {
            if (name == word) return static_cast<AirClass>(i + 1);
        }
    }
    return std::nullopt;
}

// PM10, O3, NO2, PM2.5, in the order of the recorded files.
std::vector<PollutantValue> values(const std::vector<std::string>& row) {
    constexpr Property kOrder[] = {Property::pm10, Property::o3, Property::no2, Property::pm25};
    std::vector<PollutantValue> result;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string& cell = row[i + 2];
        if (!cell.empty() && cell != "-") result.push_back({kOrder[i], std::stod(cell)});
    }
    return result;
}

int check_file(const std::string& path) {
    std::ifstream file{path};
    if (!file) return -1;
    int classed = 0;
    int wrong = 0;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto row = columns(line);
        if (row.size() < 7) continue;
        const auto published = class_named(row[6]);
        if (!published) continue;
        ++classed;
        const auto ours = air_quality(values(row), AirIndexVersion::uba_old);
        if (!ours || ours->worst != *published) ++wrong;
    }
    CHECK(wrong == 0);
    return classed;
}

}  // namespace

TEST_CASE("the old index gives every class of the recorded UBA files") {
    const char* set = std::getenv("QP_DATA");
    const char* source = std::getenv("QP_SOURCE");
    const std::string folder =
        set != nullptr ? set : std::string{source != nullptr ? source : "."} + "/../shared/data";
    const int bielefeld =
        check_file(folder + "/bielefeld/uba_airquality_DENW200_2023-09-27_2024-09-27.csv");
    const int muenster =
        check_file(folder + "/muenster/uba_luftqualitaet_2022-01-01_2024-01-01_station1140.csv");
    if (bielefeld < 0 && muenster < 0) {
        MESSAGE("SKIPPED: the recorded UBA files are not there (QP_DATA)");
        return;
    }
    CHECK(bielefeld > 8000);
    CHECK(muenster > 15000);
}

TEST_CASE("the current index has the bounds of the Umweltbundesamt") {
    const auto current = [](Property property, double value) {
        return air_class(property, value, AirIndexVersion::uba_current);
    };
    CHECK(current(Property::pm10, 9) == AirClass::very_good);
    CHECK(current(Property::pm10, 10) == AirClass::good);
    CHECK(current(Property::pm25, 16) == AirClass::moderate);
    CHECK(current(Property::o3, 145) == AirClass::poor);
    CHECK(current(Property::no2, 101) == AirClass::very_poor);
    CHECK(current(Property::so2, 30) == AirClass::good);
    CHECK(current(Property::pm10, 9.4) == AirClass::very_good);
    CHECK(current(Property::pm10, 9.5) == AirClass::good);
}

TEST_CASE("no class without a value that the index knows") {
    CHECK_FALSE(air_class(Property::temperature, 20, AirIndexVersion::uba_current));
    CHECK_FALSE(air_class(Property::so2, 5, AirIndexVersion::uba_old));
    CHECK_FALSE(air_class(Property::pm10, -1, AirIndexVersion::uba_current));
    CHECK_FALSE(air_quality({}, AirIndexVersion::uba_current));
}

TEST_CASE("the worst pollutant decides, and four of five are incomplete") {
    const std::vector<PollutantValue> four{
        {Property::pm10, 5}, {Property::pm25, 4}, {Property::o3, 80}, {Property::no2, 12}};
    const auto quality = air_quality(four, AirIndexVersion::uba_current);
    REQUIRE(quality);
    CHECK(quality->worst == AirClass::moderate);
    CHECK(quality->decided_by == Property::o3);
    CHECK_FALSE(quality->is_complete);
    std::vector<PollutantValue> five = four;
    five.push_back({Property::so2, 1});
    CHECK(air_quality(five, AirIndexVersion::uba_current)->is_complete);
}

}  // namespace qp::domain
