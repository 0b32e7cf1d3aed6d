// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/clock_watch.h"

#include <doctest/doctest.h>

using namespace qp;
using namespace qp::client;
using namespace std::chrono_literals;

TEST_CASE("a clock that goes on, or is shifted little by little, was not set") {
    ClockWatch watch;
    Instant now{1795431600000ms};
    Milliseconds steady = 5s;
    for (int turn = 0; turn < 1000; ++turn) {
        CHECK(watch.set_by(now, steady) == 0ms);
        now += 5s + 3ms;
        steady += 5s;
    }
}

TEST_CASE("a clock that was set is told once, with how far and which way") {
    ClockWatch watch;
    const Instant now{1795431600000ms};
    CHECK(watch.set_by(Instant{0ms}, 5s) == 0ms);
    CHECK(watch.set_by(now, 6s) == now.time_since_epoch() - 1s);
    CHECK(watch.set_by(now + 1s, 7s) == 0ms);
    CHECK(watch.set_by(now + 2s - 1h, 8s) == -1h);
    CHECK(watch.set_by(now + 3s - 1h, 9s) == 0ms);
}
