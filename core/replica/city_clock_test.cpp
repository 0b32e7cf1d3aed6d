// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/city_clock.h"

#include <doctest/doctest.h>

#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::replica;
using namespace std::chrono_literals;
using sim::kNoon;

TEST_CASE("a clock that is off by minutes that a slow link may make is right") {
    CityClock clock;
    CHECK_FALSE(clock.ahead());
    clock.heard(kNoon, kNoon + 5min);
    CHECK_FALSE(clock.ahead());
    clock.heard(kNoon, kNoon - 5min);
    CHECK_FALSE(clock.ahead());
}

TEST_CASE("a clock that is wrong is so until an answer says otherwise") {
    CityClock clock;
    clock.heard(kNoon, kNoon + 2h);
    CHECK(clock.ahead() == 2h);
    clock.heard(std::nullopt, kNoon);
    CHECK(clock.ahead() == 2h);
    clock.heard(kNoon + 1s, kNoon + 1s);
    CHECK_FALSE(clock.ahead());
    clock.heard(kNoon, kNoon - 24h * 365 * 50);
    CHECK(clock.ahead() == -24h * 365 * 50);
}

TEST_CASE("whoever sets the clock right need not wait for the city to say so") {
    CityClock clock;
    clock.was_set(2h);
    CHECK_FALSE(clock.ahead());
    clock.heard(kNoon, kNoon - 24h * 365 * 50);
    clock.was_set(24h * 365 * 50 - 3h);
    CHECK(clock.ahead() == -3h);
    clock.was_set(3h + 20s);
    CHECK_FALSE(clock.ahead());
}

TEST_CASE("seconds that one answer took longer than another are no change") {
    CityClock clock;
    clock.heard(kNoon, kNoon + 2h);
    clock.heard(kNoon, kNoon + 2h + 20s);
    CHECK(clock.ahead() == 2h);
    clock.heard(kNoon, kNoon + 2h + 2min);
    CHECK(clock.ahead() == 2h + 2min);
}

TEST_CASE("only what the city has answered itself tells the time, and no list of keys") {
    sim::FakeCity city{1};
    sim::FakeDevice device{city, {.takes_snapshots = false}};
    const auto ahead_after = [&](Lane lane, std::optional<Answer> instead) {
        device.clock.at += 10min;  // whatever rests has rested
        const auto request = device.replica().next(device.clock.at);
        REQUIRE(request);
        REQUIRE(*request);
        CHECK((*request)->lane == lane);
        auto answer = device.transport.exchange(**request);
        REQUIRE(answer);
        if (instead) *answer = *instead;
        answer->date = device.clock.at - 2h;
        static_cast<void>(device.replica().on_answer(*answer, device.clock.at));
        return device.state().clock_ahead;
    };
    CHECK_FALSE(ahead_after(Lane::city, std::nullopt));
    CHECK_FALSE(ahead_after(Lane::pull, Answer{200, "text/html", {}, {}}));
    CHECK(ahead_after(Lane::pull, std::nullopt) == 2h);
}
