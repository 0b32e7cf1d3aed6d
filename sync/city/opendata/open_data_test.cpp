// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/opendata/open_data.h"

#include <doctest/doctest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "sync/city/ingest/csv.h"
#include "sync/city/opendata/table.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::opendata {

namespace {

using domain::EntityKind;

struct Publisher {
    storage::TestCity city;
    store::Content content = *store::Content::open(city.files.content);
    std::unique_ptr<storage::Reader> reader = *storage::Reader::open(city.files.content);
    OpenData open_data{{city.clock, *reader, "CC BY 4.0", "Teststadt <&>"}};

    http::Response get(const std::string& path) {
        http::Response answer;
        http::Request request;
        request.method = "GET";
        request.path = path;
        open_data.handle(request,
                         http::Reply{[&](http::Response made) { answer = std::move(made); }});
        return answer;
    }
    // The whole export; `piece_bytes_max` is the longest piece it came in.
    std::string whole(const std::string& path, std::size_t* piece_bytes_max = nullptr) {
        http::Response response = get(path);
        auto& stream = std::get<http::StreamBody>(response.body);
        std::string text;
        for (;;) {
            std::promise<http::Piece> given;
            stream.next([&](http::Piece piece) { given.set_value(std::move(piece)); });
            const http::Piece piece = given.get_future().get();
            REQUIRE(piece);
            if (!*piece) return text;
            if (piece_bytes_max) *piece_bytes_max = std::max(*piece_bytes_max, (*piece)->size());
            text += **piece;
        }
    }
    Id publish_idea(const std::string& title, const std::string& text) {
        domain::Idea idea;
        idea.id = city.new_id();
        idea.title = title;
        idea.text = text;
        idea.quarter = "mitte";
        idea.steps = {{domain::IdeaStatus::collected, city.clock.at, ""}};
        REQUIRE(content.publish({{EntityKind::idea, idea.id, "mitte", 1, encode(idea)}}));
        return idea.id;
    }
};

}  // namespace

TEST_CASE("CSV can be read back field by field; unknown supports are empty, not 0") {
    Publisher publisher;
    publisher.publish_idea("Baenke; \"viele\"", "Zeile eins\nZeile zwei");
    const Id known = publisher.publish_idea("Trinkbrunnen", "");
    const domain::Tally tally{
        known, domain::PollKind::support, {25}, true, publisher.city.clock.at};
    REQUIRE(publisher.content.publish({{EntityKind::tally, known, "mitte", 1, encode(tally)}}));
    const std::string csv = publisher.whole("/opendata/ideas.csv");
    CHECK(csv.substr(0, 3) == "\xEF\xBB\xBF");
    const auto read = ingest::parse_csv(csv);
    REQUIRE(read);
    REQUIRE(read->rows.size() == 2);
    CHECK(read->rows[0].fields[1] == "Baenke; \"viele\"");
    CHECK(read->rows[0].fields[2] == "Zeile eins\nZeile zwei");
    CHECK(read->header.fields[10] == "supports");
    CHECK(read->rows[0].fields[10].empty());
    CHECK(read->rows[1].fields[10] == "25");
    for (const auto& row : read->rows) CHECK(row.fields.size() == read->header.fields.size());
}

TEST_CASE("an idea's place stands in the table as coarse as it is, and empty where none is said") {
    Publisher publisher;
    publisher.publish_idea("Ohne Ort", "");
    domain::Idea idea;
    idea.id = publisher.city.new_id();
    idea.title = "Mit Ort";
    idea.quarter = "mitte";
    idea.steps = {{domain::IdeaStatus::collected, publisher.city.clock.at, ""}};
    idea.place = domain::CoarsePoint{52021, 8530};
    REQUIRE(publisher.content.publish({{EntityKind::idea, idea.id, "mitte", 1, encode(idea)}}));
    const auto csv = ingest::parse_csv(publisher.whole("/opendata/ideas.csv"));
    REQUIRE(csv);
    CHECK(csv->header.fields[12] == "latitude");
    CHECK(csv->rows[0].fields[12].empty());
    CHECK(csv->rows[1].fields[12] == "52.021");
    CHECK(csv->rows[1].fields[13] == "8.53");
    const auto json = nlohmann::json::parse(publisher.whole("/opendata/ideas.json"));
    CHECK(json["items"][0]["latitude"].is_null());
    CHECK(json["items"][1]["longitude"] == 8.53);
}

TEST_CASE("JSON names its licence and parses, empty tables too") {
    Publisher publisher;
    publisher.publish_idea("Baenke", "");
    for (const Table& table : tables()) {
        const auto json = nlohmann::json::parse(
            publisher.whole("/opendata/" + std::string{table.name} + ".json"), nullptr, false);
        REQUIRE(!json.is_discarded());
        CHECK(json["licence"] == "CC BY 4.0");
        const bool is_of_ideas = table.name == "ideas" || table.name == "idea_steps";
        CHECK(json["items"].size() == (is_of_ideas ? 1 : 0));
        const auto csv =
            ingest::parse_csv(publisher.whole("/opendata/" + std::string{table.name} + ".csv"));
        REQUIRE(csv);
        CHECK(csv->header.fields.size() == table.columns.size());
    }
}

TEST_CASE("what screens tell of ideas, projects, sensors and sessions stands here as well") {
    Publisher publisher;
    const Instant at = publisher.city.clock.at;
    domain::Idea idea;
    idea.id = publisher.city.new_id();
    idea.title = "Baenke";
    idea.quarter = "mitte";
    idea.steps = {{domain::IdeaStatus::collected, at - std::chrono::hours{48}, ""},
                  {domain::IdeaStatus::dialogue, at, "Wir reden am Freitag."}};
    domain::KickboxProject project;
    project.id = publisher.city.new_id();
    project.title = "Radkarte";
    project.quarter = "mitte";
    project.stage = domain::Stage::paused;
    project.stage_before_pause = domain::Stage::red1;
    project.updates = {{at - std::chrono::hours{24}, "Erster Test", "Zehn Leute waren da."},
                       {at, "Pause", "Wir warten auf das Material."}};
    domain::Station station;
    station.id = publisher.city.new_id();
    station.name = "Marktplatz";
    station.quarter = "mitte";
    domain::Datastream stream;
    stream.id = publisher.city.new_id();
    stream.station = station.id;
    stream.property = domain::Property::noise;
    domain::MoodSession session;
    session.id = publisher.city.new_id();
    session.quarter = "mitte";
    session.title.by_language = {{"de", "Probe"}, {"tr", "Deneme"}};
    session.introduction.by_language = {{"de", "Worum es geht."}};
    session.theses = {{publisher.city.new_id(), {{{"de", "Mehr Licht"}, {"ar", "ضوء"}}}}};
    session.opens_at = at - std::chrono::hours{1};
    session.closes_at = at + std::chrono::hours{1};
    session.sealed_at = at + std::chrono::hours{2};
    REQUIRE(publisher.content.publish(
        {{EntityKind::idea, idea.id, "mitte", 1, encode(idea)},
         {EntityKind::project, project.id, "mitte", 1, encode(project)},
         {EntityKind::station, station.id, "mitte", 1, encode(station)},
         {EntityKind::datastream, stream.id, "mitte", 1, encode(stream)},
         {EntityKind::mood_session, session.id, "mitte", 1, encode(session)}}));
    const auto column = [&](const std::string& table, std::size_t index) {
        const auto csv = ingest::parse_csv(publisher.whole("/opendata/" + table + ".csv"));
        REQUIRE(csv);
        std::vector<std::string> values;
        for (const auto& row : csv->rows) values.push_back(row.fields.at(index));
        return values;
    };
    using Values = std::vector<std::string>;
    CHECK(column("idea_steps", 2) == Values{"collected", "dialogue"});
    CHECK(column("idea_steps", 4) == Values{"", "Wir reden am Freitag."});
    CHECK(column("project_updates", 3) ==
          Values{"Zehn Leute waren da.", "Wir warten auf das Material."});
    CHECK(column("projects", 16) == Values{"red1"});
    CHECK(column("datastreams", 3) == Values{"noise"});
    CHECK(column("datastreams", 5) == Values{"3600"});
    CHECK(column("theses", 10) == Values{to_iso(session.sealed_at)});
    CHECK(column("session_texts", 1) ==
          Values{"title", "title", "introduction", "thesis", "thesis"});
    CHECK(column("session_texts", 3) == Values{"de", "tr", "de", "ar", "de"});
    CHECK(column("session_texts", 4).back() == "Mehr Licht");
}

TEST_CASE("a long export comes in pieces, and nothing twice") {
    Publisher publisher;
    std::vector<store::Publication> ideas;
    for (int i = 0; i < 1'000; ++i) {
        domain::Idea idea;
        idea.id = publisher.city.new_id();
        idea.title = "Idee " + std::to_string(i);
        idea.text = std::string(500, 'x');
        idea.quarter = "mitte";
        idea.steps = {{domain::IdeaStatus::collected, publisher.city.clock.at, ""}};
        ideas.push_back({EntityKind::idea, idea.id, "mitte", 1, encode(idea)});
    }
    REQUIRE(publisher.content.publish(ideas));
    std::size_t piece_bytes_max = 0;
    const auto csv = ingest::parse_csv(publisher.whole("/opendata/ideas.csv", &piece_bytes_max));
    REQUIRE(csv);
    CHECK(csv->rows.size() == 1'000);
    CHECK(piece_bytes_max < 200 * 1'000);
}

TEST_CASE("values of a withdrawn station are not given out; the station says why") {
    Publisher publisher;
    domain::Station station;
    station.id = publisher.city.new_id();
    station.name = "Ritterstrasse";
    station.quarter = "mitte";
    domain::Datastream stream;
    stream.id = publisher.city.new_id();
    stream.station = station.id;
    stream.property = domain::Property::pm10;
    const Instant at = publisher.city.clock.at;
    const domain::Series series{stream.id, domain::day_of(at), 1, {{at, 7.5}}};
    const auto publish = [&] {
        REQUIRE(publisher.content.publish(
            {{EntityKind::station, station.id, "mitte", 1, encode(station)},
             {EntityKind::datastream, stream.id, "mitte", 1, encode(stream)},
             {EntityKind::series, domain::series_id(stream.id, series.day), "mitte", 1,
              encode(series)}}));
    };
    publish();
    CHECK(publisher.whole("/opendata/observations.csv")
              .find(";pm10;\u00B5g/m\u00B3;2026-11-23T12:00:00Z;7.5;0") != std::string::npos);
    station.is_withdrawn = true;
    publish();
    CHECK(ingest::parse_csv(publisher.whole("/opendata/observations.csv"))->rows.empty());
    CHECK(ingest::parse_csv(publisher.whole("/opendata/stations.csv"))->rows[0].fields[8] == "1");
}

TEST_CASE("the index lists every table for people and programs; the rest is not found") {
    Publisher publisher;
    const auto page = publisher.get("/opendata/");
    const std::string& html = std::get<std::string>(page.body);
    CHECK(html.find("Teststadt &lt;&amp;>") != std::string::npos);
    const auto index =
        nlohmann::json::parse(std::get<std::string>(publisher.get("/opendata/index.json").body));
    CHECK(index["tables"].size() == tables().size());
    for (const Table& table : tables())
        CHECK(html.find("/opendata/" + std::string{table.name} + ".csv") != std::string::npos);
    CHECK(publisher.get("/opendata").status == 308);
    for (const char* path : {"/opendata/ballots.csv", "/opendata/ideas.xml", "/opendata/ideas",
                             "/opendata/../operations.db"})
        CHECK(publisher.get(path).status == 404);
    CHECK(publisher.get("/opendata/index.json").header("access-control-allow-origin") == "*");
}

}  // namespace qp::city::opendata
