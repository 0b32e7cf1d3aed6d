// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/imports.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "sync/city/ingest/demo_ballots.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::ingest {

namespace {

const Instant kToday = import_day(*from_iso("2026-11-23T12:00:00Z"));

std::string demo_file(const std::string& name) {
    const char* source = std::getenv("QP_SOURCE");
    std::ifstream in{std::string{source ? source : "."} + "/assets/demo/" + name, std::ios::binary};
    REQUIRE(in);
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("every row of the demo content goes in, and is marked where it is invented") {
    Report report;
    const std::string actors = demo_file("actors.csv");
    const std::string projects = demo_file("projects.csv");
    const std::string updates = demo_file("project_updates.csv");
    const std::string events = demo_file("events.csv");
    const std::string ideas = demo_file("ideas.csv");
    const std::string steps = demo_file("idea_steps.csv");
    const std::string mood = demo_file("mood.json");
    CHECK(read_actors({actors, "actors.csv"}, kToday, report)->size() >= 30);
    CHECK(read_projects({projects, "projects.csv"}, ImportFile{updates, "u.csv"}, kToday, report)
              ->size() == 12);
    CHECK(!read_events({events, "events.csv"}, kToday, report)->empty());
    const auto demo = read_demo_ideas({ideas, "ideas.csv"}, {steps, "s.csv"}, kToday, report);
    REQUIRE(demo);
    CHECK(demo->publications.size() == 40);
    for (const auto& publication : demo->publications)
        CHECK(domain::decode_idea(*publication.payload)->is_demo);
    const auto session = read_mood_session({mood, "mood.json"}, kToday, report);
    REQUIRE(session);
    CHECK(domain::decode_mood_session(*session->publications[0].payload)->is_demo);
    CHECK(report.fault_count == 0);
}

TEST_CASE("an unknown word in a row is named with line and column, and the next row goes in") {
    Report report;
    const auto list = read_actors({"key;name;sector;themes\n"
                                   "a;Verein;civil_society;skills\n"
                                   "b;Firma;industrie;\n"
                                   "c;Amt;administration;zauberei\n"
                                   "d;Labor;science;\n",
                                   "actors.csv"},
                                  kToday, report);
    REQUIRE(list);
    CHECK(list->size() == 2);
    REQUIRE(report.fault_count == 2);
    CHECK(report.faults[0] == "actors.csv:3: sector: unknown word 'industrie'");
    CHECK(report.faults[1] == "actors.csv:4: themes: unknown theme 'zauberei'");
}

TEST_CASE("a demo idea's place is as coarse as anybody's, or a fault of its row") {
    Report report;
    const std::string steps =
        "idea;status;days_ago;reason\na;collected;1;\nb;collected;1;\n"
        "c;collected;1;\n";
    const auto demo = read_demo_ideas({"key;title;text;place\na;Bank;;52.021,8.534\n"
                                       "b;Fein;;52.02134,8.53456\nc;Fern;;48.137,11.575\n",
                                       "ideas.csv"},
                                      {steps, "steps.csv"}, kToday, report);
    REQUIRE(demo);
    REQUIRE(demo->publications.size() == 1);
    CHECK(domain::decode_idea(*demo->publications[0].payload)->place ==
          domain::CoarsePoint{52021, 8534});
    REQUIRE(report.fault_count == 2);
    CHECK(report.faults[0] == "ideas.csv:3: place: unknown word '52.02134,8.53456'");
}

TEST_CASE("what is beyond the domain's limits is a fault of its row") {
    Report report;
    const auto list = read_actors(
        {"key;name;sector\na;" + std::string(5000, 'x') + ";science\nb;Kurz;science\n", "a.csv"},
        kToday, report);
    REQUIRE(list);
    CHECK(list->size() == 1);
    CHECK(report.fault_count == 1);
}

TEST_CASE("imported ideas are demo whatever the file says, and need a public step") {
    Report report;
    const auto demo = read_demo_ideas(
        {"key;title;text;is_demo\na;Idee A;x;0\nb;Idee B;x;0\n", "i.csv"},
        {"idea;status;days_ago;reason\na;collected;3;\nb;declined;3;\n", "s.csv"}, kToday, report);
    REQUIRE(demo);
    REQUIRE(demo->publications.size() == 1);
    CHECK(domain::decode_idea(*demo->publications[0].payload)->is_demo);
    CHECK(report.fault_count == 2);
}

TEST_CASE("importing twice changes nothing, and a changed row updates its entry") {
    storage::TestCity city;
    auto content = *store::Content::open(city.files.content);
    Report report;
    const auto import = [&](const std::string& name) {
        const std::string csv = "key;name;sector\nverein;" + name + ";civil_society\n";
        return *storage::publish_changed(content, *read_actors({csv, "a.csv"}, kToday, report));
    };
    CHECK(import("Verein") == 1);
    CHECK(import("Verein") == 0);
    CHECK(import("Verein e.V.") == 1);
    CHECK(content.actors({})->total == 1);
}

TEST_CASE("a demonstration's answers are ballots: cast twice they count once, people's on top") {
    storage::TestCity city;
    auto content = *store::Content::open(city.files.content);
    auto box = *storage::BallotBox::open(city.files.ballots);
    auto log = *storage::OperationLog::open(city.files.operations);
    Report report;
    const auto demo =
        read_demo_ideas({"key;title;text;supports\na;Idee A;x;12\n", "i.csv"},
                        {"idea;status;days_ago\na;collected;3\n", "s.csv"}, kToday, report);
    REQUIRE(demo);
    REQUIRE(storage::publish_changed(content, demo->publications));
    const Id poll = demo->publications[0].id;
    for (int i = 0; i < 2; ++i) {
        REQUIRE(cast_demo_ballots(box, content, city.city().id, demo->counts, city.clock.at,
                                  city.random));
        REQUIRE(storage::publish_due_tallies(box, log, content, {}, city.clock.at));
        CHECK((*content.tally(poll))->counts == std::vector<std::uint32_t>{12});
    }
}

TEST_CASE("times of a day are German ones, also across the change of clocks") {
    Report report;
    const Instant before_change = import_day(*from_iso("2026-10-24T12:00:00Z"));
    const auto list = read_events({"key;title;starts_in_days;start_time;end_time\n"
                                   "a;Fest;2;14:00;18:00\nb;Fest;2;25:00;18:00\n",
                                   "e.csv"},
                                  before_change, report);
    REQUIRE(list);
    REQUIRE(list->size() == 1);
    CHECK(to_iso(domain::decode_event(*list->at(0).payload)->starts_at) == "2026-10-26T13:00:00Z");
    CHECK(report.faults[0] == "e.csv:3: start_time: no time like 14:00");
}

}  // namespace qp::city::ingest
