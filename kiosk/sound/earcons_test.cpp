// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/sound/earcons.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

namespace qp::kiosk::sound {
namespace {

using ui::Cue;

constexpr Cue kAll[] = {Cue::accepted, Cue::saved, Cue::refused, Cue::countdown};

int loudest(const std::vector<std::int16_t>& samples) {
    int most = 0;
    for (const std::int16_t sample : samples) most = std::max(most, std::abs(int{sample}));
    return most;
}

// How often the wave goes from below to above within a part of it: its pitch.
double hertz(const std::vector<std::int16_t>& samples, std::size_t from, std::size_t to) {
    int rises = 0;
    for (std::size_t i = from + 1; i < to; ++i) rises += samples[i - 1] < 0 && samples[i] >= 0;
    return rises * double{kSamplesASecond} / static_cast<double>(to - from);
}

TEST_CASE("K08: each sound is short and quiet, and begins and ends in silence") {
    for (const Cue cue : kAll) {
        const auto samples = earcon(cue, 100);
        REQUIRE_FALSE(samples.empty());
        CHECK(samples.size() <= kSamplesASecond / 2);
        CHECK(loudest(samples) <= 32767 / 3);
        CHECK(loudest(samples) > 32767 / 6);
        CHECK(samples.front() == 0);
        CHECK(std::abs(int{samples.back()}) < 10);
    }
}

TEST_CASE("no two sounds are the same; saved goes up, refused goes down") {
    for (const Cue a : kAll)
        for (const Cue b : kAll) CHECK((earcon(a, 70) == earcon(b, 70)) == (a == b));
    const auto saved = earcon(Cue::saved, 100);
    CHECK(hertz(saved, 0, 4000) < hertz(saved, 6000, 10000));
    const auto refused = earcon(Cue::refused, 100);
    CHECK(hertz(refused, 0, 4000) > hertz(refused, 8000, 12000));
}

TEST_CASE("a sound obeys the volume, and there is none for nothing") {
    for (const Cue cue : kAll) {
        CHECK(loudest(earcon(cue, 10)) * 9 < loudest(earcon(cue, 100)));
        CHECK(earcon(cue, 0).empty());
        CHECK(earcon(cue, 400) == earcon(cue, 100));
    }
    CHECK(earcon(Cue::none, 100).empty());
}

}  // namespace
}  // namespace qp::kiosk::sound
