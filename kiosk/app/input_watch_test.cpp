// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/input_watch.h"

#include <doctest/doctest.h>

namespace qp::kiosk::app {
namespace {

constexpr std::uint64_t kBefore = 1;
constexpr std::uint64_t kAfter = 2;
constexpr std::uint64_t kLater = 3;

struct Fixture {
    Fixture() { watch.shown(kBefore); }
    double longest() const { return watch.frames().percentile(1); }
    InputWatch watch;
};

TEST_CASE_FIXTURE(Fixture, "what shows in the picture that took it is one frame") {
    watch.taken(0);
    watch.shown(kAfter);
    CHECK(watch.frames().count() == 1);
    CHECK(longest() == 1);
}

TEST_CASE_FIXTURE(Fixture, "pictures that were shown while it waited count") {
    watch.taken(2);
    watch.shown(kAfter);
    CHECK(longest() == 3);
}

TEST_CASE_FIXTURE(Fixture, "a picture that looks as before does not show it yet") {
    watch.taken(0);
    watch.shown(kBefore);
    watch.shown(kAfter);
    CHECK(watch.frames().count() == 1);
    CHECK(longest() == 2);
}

TEST_CASE_FIXTURE(Fixture, "an input that changes nothing until the screen is at rest is none") {
    watch.taken(0);
    watch.shown(kBefore);
    watch.at_rest();
    watch.shown(kAfter);
    CHECK(watch.frames().count() == 0);
}

TEST_CASE_FIXTURE(Fixture, "two at once are told apart") {
    watch.taken(0);
    watch.shown(kBefore);
    watch.taken(1);
    watch.shown(kAfter);
    CHECK(watch.frames().count() == 2);
    CHECK(watch.frames().percentile(0) == 2);
    CHECK(longest() == 2);
    watch.shown(kLater);
    CHECK(watch.frames().count() == 2);
}

}  // namespace
}  // namespace qp::kiosk::app
