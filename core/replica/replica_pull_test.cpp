// SPDX-License-Identifier: EUPL-1.2
// Content: pages, snapshots, and what becomes of a cursor.
#include <doctest/doctest.h>

#include "core/domain/idea.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using replica::Lane;
using replica::Request;

namespace {

constexpr auto kIdea = static_cast<std::uint8_t>(domain::EntityKind::idea);

Bytes idea_payload(const Id& id, const std::string& title) {
    domain::Idea idea;
    idea.id = id;
    idea.title = title;
    idea.text = "Text";
    idea.quarter = "mitte";
    idea.steps.push_back({domain::IdeaStatus::collected, kNoon, ""});
    return domain::encode(idea);
}

void publish(FakeCity& city, std::uint8_t number, const std::string& title = "Idee") {
    const Id id = id_of(number);
    city.publish(kIdea, id, "mitte", idea_payload(id, title));
}

std::uint32_t ideas(FakeDevice& device) {
    auto page = device.content.ideas({});
    REQUIRE(page);
    return page->total;
}

std::size_t count(const FakeCity& city, Lane lane) {
    std::size_t found = 0;
    for (const Request& request : city.seen) found += request.lane == lane;
    return found;
}

}  // namespace

TEST_CASE("a first start takes a snapshot, then pages") {
    FakeCity city{1};
    for (std::uint8_t i = 1; i <= 10; ++i) publish(city, i);
    FakeDevice device{city, {}};
    CHECK_FALSE(device.state().has_content);
    device.run(2s);
    CHECK(ideas(device) == 10);
    CHECK(device.state().has_content);
    CHECK(device.replica().changes_taken() == 10);
    publish(city, 11);
    device.replica().city_changed();
    device.run(0ms);
    CHECK(ideas(device) == 11);
}

TEST_CASE("without snapshots everything comes by pages, and is complete only with the last") {
    FakeCity city{1};
    for (std::uint8_t i = 1; i <= 10; ++i) publish(city, i);
    FakeDevice device{city, {.takes_snapshots = false}};
    device.step();  // keys
    device.step();  // first page
    CHECK(ideas(device) == 3);
    CHECK_FALSE(device.state().has_content);
    device.restart();
    CHECK_FALSE(device.state().has_content);
    device.run(1s);
    CHECK(ideas(device) == 10);
    CHECK(device.state().has_content);
    CHECK(count(city, Lane::pull) == 4);
}

TEST_CASE("a city without a snapshot is read by pages") {
    FakeCity city{1};
    city.has_snapshots = false;
    for (std::uint8_t i = 1; i <= 5; ++i) publish(city, i);
    FakeDevice device{city, {}};
    device.run(10s);
    CHECK(ideas(device) == 5);
    CHECK(count(city, Lane::snapshot) == 1);
}

TEST_CASE("nothing wakes a device: it still looks every half minute") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(2s);
    publish(city, 1);
    device.run(31s);
    CHECK(ideas(device) == 1);
}

TEST_CASE("a proxy that swallows whatever is posted keeps nobody from the city's content") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.swallow([](const Request& request) { return request.method == "POST"; });
    const Id idea = device.save_idea("Eins");
    device.run(1min);
    publish(city, 1);
    device.run(5min);
    CHECK(ideas(device) == 1);
    CHECK(device.delivery(idea) == store::Delivery::saved);
    device.transport.swallow({});
    device.run(5min);
    CHECK(device.delivery(idea) == store::Delivery::received);
}

TEST_CASE("what the city takes back disappears") {
    FakeCity city{1};
    publish(city, 1);
    FakeDevice device{city, {}};
    device.run(2s);
    REQUIRE(ideas(device) == 1);
    city.publish(kIdea, id_of(1), "mitte", std::nullopt);
    device.replica().city_changed();
    device.run(1s);
    CHECK(ideas(device) == 0);
}

TEST_CASE("a page that leads nowhere is not asked for in a loop") {
    for (const bool has_more : {true, false}) {
        FakeCity city{1};
        publish(city, 1);
        FakeDevice device{city, {.takes_snapshots = false}};
        device.step();
        auto request = device.replica().next(kNoon);
        REQUIRE(request);
        REQUIRE(*request);
        ops::Page page;
        page.scopes = {"city", "mitte"};
        page.has_more = has_more;
        const Bytes body = ops::encode_page(city.city().id, page);
        const auto taken =
            device.replica().on_answer(replica::Answer{200, "application/cbor", body, {}}, kNoon);
        REQUIRE(!taken);
        CHECK(taken.error().code == Code::malformed);
        CHECK(device.replica().wake_at(kNoon) > kNoon);
    }
}

TEST_CASE("a page that answers another cursor or other scopes leaves no gap") {
    FakeCity city{1};
    city.has_snapshots = false;
    publish(city, 1);
    FakeDevice late{city, {.takes_snapshots = false}};
    late.run(2s);
    // What the city answers to somebody who is further on, kept by a proxy.
    publish(city, 2);
    FakeDevice ahead{city, {.seed = 2, .takes_snapshots = false}};
    ahead.run(2s);
    publish(city, 3);
    const std::string pull = "/api/v1/pull?scope=";
    Request kept{Lane::pull, "GET", pull + "city,mitte&cursor=", {}, {}, 0};
    kept.target += to_base64url(*ahead.content.cursor());
    const auto further_on = city.handle(kept);
    const auto elsewhere = city.handle({Lane::pull, "GET", pull + "city", {}, {}, 0});
    for (const replica::Answer& other : {further_on, elsewhere}) {
        late.replica().city_changed();
        const auto request = late.replica().next(late.clock.at);
        REQUIRE(request);
        REQUIRE(*request);
        const Bytes before = *late.content.cursor();
        const auto taken = late.replica().on_answer(other, late.clock.at);
        REQUIRE(!taken);
        CHECK(taken.error().code == Code::conflict);
        CHECK(*late.content.cursor() == before);
        late.clock.at += 10s;
    }
    late.run(1min);
    CHECK(ideas(late) == 3);
}

TEST_CASE("content that rots in the middle of a first pull is a part again, after a restart too") {
    FakeCity city{1};
    for (std::uint8_t i = 1; i <= 10; ++i) publish(city, i);
    FakeDevice device{city, {.takes_snapshots = false}};
    device.step();  // keys
    device.step();  // first page
    REQUIRE(ideas(device) == 3);
    // A row of the index that the next idea's will gainsay.
    REQUIRE(device.content.database().run(
        "INSERT INTO ideas(key, entity, theme, quarter, ring) VALUES(1, 4, 0, '', 0)"));
    // The next page meets it; then the first one comes again.
    for (int step = 0; step < 10 && count(city, Lane::pull) < 3; ++step) {
        device.clock.at += 1min;
        device.step();
    }
    REQUIRE(ideas(device) == 3);
    device.restart();
    CHECK_FALSE(device.state().has_content);
    device.run(1min);
    CHECK(ideas(device) == 10);
    CHECK(device.state().has_content);
}

TEST_CASE("a captive portal's page is not taken for content") {
    FakeCity city{1};
    publish(city, 1);
    FakeDevice device{city, {}};
    device.run(2s);
    publish(city, 2);
    device.transport.fail_next(Fault::captive_portal, 2);
    device.replica().city_changed();
    device.run(100ms);
    CHECK(ideas(device) == 1);
    CHECK_FALSE(device.state().has_link);
    CHECK(device.state().has_content);
    device.run(10s);
    CHECK(ideas(device) == 2);
    CHECK(device.state().has_link);
}

TEST_CASE("a cursor that is always refused costs ever longer rests, not a storm of snapshots") {
    FakeCity city{1};
    publish(city, 1);
    FakeDevice device{city, {}};
    device.run(2s);
    // Something between the two answers 410 to everything.
    for (int i = 0; i < 60; ++i) {
        city.forget_tombstones();
        publish(city, static_cast<std::uint8_t>(i));
        city.forget_tombstones();
        publish(city, static_cast<std::uint8_t>(i + 100));
        device.run(1min);
    }
    CHECK(count(city, Lane::snapshot) < 120);
    CHECK(device.steps_at_once_max < 20);
}

TEST_CASE("when the city was last heard is known after a restart") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    REQUIRE(device.state().last_contact);
    device.transport.set_connected(false);
    device.restart();
    device.run(1h);
    REQUIRE(device.state().last_contact);
    CHECK(*device.state().last_contact <= kNoon + 1s);
    CHECK(*device.state().last_contact >= kNoon - 1s);
}

TEST_CASE("content that has rotted where only a change meets it is fetched anew") {
    for (const bool takes_snapshots : {true, false}) {
        FakeCity city{1};
        for (std::uint8_t i = 1; i <= 5; ++i) publish(city, i);
        FakeDevice device{city, {.takes_snapshots = takes_snapshots}};
        device.run(2s);
        REQUIRE(ideas(device) == 5);
        // The row that the change goes by, and with it every later page.
        REQUIRE(device.content.database().run("UPDATE ideas SET key = key + 4096"));
        publish(city, 3, "Neuer Titel");
        publish(city, 6);
        device.replica().city_changed();
        device.run(10s);
        CHECK(ideas(device) == 6);
        CHECK(device.content.idea(id_of(3))->value().idea.title == "Neuer Titel");
        CHECK(device.state().has_content);
    }
}
