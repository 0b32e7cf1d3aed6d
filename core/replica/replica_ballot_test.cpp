// SPDX-License-Identifier: EUPL-1.2
// Ballots: their own request, never together with operations.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using replica::Lane;
using replica::Request;

namespace {

const Id kPoll = id_of(7);
constexpr std::nullopt_t kLive = std::nullopt;

std::vector<Request> seen(const FakeCity& city, Lane lane) {
    std::vector<Request> found;
    for (const Request& request : city.seen)
        if (request.lane == lane) found.push_back(request);
    return found;
}

}  // namespace

TEST_CASE("a ballot arrives once, and its receipt ends the waiting") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.cast(kPoll, 1, 0ms);
    CHECK(device.state().waiting == 1);
    device.run(10s);
    CHECK(device.state().waiting == 0);
    REQUIRE(city.state.ballots.size() == 1);
    CHECK(city.state.ballots.begin()->second.ballot.choice == 1);
}

TEST_CASE("ballots and operations saved together leave apart, ballots padded") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.save_idea("Eins");
    device.cast(kPoll, 1, 0ms);

    device.run(0ms);
    CHECK(seen(city, Lane::push).size() == 1);
    CHECK(seen(city, Lane::ballots).empty());
    device.run(999ms);
    CHECK(seen(city, Lane::ballots).empty());

    device.run(10s);
    const auto requests = seen(city, Lane::ballots);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].body.size() % ops::kBallotsPadding == 0);
    CHECK(city.state.ballots.size() == 1);
}

TEST_CASE("the gap between the two lanes is drawn, not fixed") {
    std::set<std::int64_t> gaps;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        FakeCity city{1};
        FakeDevice device{city, {.seed = seed}};
        device.run(1s);
        device.save_idea("Eins");
        device.cast(kPoll, 1, 0ms);
        const Instant begun = device.clock.at;
        while (city.state.ballots.empty() && device.clock.at < begun + 1min) device.run(10ms);
        gaps.insert((device.clock.at - begun).count());
        CHECK(device.clock.at - begun >= 1s);
        CHECK(device.clock.at - begun <= 5100ms);
    }
    CHECK(gaps.size() >= 4);
}

TEST_CASE("a live session's ballots wait for nothing") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.save_idea("Eins");
    device.cast(kPoll, 4, kLive);
    device.run(0ms);
    CHECK(city.state.ballots.size() == 1);
    CHECK(seen(city, Lane::push).size() == 1);
}

TEST_CASE("a ballot is held back by its poll's delay") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.cast(kPoll, 1, 5min);
    const auto due = device.local.next_ballot_at(device.clock.at);
    REQUIRE(due);
    REQUIRE(*due);
    CHECK(**due <= device.clock.at + 5min);
    device.run(**due - device.clock.at - 1ms);
    CHECK(city.state.ballots.empty());
    device.run(1s);
    CHECK(city.state.ballots.size() == 1);
}

TEST_CASE("a ballot cast under a clock that was ahead waits no longer than its poll says") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.clock.at += 8h;
    device.cast(kPoll, 1, 5min);
    device.run(0ms);
    device.clock.at -= 8h;
    device.run(10s);
    CHECK(city.state.ballots.size() == 1);
    CHECK(device.steps_at_once_max < 20);
}

TEST_CASE("a poll may hold its ballots back for days") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    for (std::uint8_t i = 0; i < 20; ++i) device.cast(id_of(i), 1, 7 * 24h);
    device.run(1min);
    CHECK(city.state.ballots.size() < 5);
    device.run(7 * 24h);
    CHECK(city.state.ballots.size() == 20);
}

TEST_CASE("operations keep away from ballots that have just gone out") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.cast(kPoll, 1, 0ms);
    device.run(0ms);
    REQUIRE(seen(city, Lane::ballots).size() == 1);
    device.save_idea("Eins");
    device.run(900ms);
    CHECK(seen(city, Lane::push).empty());
    device.run(5s);
    CHECK(seen(city, Lane::push).size() == 1);
}

TEST_CASE("a ballot whose answer was lost is pushed again byte for byte and counted once") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.fail_next(Fault::lose_answer);
    device.cast(kPoll, 1, 0ms);
    device.run(10s);
    const auto requests = seen(city, Lane::ballots);
    REQUIRE(requests.size() == 2);
    CHECK(requests[0].body == requests[1].body);
    CHECK(city.state.ballots.size() == 1);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("whoever changes their mind is counted with the last word") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.cast(kPoll, 2, kLive);
    device.run(1s);
    device.cast(kPoll, 5, kLive);
    device.run(1s);
    REQUIRE(city.state.ballots.size() == 1);
    CHECK(city.state.ballots.begin()->second.ballot.choice == 5);
}

TEST_CASE("the next person at a kiosk is somebody else") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.cast(kPoll, 2, kLive);
    REQUIRE(device.local.new_session());
    device.cast(kPoll, 5, kLive);
    device.run(10s);
    CHECK(city.state.ballots.size() == 2);
}

TEST_CASE("a hundred ballots go out in several requests and all arrive") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    for (int i = 0; i < 100; ++i) {
        REQUIRE(device.local.new_session());
        device.cast(kPoll, 1, 0ms);
    }
    device.run(2min);
    CHECK(city.state.ballots.size() == 100);
    CHECK(device.state().waiting == 0);
    CHECK(seen(city, Lane::ballots).size() == 2);
}

TEST_CASE("one ballot that spoils a whole request does not keep the others") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    for (std::uint8_t i = 0; i < 9; ++i) device.cast(id_of(i), 1, 0ms);
    auto all = device.local.unsent_ballots(64, device.clock.at);
    REQUIRE(all);
    const Bytes poison = (*all)[4].ballot;
    city.chokes_on = [&](const Request& request) {
        return std::search(request.body.begin(), request.body.end(), poison.begin(),
                           poison.end()) != request.body.end();
    };
    device.transport.set_connected(true);
    device.run(10min);
    CHECK(city.state.ballots.size() == 8);
    CHECK(device.state().waiting == 1);
    city.chokes_on = nullptr;
    device.run(5min);
    CHECK(device.state().waiting == 0);
}

TEST_CASE(
    "a ballot whose signature was spoiled on the way is brought again, and others meanwhile") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    for (std::uint8_t i = 0; i < 5; ++i) device.cast(id_of(i), 1, 0ms);
    const auto all = device.local.unsent_ballots(64, device.clock.at);
    REQUIRE(all);
    // Whoever carries it can do so: a ballot's hash, by which the city answers, is without its
    // signature.
    const Bytes victim = (*all)[2].ballot;
    bool is_spoilt = true;
    device.transport.lead_to([&](const Request& request) {
        Request carried = request;
        if (is_spoilt) spoil(carried.body, victim);
        return city.handle(carried);
    });
    device.transport.set_connected(true);
    device.run(10min);
    CHECK(city.state.ballots.size() == 4);
    CHECK(device.state().waiting == 1);
    CHECK(device.state().refused == 0);

    is_spoilt = false;
    device.run(5min);
    CHECK(city.state.ballots.size() == 5);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("ballots that the city puts off keep no others, cause no haste and are brought again") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    constexpr std::size_t kPutOff = 1500;
    for (std::size_t i = 0; i < kPutOff; ++i)
        device.cast(Id{{1, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)}}, 1,
                    0ms);
    for (std::uint8_t i = 0; i < 9; ++i) device.cast(id_of(i), 1, 0ms);
    city.puts_off = [](const ops::Ballot& ballot) { return ballot.poll.bytes[0] == 1; };
    device.transport.set_connected(true);
    std::size_t requests = 0;
    device.transport.lead_to([&](const Request& request) {
        requests += request.lane == Lane::ballots;
        return city.handle(request);
    });
    device.run(10min);
    CHECK(city.state.ballots.size() == 9);
    CHECK(device.state().waiting == kPutOff);
    CHECK(device.state().refused == 0);
    CHECK(requests < 40 * kPutOff / ops::kRequestBallotsMax);
    city.puts_off = nullptr;
    device.run(5min);
    CHECK(city.state.ballots.size() == kPutOff + 9);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("a kept receipt for a spoiled ballot is no answer when others are sent") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    device.cast(id_of(1), 1, 0ms);
    device.cast(id_of(2), 1, 0ms);
    const auto both = device.local.unsent_ballots(64, device.clock.at);
    REQUIRE(both->size() == 2);
    // The carrier has the first one spoiled, keeps the receipt for both, and answers the second one
    // alone with it.
    const Bytes victim = both->front().ballot;
    std::optional<replica::Answer> kept;
    device.transport.lead_to([&](const Request& request) {
        if (request.lane != Lane::ballots) return city.handle(request);
        Request carried = request;
        const bool holds_victim = spoil(carried.body, victim);
        if (!holds_victim && kept) return *kept;
        if (!kept) kept = city.handle(carried);
        return replica::Answer{413, "", {}, 0ms};
    });
    device.transport.set_connected(true);
    device.run(1min);
    CHECK(kept);
    CHECK(device.state().refused == 0);
    device.transport.lead_to({});
    device.run(10min);
    CHECK(city.state.ballots.size() == 2);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("a ballot that has rotten here is no secret: the city's no to it stands") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.cast(kPoll, 1, 0ms);
    device.cast(id_of(8), 1, 0ms);
    store::PendingBallot rotten = device.local.unsent_ballots(64, device.clock.at)->front();
    rotten.ballot.back() ^= 1;
    auto rot = device.local.database().prepare("UPDATE ballots SET ballot = ?1 WHERE hash = ?2");
    REQUIRE(rot);
    REQUIRE(rot->bind(1, rotten.ballot).bind(2, BytesView{rotten.hash}).run());
    device.run(10min);
    CHECK(city.state.ballots.size() == 1);
    CHECK(device.state().waiting == 0);
    CHECK(device.state().refused == 1);
}
