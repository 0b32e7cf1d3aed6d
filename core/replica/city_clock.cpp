// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/city_clock.h"

namespace qp::replica {
namespace {

// Each answer is under way for another while; who shows the difference need not hear of that.
constexpr Milliseconds kJitterMax = std::chrono::minutes{1};

bool is_right(Milliseconds ahead) {
    return ahead <= kClockOffMin && ahead >= -kClockOffMin;
}

}  // namespace

void CityClock::was_set(Milliseconds by) {
    if (!ahead_) return;
    *ahead_ += by;
    if (is_right(*ahead_)) ahead_.reset();
}

void CityClock::heard(std::optional<Instant> date, Instant now) {
    if (!date) return;
    const Milliseconds ahead = now - *date;
    if (is_right(ahead)) {
        ahead_.reset();
    } else if (!ahead_ || ahead - *ahead_ > kJitterMax || *ahead_ - ahead > kJitterMax) {
        ahead_ = ahead;
    }
}

}  // namespace qp::replica
