// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/sensorthings.h"

#include <doctest/doctest.h>

#include <deque>

#include "sync/city/ingest/property_names.h"
#include "sync/city/ingest/sensorthings_poller.h"

namespace qp::city::ingest {

namespace {

using domain::Property;

const std::string kRoot = "http://sensors.example/frost/v1.1";

SensorThingsSource source() {
    SensorThingsSource result;
    result.name = "reallabor";
    result.url = kRoot;
    result.quarter = "mitte";
    return result;
}

std::string next_of(const std::string& link) {
    Paging paging{kRoot, kRoot + "/Things?$top=2", 10};
    return paging.next("{\"@iot.nextLink\":\"" + link + "\"}", 2) ? paging.url() : "";
}

// Answers by address, in order; the last one stays.
class Answers {
public:
    Fetched& add(const std::string& part, const std::string& body) {
        answers_.push_back({part, {200, "application/json", body}});
        return answers_.back().second;
    }
    Result<Fetched> get(const std::string& url) {
        asked.push_back(url);
        for (const auto& [part, answer] : answers_)
            if (url.find(part) != std::string::npos) return answer;
        return Fetched{404, "text/html", "<html>"};
    }
    std::vector<std::string> asked;

private:
    std::deque<std::pair<std::string, Fetched>> answers_;
};

const char* const kThings =
    R"({"value":[{"@iot.id":1,"name":"Ritterstrasse","properties":{"quarter":"mitte","demo":true},
     "Locations":[{"location":{"type":"Point","coordinates":[8.53,52.02]}}],
     "Datastreams":[{"@iot.id":"a'b","name":"Luft","unitOfMeasurement":{"symbol":"K"},
       "ObservedProperty":{"name":"Lufttemperatur"}},
      {"@iot.id":7,"name":"Zaehler","unitOfMeasurement":{"symbol":""},
       "ObservedProperty":{"name":"Radverkehr"},"properties":{"interval_seconds":900}},
      {"name":"ohne id"}]},
     {"name":"ohne id"}]})";

}  // namespace

TEST_CASE("next links lead on at the source's own address, whatever they name") {
    CHECK(next_of("http://localhost:8080/FROST-Server/v1.1/Things?$skip=2") ==
          kRoot + "/Things?$skip=2");
    CHECK(next_of("/frost/v1.1/Things?$skip=2") == kRoot + "/Things?$skip=2");
    CHECK(next_of("Things?$skip=2") == kRoot + "/Things?$skip=2");
    CHECK(next_of("http://evil.example/other?x") == "http://sensors.example/other?x");
}

TEST_CASE("a missing link with a count goes on by skipping, and ends where all is there") {
    Paging paging{kRoot, kRoot + "/Things?$top=2", 10};
    REQUIRE(paging.next(R"({"@iot.count":3})", 2));
    CHECK(paging.url() == kRoot + "/Things?$top=2&$skip=2");
    CHECK(!paging.next(R"({"@iot.count":3})", 1));
}

TEST_CASE("pages end: at an empty one, at one seen before, and at the bound") {
    Paging same{kRoot, kRoot + "/Things", 100};
    CHECK(!same.next("{\"@iot.nextLink\":\"" + kRoot + "/Things\"}", 5));
    Paging empty{kRoot, kRoot + "/Things", 100};
    CHECK(!empty.next(R"({"@iot.nextLink":"/frost/v1.1/Things?$skip=9"})", 0));
    Paging endless{kRoot, kRoot + "/Things", 5};
    int pages = 1;
    while (endless.next("{\"@iot.nextLink\":\"Things?$skip=" + std::to_string(pages) + "\"}", 1))
        ++pages;
    CHECK(pages == 5);
}

TEST_CASE("results are numbers however they are written, and nothing else becomes one") {
    CHECK(number_of_result("4.6") == 4.6);
    CHECK(number_of_result("\"12,5\"") == 12.5);
    CHECK(number_of_result("\"7.87 \u00B0C\"") == 7.87);
    CHECK(number_of_result("true") == 1);
    for (const char* none :
         {"null", "{}", "[1]", "\"\"", "\"offline\"", "\"NaN\"", "\"12:30 Uhr heute\""})
        CHECK(!number_of_result(none));
}

TEST_CASE("things, places, units and ids are read; what has no id is a fault") {
    Report report;
    const auto things = read_things(kThings, source(), report);
    REQUIRE(things.size() == 1);
    const FoundThing& thing = things[0];
    CHECK(thing.station.name == "Ritterstrasse");
    CHECK(thing.station.is_demo);
    CHECK(thing.station.at->latitude_e5 == 5202000);
    REQUIRE(thing.streams.size() == 2);
    CHECK(thing.streams[0].remote_id == "'a''b'");
    CHECK(thing.streams[0].datastream.property == Property::temperature);
    CHECK(thing.streams[0].offset == -273.15);
    CHECK(thing.streams[1].datastream.property == Property::bicycles);
    CHECK(thing.streams[1].datastream.interval == std::chrono::minutes{15});
    CHECK(report.fault_count == 2);
    Report again;
    CHECK(read_things(kThings, source(), again)[0].station.id == thing.station.id);
}

TEST_CASE("an interval stands for its end; observations without time or number are left out") {
    Report report;
    FoundStream stream;
    const auto page = read_observations(
        R"({"value":[{"phenomenonTime":"2026-11-23T10:00:00Z/2026-11-23T11:00:00+01:00","result":5},
            {"phenomenonTime":"2026-11-23T12:00:00.000Z","result":"6,5"},
            {"phenomenonTime":"gestern","result":5},{"phenomenonTime":"2026-11-23T12:00:00Z","result":null}]})",
        stream, report);
    REQUIRE(page.observations.size() == 2);
    CHECK(to_iso(page.observations[0].at) == "2026-11-23T10:00:00Z");
    CHECK(page.observations[1].value == 6.5);
    CHECK(page.entries == 4);
    CHECK(report.fault_count == 2);
}

TEST_CASE("properties are known by German and English names, and never with a wrong unit") {
    CHECK(property_named("Lufttemperatur", "", "", "\u00B0C").property == Property::temperature);
    CHECK(property_named("PM2.5", "", "", "\u00B5g/m\u00B3").property == Property::pm25);
    CHECK(property_named("Feinstaub PM10", "", "", "ug/m3").property == Property::pm10);
    CHECK(property_named("Stickstoffdioxid", "", "", "").property == Property::no2);
    CHECK(property_named("Dauerschallpegel LAeq", "", "", "dB(A)").property == Property::noise);
    CHECK(property_named("", "", "Fu\u00DFg\u00E4nger Ritterstr.", "").property ==
          Property::pedestrians);
    CHECK(property_named("Bodentemperatur", "", "", "\u00B0C").property == Property::other);
    CHECK(property_named("Luftdruck", "", "", "Pa").factor == 0.01);
    CHECK(property_named("NO2", "", "", "ppb").property == Property::other);
    CHECK(property_named("Irgendwas", "", "", "x").property == Property::other);
}

TEST_CASE("a service that answers HTML is named, and nothing that is known changes") {
    for (const char* body : {"<html>Wartung</html>", "", "{\"error\":1}", "{\"value\":", "[]"})
        CHECK(!check_page(body, "text/html"));
    CHECK(check_page("<html>", "text/html").error().detail.find("HTML") != std::string::npos);
    Answers answers;
    answers.add("Things", "<html>Wartung</html>");
    SensorThingsPoller poller{source(), [&](const std::string& url) { return answers.get(url); }};
    CHECK(poller.poll(*from_iso("2026-11-23T12:00:00Z")).error().code == Code::malformed);
}

TEST_CASE("a poll brings new observations, and the next one asks for what came since") {
    Answers answers;
    answers.add("/Things?", kThings);
    answers.add("Datastreams('a''b')", R"({"value":[
        {"phenomenonTime":"2026-11-23T11:00:00Z","result":280.15},
        {"phenomenonTime":"2026-11-23T11:10:00Z","result":281.15},
        {"phenomenonTime":"2026-11-23T11:20:00Z","result":281.15},
        {"phenomenonTime":"2026-11-23T11:30:00Z","result":282.15}]})");
    answers.add("Datastreams(7)",
                R"({"value":[],"@iot.nextLink":"Datastreams(7)/Observations?$skip=1"})");
    SensorThingsPoller poller{source(), [&](const std::string& url) { return answers.get(url); }};
    const auto polled = poller.poll(*from_iso("2026-11-23T12:00:00Z"));
    REQUIRE(polled);
    REQUIRE(polled->stations.size() == 1);
    const auto& streams = polled->stations[0].streams;
    REQUIRE(streams[0].observations.size() == 4);
    CHECK(streams[0].observations.back().value == doctest::Approx(9.0));
    CHECK(streams[0].datastream.interval == std::chrono::minutes{10});
    CHECK(streams[1].observations.empty());
    answers.asked.clear();
    REQUIRE(poller.poll(*from_iso("2026-11-23T12:01:00Z")));
    REQUIRE(answers.asked.size() == 2);  // no Things again so soon
    CHECK(answers.asked[0].find("2026-11-23T09:30:00Z") != std::string::npos);
}

TEST_CASE("a Datastream that answers nonsense is named and keeps nothing from the others") {
    Answers answers;
    answers.add("/Things?", kThings);
    answers.add("Datastreams('a''b')", "<html>Wartung</html>");
    answers.add("Datastreams(7)",
                R"({"value":[{"phenomenonTime":"2026-11-23T11:00:00Z","result":12}]})");
    SensorThingsPoller poller{source(), [&](const std::string& url) { return answers.get(url); }};
    const auto polled = poller.poll(*from_iso("2026-11-23T12:00:00Z"));
    REQUIRE(polled);
    CHECK(!polled->broke_off);
    CHECK(polled->report.faults.back().find("HTML") != std::string::npos);
    const auto& streams = polled->stations[0].streams;
    CHECK(streams[0].observations.empty());
    REQUIRE(streams[1].observations.size() == 1);
}

TEST_CASE("a service that goes away in the middle of a poll leaves what had come by then") {
    Answers answers;
    answers.add("/Things?", kThings);
    answers.add("Datastreams('a''b')",
                R"({"value":[{"phenomenonTime":"2026-11-23T11:00:00Z","result":280.15}]})");
    SensorThingsPoller poller{source(), [&](const std::string& url) -> Result<Fetched> {
                                  if (url.find("(7)") != std::string::npos)
                                      return fail(Code::unavailable, "gone");
                                  return answers.get(url);
                              }};
    const auto polled = poller.poll(*from_iso("2026-11-23T12:00:00Z"));
    REQUIRE(polled);
    REQUIRE(polled->broke_off);
    CHECK(polled->broke_off->code == Code::unavailable);
    REQUIRE(polled->stations.size() == 1);
    CHECK(polled->stations[0].streams[0].observations.size() == 1);
}

TEST_CASE("what could not be kept is asked for again") {
    Answers answers;
    answers.add("/Things?", kThings);
    answers.add("Datastreams", R"({"value":[
        {"phenomenonTime":"2026-11-23T11:00:00Z","result":280.15}]})");
    SensorThingsPoller poller{source(), [&](const std::string& url) { return answers.get(url); }};
    REQUIRE(poller.poll(*from_iso("2026-11-23T12:00:00Z")));
    poller.forget();
    answers.asked.clear();
    REQUIRE(poller.poll(*from_iso("2026-11-23T12:01:00Z")));
    // As far back as the very first poll asked.
    CHECK(answers.asked[0].find("2026-11-16T12:01:00Z") != std::string::npos);
}

TEST_CASE("a server that repeats its page for ever is left after the repetition") {
    Answers answers;
    answers.add("/Things?", kThings);
    answers.add("Datastreams", R"({"value":[{"phenomenonTime":"2026-11-23T11:00:00Z","result":1}],
        "@iot.nextLink":"http://localhost/v1.1/Datastreams(7)/Observations?$skip=1"})");
    SensorThingsPoller poller{source(), [&](const std::string& url) { return answers.get(url); }};
    REQUIRE(poller.poll(*from_iso("2026-11-23T12:00:00Z")));
    CHECK(answers.asked.size() <= 5);
}

}  // namespace qp::city::ingest
