// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/pause.h"

#include <doctest/doctest.h>

#include "core/base/seeded_random.h"

using namespace qp;
using namespace qp::replica;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNoon{Milliseconds{1795431600000}};

}  // namespace

TEST_CASE("a pause lasts as long as it was meant to") {
    Pause pause;
    CHECK(pause.is_over(kNoon));
    pause.begin(kNoon, 10s);
    CHECK_FALSE(pause.is_over(kNoon + 9999ms));
    CHECK(pause.over_at(kNoon + 1s) == kNoon + 10s);
    CHECK(pause.is_over(kNoon + 10s));
}

TEST_CASE("a clock set back by ten years ends a pause instead of stretching it") {
    Pause pause;
    pause.begin(kNoon, 10s);
    const Instant back = kNoon - std::chrono::hours{24 * 3652};
    CHECK(pause.is_over(back));
    CHECK(pause.over_at(back) == back);
}

TEST_CASE("waits double, stay within their bound, and are drawn") {
    SeededRandom random{1};
    BackOff back_off{1s, 120s};
    Instant now = kNoon;
    bool was_drawn = false;
    for (int i = 0; i < 20; ++i) {
        back_off.failed(now, random);
        const auto wait = back_off.over_at(now) - now;
        const Milliseconds full =
            std::min<Milliseconds>(Milliseconds{1s} * (1 << std::min(i, 10)), 120s);
        CHECK(wait <= full);
        CHECK(wait >= std::max<Milliseconds>(1s, full / 2));
        was_drawn |= wait != full;
        now += wait;
    }
    CHECK(was_drawn);
    back_off.succeeded();
    CHECK(back_off.is_over(now));
    back_off.failed(now, random);
    CHECK(back_off.over_at(now) == now + 1s);
}

TEST_CASE("somebody who waits shortens a long back-off, but never below its shortest wait") {
    SeededRandom random{1};
    BackOff back_off{1s, 120s};
    for (int i = 0; i < 10; ++i) back_off.failed(kNoon, random);
    back_off.hurry(kNoon + 100ms);
    CHECK_FALSE(back_off.is_over(kNoon + 999ms));
    CHECK(back_off.is_over(kNoon + 1s));
}

TEST_CASE("nobody hurries past the time that the city asked for") {
    SeededRandom random{1};
    BackOff back_off{1s, 120s};
    back_off.failed(kNoon, random, 30s);
    back_off.hurry(kNoon + 2s);
    CHECK(back_off.over_at(kNoon + 2s) == kNoon + 30s);
    back_off.failed(kNoon, random, std::chrono::hours{1000});
    CHECK(back_off.over_at(kNoon) == kNoon + kRetryAfterMax);
}

TEST_CASE("jitter stays within its bounds and reaches both") {
    SeededRandom random{7};
    bool lowest = false;
    bool highest = false;
    for (int i = 0; i < 200; ++i) {
        const Milliseconds drawn = jitter(random, 10ms, 12ms);
        CHECK(drawn >= 10ms);
        CHECK(drawn <= 12ms);
        lowest |= drawn == 10ms;
        highest |= drawn == 12ms;
    }
    CHECK(lowest);
    CHECK(highest);
    CHECK(jitter(random, 5ms, 5ms) == 5ms);
}
