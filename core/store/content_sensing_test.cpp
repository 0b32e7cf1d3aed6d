// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/store/content.h"
#include "core/store/test_content.h"

namespace qp::store {

using domain::EntityKind;
using domain::Property;

namespace {

constexpr std::int64_t kHour = 3600000;

domain::Station station(std::uint32_t number, const std::string& name) {
    domain::Station station;
    station.id = test_id(number);
    station.name = name;
    station.quarter = "mitte";
    return station;
}

domain::Datastream datastream(std::uint32_t number, std::uint32_t station, Property property) {
    domain::Datastream datastream;
    datastream.id = test_id(number);
    datastream.station = test_id(station);
    datastream.property = property;
    return datastream;
}

Publication published(const domain::Station& station) {
    return {EntityKind::station, station.id, "city", 1, encode(station)};
}
Publication published(const domain::Datastream& datastream) {
    return {EntityKind::datastream, datastream.id, "city", 1, encode(datastream)};
}

// The observations of one UTC day.
Publication published(std::uint32_t datastream, std::vector<domain::Observation> observations) {
    domain::Series series;
    series.datastream = test_id(datastream);
    series.day = domain::day_of(observations.front().at);
    series.observations = std::move(observations);
    return {EntityKind::series, domain::series_id(series.datastream, series.day), "city", 1,
            encode(series)};
}

Instant utc(int hour) {  // of 2026-11-23, when Germany is an hour ahead
    return instant(1795392000000 + hour * kHour);
}

}  // namespace

TEST_CASE("the newest value of each datastream, and nothing where none is known") {
    Content content = *Content::open(":memory:");
    REQUIRE(content.publish(
        {published(station(1, "Süsterplatz")), published(datastream(2, 1, Property::temperature)),
         published(datastream(3, 1, Property::no2)), published(2, {{utc(1), 4}, {utc(5), 7}})}));
    const auto latest = content.latest();
    REQUIRE(latest);
    REQUIRE(latest->size() == 2);
    CHECK(latest->at(0).datastream.property == Property::temperature);
    CHECK(latest->at(0).observation->value == 7);
    CHECK(latest->at(0).observation->at == utc(5));
    CHECK_FALSE(latest->at(1).observation);
    CHECK(content.latest_of(test_id(1))->size() == 2);
    CHECK(content.latest_of(test_id(77))->empty());
}

TEST_CASE("a withdrawn station shows no values and stays to be found") {
    Content content = *Content::open(":memory:");
    domain::Station faulty = station(1, "Waldhof");
    faulty.is_withdrawn = true;
    REQUIRE(content.publish({published(faulty), published(datastream(2, 1, Property::noise)),
                             published(2, {{utc(1), 60}})}));
    CHECK(content.latest()->empty());
    CHECK(content.latest_of(test_id(1))->empty());
    CHECK(content.stations()->size() == 1);
    CHECK(content.station(test_id(1))->value().is_withdrawn);
}

TEST_CASE("counts are added up over the German day, which begins an hour before the UTC one") {
    Content content = *Content::open(":memory:");
    REQUIRE(content.publish(
        {published(station(1, "Ritterstraße")), published(datastream(2, 1, Property::bicycles)),
         // Up to 24:00 German time of the day before; then the first hours of the day.
         published(2, {{utc(-2), 100}, {utc(-1), 200}}),
         published(2, {{utc(0), 3}, {utc(1), 4}})}));
    const auto latest = content.latest();
    REQUIRE(latest->size() == 1);
    CHECK(latest->at(0).observation->value == 4);
    CHECK(latest->at(0).day_sum == 7);
}

TEST_CASE("a series is read over the days it lies in, from the first instant to before the last") {
    Content content = *Content::open(":memory:");
    REQUIRE(
        content.publish({published(station(1, "Ost")), published(datastream(2, 1, Property::o3)),
                         published(2, {{utc(-30), 1}, {utc(-25), 2}}), published(2, {{utc(-1), 3}}),
                         published(2, {{utc(0), 4}})}));
    const auto all = content.observations(test_id(2), utc(-48), utc(24));
    REQUIRE(all);
    REQUIRE(all->size() == 4);
    CHECK(all->at(3).value == 4);
    const auto part = content.observations(test_id(2), utc(-25), utc(0));
    REQUIRE(part->size() == 2);
    CHECK(part->at(0).value == 2);
    CHECK(part->at(1).value == 3);
    CHECK(content.observations(test_id(2), utc(0), utc(0))->empty());
}

TEST_CASE("a day that came again replaces what was known of it") {
    Content content = *Content::open(":memory:");
    REQUIRE(
        content.publish({published(station(1, "Ost")), published(datastream(2, 1, Property::o3)),
                         published(2, {{utc(1), 1}})}));
    REQUIRE(content.publish({published(2, {{utc(1), 1}, {utc(2), 9}})}));
    CHECK(content.latest()->at(0).observation->value == 9);
    CHECK(content.observations(test_id(2), utc(0), utc(24))->size() == 2);
    const Publication gone = published(2, {{utc(1), 1}});
    REQUIRE(content.publish(gone.kind, gone.id, "city", 1, std::nullopt));
    CHECK_FALSE(content.latest()->at(0).observation);
}

TEST_CASE("actors are found by name, competence, sector and theme, in the order of the alphabet") {
    Content content = *Content::open(":memory:");
    const auto actor = [](std::uint32_t number, const std::string& name, domain::Sector sector) {
        domain::Actor made;
        made.id = test_id(number);
        made.name = name;
        made.sector = sector;
        made.quarter = "city";
        return made;
    };
    domain::Actor library = actor(1, "Öffentliche Bücherei", domain::Sector::administration);
    library.competences = {"Löten", "Lesen"};
    library.themes = {domain::Theme::skills, domain::Theme::transfer};
    const domain::Actor college = actor(2, "Fachhochschule", domain::Sector::science);
    REQUIRE(content.publish({{EntityKind::actor, library.id, "city", 1, encode(library)},
                             {EntityKind::actor, college.id, "city", 1, encode(college)}}));

    CHECK(content.actors({})->items[0].name == "Fachhochschule");
    ActorQuery query;
    query.text = "loeten";
    CHECK(content.actors(query)->total == 1);
    query.text = "Buecherri";
    CHECK(content.actors(query)->total == 1);
    query = {};
    query.sector = domain::Sector::science;
    CHECK(content.actors(query)->items[0] == college);
    query = {};
    query.theme = domain::Theme::skills;
    CHECK(content.actors(query)->items[0] == library);
    query.offset = 1;
    CHECK(content.actors(query)->items.empty());
    CHECK(content.actors(query)->total == 1);
    CHECK(content.actor(library.id)->value() == library);

    REQUIRE(content.publish(EntityKind::actor, library.id, "city", 1, std::nullopt));
    query = {};
    query.text = "lesen";
    CHECK(content.actors(query)->total == 0);
}

TEST_CASE("projects come with the last touched first") {
    Content content = *Content::open(":memory:");
    const auto project = [](std::uint32_t number, const std::string& title, Instant touched) {
        domain::KickboxProject made;
        made.id = test_id(number);
        made.title = title;
        made.quarter = "city";
        made.updates = {{touched, "Neues", "Es geht voran."}};
        return made;
    };
    const auto old = project(1, "Alte Bank", utc(0));
    const auto fresh = project(2, "Neue Bank", utc(3));
    REQUIRE(content.publish({{EntityKind::project, fresh.id, "city", 1, encode(fresh)},
                             {EntityKind::project, old.id, "city", 1, encode(old)}}));
    CHECK(content.projects({})->items[0] == fresh);
    ProjectQuery query;
    query.text = "voran";
    CHECK(content.projects(query)->total == 2);
    CHECK(content.project(old.id)->value() == old);
    CHECK_FALSE(*content.project(test_id(9)));
}

TEST_CASE("open sessions come first, and past events are gone") {
    Content content = *Content::open(":memory:");
    const auto session = [](std::uint32_t number, Instant opens, Instant closes) {
        domain::MoodSession made;
        made.id = test_id(number);
        made.quarter = "city";
        made.title.by_language = {{"de", "Stimmung"}};
        made.opens_at = opens;
        made.closes_at = closes;
        made.sealed_at = closes;
        return Publication{EntityKind::mood_session, made.id, "city", 1, encode(made)};
    };
    const auto event = [](std::uint32_t number, Instant starts, Instant ends) {
        const domain::Event made{test_id(number), "Fest", "Markt", "mitte", "",
                                 starts,          ends,   false};
        return Publication{EntityKind::event, made.id, "mitte", 1, encode(made)};
    };
    REQUIRE(content.publish({session(1, utc(6), utc(9)), session(2, utc(0), utc(5)),
                             event(3, utc(7), utc(8)), event(4, utc(1), utc(3)),
                             event(5, utc(0), utc(1))}));
    const auto sessions = content.mood_sessions(utc(2));
    REQUIRE(sessions->size() == 2);
    CHECK(sessions->at(0).id == test_id(2));
    const auto events = content.events(utc(2), 10);
    REQUIRE(events->size() == 2);
    CHECK(events->at(0).id == test_id(4));
    CHECK(content.events(utc(2), 1)->size() == 1);
}

}  // namespace qp::store
