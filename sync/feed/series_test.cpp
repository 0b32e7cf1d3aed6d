// SPDX-License-Identifier: EUPL-1.2
#include "sync/feed/series.h"

#include <doctest/doctest.h>

namespace qp::feed {

namespace {

using domain::Observation;
using domain::Property;
using std::chrono::hours;
using std::chrono::minutes;

const Instant kNoon = *from_iso("2026-11-23T12:00:00Z");

}  // namespace

TEST_CASE("a generated series gives the same values whenever it is asked") {
    const auto series = generated_series(Property::temperature, minutes{5}, 7);
    const auto day = series->between(kNoon - hours{24}, kNoon);
    const auto hour = series->between(kNoon - hours{1}, kNoon);
    REQUIRE(hour.size() > 4);
    REQUIRE(day.size() > hour.size());
    CHECK(std::vector<Observation>(day.end() - static_cast<std::ptrdiff_t>(hour.size()),
                                   day.end()) == hour);
    CHECK(day.back().at <= kNoon);
}

TEST_CASE("a span joins the next without a value twice or missing") {
    const auto series = generated_series(Property::no2, minutes{60}, 3);
    auto first = series->between(kNoon - hours{48}, kNoon - hours{24});
    const auto second = series->between(kNoon - hours{24}, kNoon);
    first.insert(first.end(), second.begin(), second.end());
    CHECK(first == series->between(kNoon - hours{48}, kNoon));
}

TEST_CASE("generated values stay where such values are in Bielefeld, all year round") {
    struct Bounds {
        Property property;
        double min, max;
    };
    for (const Bounds& bounds : {Bounds{Property::temperature, -20, 40},
                                 {Property::humidity, 20, 100},
                                 {Property::pm10, 0, 90},
                                 {Property::no2, 0, 100},
                                 {Property::noise, 30, 90},
                                 {Property::bicycles, 0, 400}}) {
        const auto series = generated_series(bounds.property, minutes{60}, 11);
        for (const Observation& seen : series->between(kNoon - hours{24 * 365}, kNoon)) {
            CHECK(seen.value >= bounds.min);
            CHECK(seen.value <= bounds.max);
        }
    }
}

TEST_CASE("generated series have gaps, as real sensors do") {
    const auto series = generated_series(Property::temperature, minutes{1}, 5);
    const auto seen = series->between(kNoon - hours{24 * 30}, kNoon);
    CHECK(seen.size() < 30 * 24 * 60);
    CHECK(seen.size() > 29 * 24 * 60);
}

TEST_CASE("a replay ends just before now and goes on with the recording's beginning") {
    std::vector<Observation> recorded;
    const Instant start = *from_iso("2024-01-01T00:00:00Z");  // a Monday
    recorded.reserve(std::size_t{24} * 7);
    for (int i = 0; i < 24 * 7; ++i) recorded.push_back({start + hours{i}, static_cast<double>(i)});
    const auto series = replayed_series(recorded, hours{1}, 1, kNoon);

    const auto seen = series->between(kNoon - hours{24 * 14}, kNoon);
    REQUIRE(seen.size() == 24 * 14);
    CHECK(seen.back().at == kNoon);
    CHECK(seen.back().value == 12);  // 2026-11-23 is a Monday, too: hour 12 of the week
    CHECK(seen[seen.size() - 13].value == 0);
    CHECK(seen[seen.size() - 14].value == 24 * 7 - 1);
}

TEST_CASE("a replay at speed brings the recording's next values sooner") {
    std::vector<Observation> recorded;
    const Instant start = *from_iso("2024-01-01T00:00:00Z");
    recorded.reserve(std::size_t{24} * 7);
    for (int i = 0; i < 24 * 7; ++i) recorded.push_back({start + hours{i}, static_cast<double>(i)});
    const auto series = replayed_series(recorded, hours{1}, 60, kNoon);

    const auto seen = series->between(kNoon, kNoon + minutes{3});
    REQUIRE(seen.size() == 3);
    CHECK(seen[0].at == kNoon + minutes{1});
    CHECK(seen[0].value == 13);
    CHECK(seen[2].value == 15);
}

}  // namespace qp::feed
