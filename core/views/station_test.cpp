// SPDX-License-Identifier: EUPL-1.2
#include "core/views/station.h"

#include <doctest/doctest.h>

#include "core/views/buckets.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using domain::Property;

namespace {

// One station with one hourly NO2 stream.
void put_station(TestStore& store, const std::vector<domain::Observation>& values,
                 Property property = Property::no2) {
    domain::Station station;
    station.id = id_of(1);
    station.name = "Detmolder Straße";
    station.quarter = "mitte";
    station.attribution = "Datenquelle: Umweltbundesamt";
    store.put(station);
    domain::Datastream stream;
    stream.id = id_of(11);
    stream.station = id_of(1);
    stream.property = property;
    store.put(stream);
    store.put(id_of(11), values);
}

std::vector<domain::Observation> hourly(int hours_count, double first, double step) {
    std::vector<domain::Observation> values;
    const Instant last = from_german(2026, 11, 23, 14, 0);
    for (int i = hours_count - 1; i >= 0; --i) {
        values.push_back({last - hours{i}, first + step * (hours_count - 1 - i)});
    }
    return values;
}

}  // namespace

TEST_CASE("a station shows a curve and exactly the same numbers as a table") {
    TestStore store;
    put_station(store, hourly(24, 10, 1));
    const auto view = station_view(store.context(), id_of(1), Range::day);
    REQUIRE(view);
    REQUIRE(view->has_value());
    REQUIRE((*view)->streams.size() == 1);
    const StreamView& stream = (*view)->streams[0];
    CHECK(stream.label == "Stickstoffdioxid");
    CHECK(stream.value == "33");
    CHECK(stream.unit == "µg/m³");
    CHECK(stream.level == Level::moderate);
    CHECK(stream.level_word == "mäßig");
    CHECK(stream.chart.title == "Stickstoffdioxid in µg/m³, die letzten 24 Stunden");
    CHECK(stream.chart.points.size() == 23);
    CHECK(stream.table.rows.size() == 23);
    CHECK(stream.table.columns == std::vector<std::string>{"Zeit", "Mittelwert in µg/m³"});
    CHECK(stream.table.rows.front() == std::vector<std::string>{"13:00 bis 14:00", "33"});
    CHECK(stream.limits.size() == 3);
    CHECK((*view)->attribution == "Datenquelle: Umweltbundesamt");
    for (const ChartPoint& point : stream.chart.points) {
        REQUIRE(point.y.has_value());
        CHECK(*point.y >= 0);
        CHECK(*point.y <= 1);
    }
    REQUIRE(stream.chart.y_ticks.size() >= 3);
    CHECK(stream.chart.y_ticks.front().label == "0");
    CHECK(stream.chart.y_ticks.back().at == doctest::Approx(1));
}

TEST_CASE("a gap stays a gap: in the curve, in the table and in the sentence") {
    TestStore store;
    std::vector<domain::Observation> values = hourly(24, 10, 0);
    values.erase(values.begin() + 10, values.begin() + 12);
    put_station(store, values);
    const auto view = station_view(store.context(), id_of(1), Range::day);
    REQUIRE(view);
    const StreamView& stream = (*view)->streams.at(0);
    int gaps = 0;
    for (const ChartPoint& point : stream.chart.points) gaps += point.y ? 0 : 1;
    CHECK(gaps == 2);
    int told = 0;
    for (const auto& row : stream.table.rows) told += row.at(1) == "keine Messung" ? 1 : 0;
    CHECK(told == 2);
    CHECK(stream.chart.summary.find("In 2 Zeiträumen wurde nichts gemessen.") != std::string::npos);
}

TEST_CASE("a stream without any value is unknown, with an empty curve that says so") {
    TestStore store;
    put_station(store, {});
    const auto view = station_view(store.context(), id_of(1), Range::week);
    REQUIRE(view);
    const StreamView& stream = (*view)->streams.at(0);
    CHECK(stream.value == "unbekannt");
    CHECK(stream.unit.empty());
    CHECK(stream.age == "Noch kein Messwert");
    CHECK(stream.chart.points.empty());
    CHECK(stream.chart.summary == "In dieser Zeit wurde nichts gemessen.");
}

TEST_CASE("an hour that is not over yet is marked, since its sum still grows") {
    TestStore store;
    std::vector<domain::Observation> values = hourly(5, 40, 0);
    values.push_back({from_german(2026, 11, 23, 14, 30), 12});
    put_station(store, values, Property::bicycles);
    const auto view = station_view(store.context(), id_of(1), Range::day);
    REQUIRE(view);
    const StreamView& stream = (*view)->streams.at(0);
    CHECK(stream.chart.is_bars);
    CHECK(stream.table.columns.at(1) == "Summe");
    CHECK(stream.table.rows.front() ==
          std::vector<std::string>{"14:00 bis 15:00 (läuft noch)", "12"});
}

TEST_CASE("a withdrawn station stays to be seen, but not its values") {
    TestStore store;
    put_station(store, hourly(24, 10, 1));
    domain::Station station;
    station.id = id_of(1);
    station.name = "Detmolder Straße";
    station.quarter = "mitte";
    station.is_withdrawn = true;
    store.put(station);
    const auto view = station_view(store.context(), id_of(1), Range::day);
    REQUIRE(view);
    REQUIRE(view->has_value());
    CHECK((*view)->streams.empty());
    CHECK((*view)->notice.find("misst gerade falsch") != std::string::npos);
    const auto list = station_list_view(store.context());
    REQUIRE(list);
    REQUIRE(list->rows.size() == 1);
    CHECK(list->rows[0].tiles.empty());
    CHECK(list->rows[0].subtitle == "Mitte · wird geprüft");
}

TEST_CASE("stations of one's own quarter stand first, and each source is named once") {
    TestStore store;
    for (std::uint8_t i = 1; i <= 3; ++i) {
        domain::Station station;
        station.id = id_of(i);
        station.name = std::string{"Station "} + static_cast<char>('A' + i);
        station.quarter = i == 3 ? "stieghorst" : "mitte";
        station.attribution = "Datenquelle: Stadt Bielefeld";
        store.put(station);
    }
    const auto list = station_list_view(store.context());
    REQUIRE(list);
    REQUIRE(list->rows.size() == 3);
    CHECK(list->together ==
          std::vector<std::string>{"Messstellen hier: 2.", "Messstellen hier: 3."});
    CHECK(list->rows[0].spoken == list->rows[0].title + ".");
    CHECK(list->rows[0].subtitle.find("Stieghorst") == 0);
    CHECK(list->attributions.size() == 1);
}

TEST_CASE("a station that measures nothing yet says so in the list") {
    TestStore store;
    domain::Station station;
    station.id = id_of(1);
    station.name = "Leerer Mast";
    station.quarter = "mitte";
    store.put(station);
    const auto list = station_list_view(store.context());
    REQUIRE(list);
    REQUIRE(list->rows.size() == 1);
    CHECK(list->rows[0].tiles.empty());
    CHECK(list->rows[0].subtitle.find("noch keine Werte") != std::string::npos);
}

TEST_CASE("a station that is not known is no view") {
    TestStore store;
    const auto view = station_view(store.context(), id_of(9), Range::day);
    REQUIRE(view);
    CHECK(!view->has_value());
}

TEST_CASE("steps keep to German days and hours, on the two days when the clocks change too") {
    for (const Instant now :
         {kNow, from_german(2026, 3, 29, 12, 0), from_german(2026, 3, 31, 0, 30),
          from_german(2026, 10, 25, 12, 0), from_german(2026, 10, 26, 0, 30)}) {
        const Buckets day{Range::day, now};
        CHECK(day.size() == 24);
        CHECK(day.to() >= now);
        const Buckets week{Range::week, now};
        CHECK(week.size() == 28);
        CHECK(week.to() >= now);
        for (std::size_t i = 0; i < week.size(); ++i) {
            CHECK(german_time(week.start(i)).hour % 6 == 0);
            CHECK(week.end(i) > week.start(i));
        }
        const Buckets month{Range::month, now};
        CHECK(month.size() == 30);
        CHECK(month.to() >= now);
        for (std::size_t i = 0; i < month.size(); ++i) {
            CHECK(german_time(month.start(i)).hour == 0);
        }
    }
}

TEST_CASE("a value belongs to the step that it ends") {
    const Buckets buckets{Range::day, kNow};
    const Instant edge = buckets.end(3);
    const auto values =
        buckets.fill({{edge, 7}, {buckets.from(), 99}, {kNow + days{9}, 99}}, false);
    CHECK(values[3] == 7);
    CHECK(!values[4].has_value());
    CHECK(!values[0].has_value());
}
