// SPDX-License-Identifier: EUPL-1.2
#include "core/views/start.h"

#include <doctest/doctest.h>

#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using domain::Property;

namespace {

domain::Station a_station(std::uint8_t number, std::string name, std::string quarter = "mitte") {
    domain::Station station;
    station.id = id_of(number);
    station.name = std::move(name);
    station.quarter = std::move(quarter);
    return station;
}

domain::Datastream a_stream(std::uint8_t number, std::uint8_t station, Property property,
                            Milliseconds interval = hours{1}) {
    domain::Datastream stream;
    stream.id = id_of(number);
    stream.station = id_of(station);
    stream.property = property;
    stream.interval = interval;
    return stream;
}

Tile tile_of(const StartView& view, const std::string& label) {
    for (const Tile& tile : view.tiles) {
        if (tile.label == label) return tile;
    }
    FAIL("no such tile");
    return {};
}

}  // namespace

TEST_CASE("a kiosk asks how the quarter is, a phone answers, both by the time of day") {
    TestStore store;
    CHECK(start_view(store.context())->greeting == "Guten Tag! So geht es Stieghorst.");
    CHECK(start_view(store.context())->sentences ==
          std::vector<std::string>{"Guten Tag!", "So geht es Stieghorst."});
    Context kiosk = store.context();
    kiosk.place = "Quartierszentrum am Markt";
    CHECK(start_view(kiosk)->greeting == "Guten Tag, wie geht es Stieghorst?");
    store.clock.at = from_german(2026, 11, 23, 7, 0);
    CHECK(start_view(store.context())->greeting == "Guten Morgen! So geht es Stieghorst.");
    store.clock.at = from_german(2026, 11, 23, 23, 0);
    CHECK(start_view(store.context("city"))->greeting == "Guten Abend! So geht es Bielefeld.");
}

TEST_CASE("only what holds it says that it works without a network") {
    TestStore store;
    Context context = store.context();
    const auto says = [&] { return start_view(context)->call_text; };
    CHECK(says() == "Ohne Namen, auch ohne Netz");
    context.is_stand_page = true;
    CHECK(says() == "Ohne Namen, ohne Anmeldung");
    context.is_stand_page = false;
    context.local = nullptr;  // the city's first view
    CHECK(says() == "Ohne Namen, ohne Anmeldung");
}

TEST_CASE("air is told as a word, with the pollutant that decided it and the age of its value") {
    TestStore store;
    store.put(a_station(1, "Detmolder Straße"));
    store.put(a_stream(11, 1, Property::no2));
    store.put(a_stream(12, 1, Property::pm10));
    store.put_value(id_of(11), ago(minutes{32}), 18);
    store.put_value(id_of(12), ago(minutes{32}), 8);
    const auto view = start_view(store.context());
    REQUIRE(view);
    REQUIRE(view->tiles.size() == 1);
    const Tile& air = view->tiles[0];
    CHECK(air.label == "Luft");
    CHECK(air.value == "gut");
    CHECK(air.level == Level::good);
    CHECK(air.sentence ==
          "Stickstoffdioxid 18\u202Fµg/m³. Nicht alle Schadstoffe werden gemessen.");
    CHECK(air.source == "Detmolder Straße");
    CHECK(air.age == "vor 32 Minuten");
    CHECK(!air.is_stale);
    CHECK(air.id == id_of(1).hex());
    CHECK(air.spoken.find("Luft: gut.") == 0);
}

TEST_CASE("where all five pollutants are measured nothing is said to be missing") {
    TestStore store;
    store.put(a_station(1, "Ost"));
    std::uint8_t number = 11;
    for (const Property property :
         {Property::no2, Property::pm10, Property::pm25, Property::o3, Property::so2}) {
        store.put(a_stream(number, 1, property));
        store.put_value(id_of(number++), ago(minutes{32}), 4);
    }
    const auto view = start_view(store.context());
    REQUIRE(view);
    CHECK(view->tiles.at(0).value == "sehr gut");
    CHECK(view->tiles.at(0).sentence.find("Nicht alle") == std::string::npos);
}

TEST_CASE("when the feed stops the age says so, and the colour goes") {
    TestStore store;
    store.put(a_station(1, "Detmolder Straße"));
    store.put(a_stream(11, 1, Property::no2));
    store.put(a_stream(12, 1, Property::temperature));
    store.put_value(id_of(11), ago(hours{5}), 18);
    store.put_value(id_of(12), ago(hours{5}), 7.4);
    const auto view = start_view(store.context());
    REQUIRE(view);
    const Tile air = tile_of(*view, "Luft");
    CHECK(air.is_stale);
    CHECK(air.age == "vor 5 Stunden, nicht mehr aktuell");
    CHECK(air.level == Level::none);
    const Tile temperature = tile_of(*view, "Temperatur");
    CHECK(temperature.value == "7,4");
    CHECK(temperature.unit == "°C");
    CHECK(temperature.is_stale);

    // However old: the newest value stays to be read, with its age.
    store.clock.at = kNow + days{30};
    const auto later = start_view(store.context());
    REQUIRE(later);
    CHECK(tile_of(*later, "Luft").value == "gut");
    CHECK(tile_of(*later, "Luft").age == "am 23. November, nicht mehr aktuell");
}

TEST_CASE("nothing shows 0 for what was never measured") {
    TestStore store;
    store.put(a_station(1, "Neu"));
    store.put(a_stream(11, 1, Property::pm10));
    store.put(a_stream(12, 1, Property::bicycles));
    const auto view = start_view(store.context());
    REQUIRE(view);
    REQUIRE(view->tiles.size() == 1);
    CHECK(view->tiles[0].value == "unbekannt");
    CHECK(view->tiles[0].age.empty());
    CHECK(view->tiles[0].spark.empty());
    CHECK(view->tiles[0].spoken.find('0') == std::string::npos);
}

TEST_CASE("without stations the screen says so") {
    TestStore store;
    const auto view = start_view(store.context());
    REQUIRE(view);
    CHECK(view->tiles.empty());
    CHECK(view->tiles_empty == "Hier wird noch nichts gemessen.");
}

TEST_CASE("an hourly class needs an hourly mean: a single gust of soot does not turn the air bad") {
    TestStore store;
    store.put(a_station(1, "Kreuzung"));
    store.put(a_stream(11, 1, Property::pm10, minutes{10}));
    std::vector<domain::Observation> values;
    for (int i = 5; i >= 1; --i) values.push_back({ago(minutes{10 * i + 2}), 10});
    values.push_back({ago(minutes{2}), 70});
    store.put(id_of(11), values);
    const auto view = start_view(store.context());
    REQUIRE(view);
    CHECK(view->tiles.at(0).value == "gut");
    CHECK(view->tiles.at(0).sentence.find("Feinstaub PM10 20\u202Fµg/m³.") == 0);
}

TEST_CASE("bicycles are the sum of the day, named by the day they belong to") {
    TestStore store;
    store.put(a_station(1, "Stapenhorststraße"));
    store.put(a_stream(11, 1, Property::bicycles));
    std::vector<domain::Observation> values;
    for (int hour = 1; hour <= 14; ++hour) {
        values.push_back({from_german(2026, 11, 23, static_cast<unsigned>(hour), 0), 100});
    }
    store.put(id_of(11), values);
    const auto view = start_view(store.context());
    REQUIRE(view);
    const Tile tile = tile_of(*view, "Räder heute");
    CHECK(tile.value == "1\u202F400");
    CHECK(tile.unit.empty());
    CHECK(tile.spark.size() == 24);
    CHECK(!tile.spark.front().has_value());  // before the counting began: a gap, not 0

    store.clock.at = kNow + days{1};
    const auto tomorrow = start_view(store.context());
    REQUIRE(tomorrow);
    CHECK(tile_of(*tomorrow, "Räder am 23. November").is_stale);
}

TEST_CASE("a view to keep says nothing that stops being true") {
    TestStore store;
    store.put(a_station(1, "Stapenhorststraße"));
    store.put(a_stream(11, 1, Property::bicycles));
    store.put(id_of(11), {{from_german(2026, 11, 23, 14, 0), 100}});
    store.clock.at = from_german(2026, 11, 23, 23, 0);
    Context context = store.context();
    context.telling = i18n::Telling::dates;
    const auto view = start_view(context);
    REQUIRE(view);
    CHECK(view->greeting == "Guten Tag! So geht es Stieghorst.");
    const Tile tile = tile_of(*view, "Räder am 23.11.");
    CHECK(tile.age.find("23.11., 14:00") != std::string::npos);
}

TEST_CASE("a day's bicycles are compared with the same weekday, once enough of those are known") {
    TestStore store;
    store.put(a_station(1, "Stapenhorststraße"));
    store.put(a_stream(11, 1, Property::bicycles));
    const auto put_day = [&](unsigned day, unsigned until, double each) {
        std::vector<domain::Observation> values;
        for (unsigned hour = 1; hour <= until; ++hour) {
            values.push_back({from_german(2026, 11, day, hour, 0), each});
        }
        store.put(id_of(11), values);
    };
    put_day(23, 14, 100);
    put_day(16, 23, 90);
    CHECK(start_view(store.context())->tiles.at(0).sentence.empty());
    put_day(9, 23, 110);
    CHECK(start_view(store.context())->tiles.at(0).sentence == "Wie an Montagen üblich.");
    put_day(2, 23, 600);
    CHECK(start_view(store.context())->tiles.at(0).sentence == "Weniger als an Montagen üblich.");
}

TEST_CASE("the thermometer's tile tells the weather that its station knows") {
    TestStore store;
    store.put(a_station(1, "Ratsgymnasium"));
    store.put(a_stream(11, 1, Property::temperature));
    store.put(a_stream(12, 1, Property::wind_speed));
    store.put(a_stream(13, 1, Property::rain));
    store.put_value(id_of(11), ago(minutes{2}), 7.4);
    store.put_value(id_of(12), ago(minutes{2}), 3.0);
    store.put_value(id_of(13), ago(minutes{2}), 0.0);
    const auto view = start_view(store.context());
    REQUIRE(view);
    const Tile tile = tile_of(*view, "Temperatur");
    CHECK(tile.value == "7,4");
    CHECK(tile.level_word == "kühl");
    CHECK(tile.sentence == "Leichter Wind, kein Regen.");
    CHECK(tile.level == Level::none);  // warm is no better than cold
}

TEST_CASE("a station of one's own quarter comes before another, and a live one before a dead one") {
    TestStore store;
    store.put(a_station(1, "Fern", "senne"));
    store.put(a_station(2, "Hier", "stieghorst"));
    store.put(a_stream(11, 1, Property::temperature));
    store.put(a_stream(12, 2, Property::temperature));
    store.put_value(id_of(11), ago(minutes{1}), 5);
    store.put_value(id_of(12), ago(minutes{30}), 6);
    CHECK(start_view(store.context())->tiles.at(0).source == "Hier");
    store.clock.at = kNow + hours{3};
    store.put_value(id_of(11), store.clock.at, 5);
    CHECK(start_view(store.context())->tiles.at(0).source == "Fern");
}

TEST_CASE("generated values carry the demo label, aloud too") {
    TestStore store;
    domain::Station station = a_station(1, "Erzeugt");
    station.is_demo = true;
    store.put(station);
    store.put(a_stream(11, 1, Property::noise));
    store.put_value(id_of(11), ago(minutes{2}), 55);
    const auto view = start_view(store.context());
    REQUIRE(view);
    CHECK(view->tiles.at(0).is_demo);
    CHECK(view->tiles.at(0).demo_label == "Demo-Daten");
    CHECK(view->tiles.at(0).spoken.find("Demo-Daten") != std::string::npos);
    CHECK(view->tiles.at(0).level_word == "so laut wie ein Gespräch");
}

TEST_CASE("a withdrawn station's values are not shown") {
    TestStore store;
    domain::Station station = a_station(1, "Faul");
    station.is_withdrawn = true;
    store.put(station);
    store.put(a_stream(11, 1, Property::temperature));
    store.put_value(id_of(11), ago(minutes{2}), 55);
    CHECK(start_view(store.context())->tiles.empty());
}

TEST_CASE("new ideas are those of the quarter, or the city's where it has none") {
    TestStore store;
    domain::Idea far = an_idea(1, "Weit weg");
    far.quarter = "senne";
    store.put(far);
    const auto city = start_view(store.context());
    REQUIRE(city);
    CHECK(city->ideas_title == "Neu in der Stadt");
    CHECK(city->ideas.size() == 1);
    store.put(an_idea(2, "Von hier"));
    const auto here = start_view(store.context());
    REQUIRE(here);
    CHECK(here->ideas_title == "Neu im Quartier");
    CHECK(here->ideas.at(0).title.text == "Von hier");
    CHECK(here->ideas_all == "Alle 2 Ideen");
}

TEST_CASE("that there are no ideas yet is said once the city's ideas could have come") {
    TestStore store;
    Context context = store.context();
    context.sync.has_content = false;
    CHECK(start_view(context)->ideas_all == "Ideen");
    context.sync.has_content = true;
    CHECK(start_view(context)->ideas_all == "Noch keine Ideen hier. Deine könnte die erste sein.");
}

TEST_CASE("the next event here is told with weekday, time and place") {
    TestStore store;
    domain::Event event;
    event.id = id_of(1);
    event.title = "Quartierstag";
    event.place = "Markt";
    event.quarter = "stieghorst";
    event.starts_at = from_german(2026, 11, 28, 14, 0);
    event.ends_at = from_german(2026, 11, 28, 18, 0);
    store.put(event);
    domain::Event elsewhere = event;
    elsewhere.id = id_of(2);
    elsewhere.quarter = "senne";
    elsewhere.starts_at = from_german(2026, 11, 24, 14, 0);
    elsewhere.ends_at = elsewhere.starts_at + hours{2};
    store.put(elsewhere);
    const auto view = start_view(store.context());
    REQUIRE(view);
    CHECK(view->event_title == "Quartierstag");
    CHECK(view->event_text == "Samstag, 28. November, 14:00 Uhr · Markt");
}
