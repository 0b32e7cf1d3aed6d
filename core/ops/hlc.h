// SPDX-License-Identifier: EUPL-1.2
// Hybrid logical clock: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16. It
// serves display and last-writer-wins of fields, never order, dedup or closing: a device's clock
// may be wrong by years.
#pragma once

#include <compare>
#include <cstdint>

#include "core/base/instant.h"

namespace qp::ops {

struct Hlc {
    std::uint64_t value = 0;
    friend bool operator==(const Hlc& a, const Hlc& b) { return a.value == b.value; }
    friend auto operator<=>(const Hlc& a, const Hlc& b) { return a.value <=> b.value; }
};

// Times before 1970 and beyond 48 bits are held at the bounds.
Hlc hlc_at(Instant at, std::uint16_t counter = 0);
Instant time_of(Hlc hlc);
// The next one of a device that has given out `last`: later than it even if the clock went back.
Hlc next_hlc(Hlc last, Instant now);
// A resident's time: the hour alone, counter 0.
Hlc hlc_to_the_hour(Instant now);

inline constexpr Milliseconds kSkewMax = std::chrono::hours{24};
// More than a day away from the city's time: flagged, never dropped.
bool is_skewed(Hlc hlc, Instant now);

}  // namespace qp::ops
