// SPDX-License-Identifier: EUPL-1.2
// Where the observations of a datastream come from. A series is a function of time: asked twice for
// the same span it gives the same values, and it has no end, so that a feed can run for weeks.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/domain/sensing.h"

namespace qp::feed {

class Series {
public:
    virtual ~Series() = default;
    // Observations with from < at <= to, ascending. Any thread.
    virtual std::vector<domain::Observation> between(Instant from, Instant to) const = 0;
};

// A plausible value at each full interval: the course of a day and a year, slow weather, and a
// little noise, all from `seed`. Counts are whole numbers, small at night. Some hours are missing,
// as they are with real sensors.
std::unique_ptr<Series> generated_series(domain::Property property, Milliseconds interval,
                                         std::uint64_t seed);

// A recording, repeated for ever: shifted by whole weeks (days where it is shorter than a week), so
// that hour and weekday stay right. With `speed` n its time runs n times as fast from `anchor` on.
// REQUIRES: observations ascending, at least one; speed >= 1.
std::unique_ptr<Series> replayed_series(std::vector<domain::Observation> observations,
                                        Milliseconds interval, double speed, Instant anchor);

}  // namespace qp::feed
