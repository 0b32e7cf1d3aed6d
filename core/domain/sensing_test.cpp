// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/sensing.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/base/cbor.h"

namespace qp::domain {

namespace {

constexpr std::int64_t kMidnight = 20780ll * 86400000;

Series series() {
    Series series;
    series.datastream.bytes[0] = 9;
    series.day = 20780;
    series.decimals = 1;
    for (int hour = 0; hour < 24; ++hour) {
        series.observations.push_back(
            {instant(kMidnight + hour * 3600000ll), 12.3 - hour / 10.0 * 3});
    }
    return series;
}

}  // namespace

TEST_CASE("a day of values comes back to the last decimal") {
    const auto read = decode_series(encode(series()));
    REQUIRE(read);
    REQUIRE(read->observations.size() == 24);
    for (std::size_t i = 0; i < 24; ++i) {
        CHECK(read->observations[i].at == series().observations[i].at);
        CHECK(std::abs(read->observations[i].value - series().observations[i].value) < 1e-9);
    }
    CHECK(encode(*read) == encode(series()));
}

TEST_CASE("a day of hourly values travels in less than 150 bytes") {
    CHECK(encode(series()).size() < 150);
}

TEST_CASE("what is not a number or not of the day is left out, never sent as 0") {
    Series odd = series();
    odd.observations.resize(2);
    odd.observations.push_back({instant(kMidnight + 7200000), std::nan("")});
    odd.observations.push_back(
        {instant(kMidnight + 7300000), std::numeric_limits<double>::infinity()});
    odd.observations.push_back({instant(kMidnight + 86400000), 5});
    odd.observations.push_back({instant(kMidnight - 1000), 5});
    const auto read = decode_series(encode(odd));
    REQUIRE(read);
    CHECK(read->observations.size() == 2);
}

TEST_CASE("a series whose times run back or past its day is refused") {
    const auto made = [](std::vector<std::int64_t> times, std::size_t values) {
        cbor::Writer out;
        out.map(5).uint(0).id(Id{}).uint(1).uint(20780).uint(2).uint(0).uint(3).array(times.size());
        for (const std::int64_t time : times) out.integer(time);
        out.uint(4).array(values);
        for (std::size_t i = 0; i < values; ++i) out.integer(1);
        return out.take();
    };
    CHECK(decode_series(made({0, 60}, 2)));
    CHECK_FALSE(decode_series(made({0, 0}, 2)));
    CHECK_FALSE(decode_series(made({60, -1}, 2)));
    CHECK_FALSE(decode_series(made({-1}, 1)));
    CHECK_FALSE(decode_series(made({86400}, 1)));
    CHECK_FALSE(decode_series(made({0, 60}, 1)));
    CHECK_FALSE(decode_series(made({INT64_MAX, INT64_MAX}, 2)));
}

TEST_CASE("each day of a datastream has an id of its own, the same everywhere") {
    Id datastream;
    datastream.bytes[0] = 1;
    CHECK(series_id(datastream, 20780) != series_id(datastream, 20781));
    CHECK(series_id(series_id(datastream, 20780), 20780) == datastream);
    CHECK(series_id(datastream, 20780).hex() == "0100000000000000000000000000512c");
    CHECK(day_of(instant(kMidnight - 1)) == 20779);
    CHECK(day_of(instant(-5)) == 0);
}

TEST_CASE("properties are found by slug and know their unit") {
    for (int i = 0; i <= static_cast<int>(Property::water_level); ++i) {
        CHECK(find_property(slug(static_cast<Property>(i))) == static_cast<Property>(i));
    }
    CHECK(unit(Property::no2) == "µg/m³");
    CHECK(unit(Property::bicycles).empty());
    CHECK(is_count(Property::pedestrians));
    CHECK_FALSE(is_count(Property::rain));
}

}  // namespace qp::domain
