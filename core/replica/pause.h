// SPDX-License-Identifier: EUPL-1.2
// Waits on a clock that may jump by years. A pause remembers when it began: a clock that stands
// before that has been set back, and the pause is over instead of lasting ten years.
#pragma once

#include "core/base/instant.h"
#include "core/base/ports.h"

namespace qp::replica {

class Pause {
public:
    void begin(Instant now, Milliseconds wait);
    void end() { wait_ = Milliseconds{0}; }
    bool is_over(Instant now) const;
    // `now` or earlier when it is over.
    Instant over_at(Instant now) const;

private:
    Instant begun_{};
    Milliseconds wait_{0};
};

// min … max, each millisecond as likely.
Milliseconds jitter(Random& random, Milliseconds min, Milliseconds max);

// Doubles with each failure up to a bound, with half of it drawn, so that a thousand devices that
// lost the city together do not come back together.
class BackOff {
public:
    BackOff(Milliseconds min, Milliseconds max) : min_{min}, max_{max} {}

    // `at_least`: what the city asked for (Retry-After), bounded by kRetryAfterMax.
    void failed(Instant now, Random& random, Milliseconds at_least = Milliseconds{0});
    void succeeded();
    // Somebody waits: the next attempt may come as soon as `min` after the last one.
    void hurry(Instant now);

    bool is_over(Instant now) const { return pause_.is_over(now); }
    Instant over_at(Instant now) const { return pause_.over_at(now); }

private:
    Milliseconds min_;
    Milliseconds max_;
    int failures_ = 0;
    bool was_asked_ = false;  // by the city: nobody hurries past that
    Instant failed_at_{};
    Pause pause_;
};
inline constexpr Milliseconds kRetryAfterMax = std::chrono::hours{1};

}  // namespace qp::replica
