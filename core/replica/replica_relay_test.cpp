// SPDX-License-Identifier: EUPL-1.2
// Sync through a relay: "accepted at the stand" is no ack, and the city's receipt is one from
// anybody's hand.
#include <doctest/doctest.h>

#include "tests/sim/fake_device.h"
#include "tests/sim/fake_relay.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using store::Delivery;

namespace {

constexpr auto kDay = std::chrono::hours{24};
const Id kPoll = id_of(7);
constexpr std::nullopt_t kLive = std::nullopt;

struct AtTheStand {
    FakeCity city{1};
    FakeRelay relay{city, kNoon - kDay, kNoon + 30 * kDay};
    FakeDevice device{city, {}};

    AtTheStand() {
        device.run(1s);
        move_to_relay();
    }
    void move_to_relay() {
        device.transport.lead_to(
            [this](const replica::Request& request) { return relay.handle(request); });
    }
    void move_to_city() { device.transport.lead_to({}); }
};

}  // namespace

TEST_CASE("accepted at the stand: said so, kept, and still waiting for the city") {
    AtTheStand at;
    const Id idea = at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(10s);

    CHECK(at.device.delivery(idea) == Delivery::at_relay);
    CHECK(at.device.state().waiting == 2);
    CHECK(at.device.state().at_relay == 2);
    CHECK(at.device.state().has_link);
    CHECK(at.city.state.operations.empty());
    CHECK(at.city.state.ballots.empty());
    CHECK(at.relay.batches.size() == 1);
    CHECK(at.relay.ballots.size() == 1);
    CHECK(at.device.errors.empty());
}

TEST_CASE("the city's receipt that a relay hands back is an ack: the device never met the city") {
    AtTheStand at;
    const Id idea = at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(10s);
    at.relay.pass_on();
    at.device.run(5min);

    CHECK(at.device.delivery(idea) == Delivery::received);
    CHECK(at.device.state().waiting == 0);
    CHECK(at.device.state().at_relay == 0);
    CHECK(at.city.state.operations.size() == 1);
    CHECK(at.city.state.ballots.size() == 1);
}

TEST_CASE(
    "a receipt by a key that the city has made since: the list is fetched again at the stand") {
    for (const bool keeps_old : {true, false}) {
        CAPTURE(keeps_old);
        AtTheStand at;
        const Id idea = at.device.save_idea("Eins");
        at.device.cast(kPoll, 1, kLive);
        at.device.run(10s);
        REQUIRE(at.device.delivery(idea) == Delivery::at_relay);
        at.city.rotate_keys(keeps_old);
        at.relay.pass_on();
        at.device.run(5min);  // it asks for the list every hour, otherwise
        CHECK(at.device.delivery(idea) == Delivery::received);
        CHECK(at.device.state().waiting == 0);
    }
}

TEST_CASE("by the stand and directly: counted once") {
    AtTheStand at;
    const Id idea = at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(10s);
    REQUIRE(at.device.state().at_relay == 2);
    at.move_to_city();
    at.device.run(5min);
    CHECK(at.device.delivery(idea) == Delivery::received);
    CHECK(at.device.state().waiting == 0);
    at.relay.pass_on();
    CHECK(at.city.state.operations.size() == 1);
    CHECK(at.city.state.ballots.size() == 1);
}

TEST_CASE("while the stand has no link the device asks seldom, and what is new goes out at once") {
    AtTheStand at;
    at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(10min);
    const std::uint32_t before = at.relay.asked;
    at.device.run(30min);
    CHECK(at.relay.asked - before <= 2 * 30);  // two lanes, a minute at least between the rounds
    CHECK(at.device.steps_at_once_max < 20);

    const Id idea = at.device.save_idea("Zwei");
    at.device.run(100ms);
    CHECK(at.device.delivery(idea) == Delivery::at_relay);
}

TEST_CASE("more ballots at the stand than one request takes: each is asked for, none in a loop") {
    AtTheStand at;
    constexpr std::uint32_t kCount = 200;
    for (std::uint32_t i = 0; i < kCount; ++i) {
        REQUIRE(at.device.local.new_session());
        at.device.cast(kPoll, 1, kLive);
    }
    at.device.run(1min);
    CHECK(at.relay.ballots.size() == kCount);
    CHECK(at.device.state().at_relay == kCount);
    at.relay.pass_on();
    at.device.run(10min);
    CHECK(at.device.state().waiting == 0);
    CHECK(at.city.state.ballots.size() == kCount);
    CHECK(at.device.steps_at_once_max < 40);
}

TEST_CASE("a relay that nobody vouches for, or whose time is over: nothing is marked") {
    AtTheStand at;
    FakeRelay expired{at.city, kNoon - 2 * kDay, kNoon - kDay};
    at.device.transport.lead_to(
        [&](const replica::Request& request) { return expired.handle(request); });
    const Id idea = at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(10s);
    CHECK(at.device.delivery(idea) == Delivery::saved);
    CHECK(at.device.state().at_relay == 0);
    REQUIRE(!at.device.errors.empty());
    CHECK(at.device.errors.front() == Code::not_a_receipt);

    // The city's own receipts prove themselves, whoever hands them on.
    expired.pass_on();
    at.device.run(10min);
    CHECK(at.device.delivery(idea) == Delivery::received);
    CHECK(at.device.state().waiting == 0);
}

TEST_CASE("a relay's no is not the city's: the contribution stays and goes elsewhere") {
    AtTheStand at;
    at.relay.refuses = true;
    const Id idea = at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(1min);
    CHECK(at.device.delivery(idea) == Delivery::saved);
    CHECK(at.device.state().refused == 0);
    CHECK(at.device.state().waiting == 2);
    at.move_to_city();
    at.device.run(5min);
    CHECK(at.device.delivery(idea) == Delivery::received);
    CHECK(at.device.state().waiting == 0);
}

TEST_CASE("a receipt from before the city was restored is no ack, from a relay's hand either") {
    AtTheStand at;
    const CityState backup = at.city.backup();
    const Id idea = at.device.save_idea("Eins");
    at.device.cast(kPoll, 1, kLive);
    at.device.run(10s);
    at.relay.pass_on();
    at.city.restore(backup);
    // The device hears of the restored city by pull, while the relay still has the old receipts.
    at.device.replica().city_changed();
    at.device.run(10min);
    CHECK(at.device.delivery(idea) == Delivery::at_relay);
    CHECK(at.device.state().waiting == 2);

    at.relay.pass_on();
    at.device.run(10min);
    CHECK(at.device.delivery(idea) == Delivery::received);
    CHECK(at.device.state().waiting == 0);
    CHECK(at.city.state.operations.size() == 1);
    CHECK(at.city.state.ballots.size() == 1);
}

TEST_CASE("a relay hands on the receipt for something else: no ack for this") {
    AtTheStand at;
    const Id first = at.device.save_idea("Eins");
    at.device.run(10s);
    at.relay.pass_on();
    at.device.run(5min);
    REQUIRE(at.device.delivery(first) == Delivery::received);
    const Bytes receipt_of_first = at.relay.batches.begin()->second.receipt;
    const Id second = at.device.save_idea("Zwei");
    at.device.run(10s);
    for (auto& [hash, held] : at.relay.batches) held.receipt = receipt_of_first;
    at.device.run(10min);
    CHECK(at.device.delivery(second) == Delivery::at_relay);
    CHECK(at.device.state().waiting == 1);
}
