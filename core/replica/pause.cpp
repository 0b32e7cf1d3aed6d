// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/pause.h"

#include <algorithm>

namespace qp::replica {

void Pause::begin(Instant now, Milliseconds wait) {
    begun_ = now;
    wait_ = wait;
}

bool Pause::is_over(Instant now) const {
    return now < begun_ || now - begun_ >= wait_;
}

Instant Pause::over_at(Instant now) const {
    return is_over(now) ? now : begun_ + wait_;
}

Milliseconds jitter(Random& random, Milliseconds min, Milliseconds max) {
    if (max <= min) return min;
    std::uint8_t raw[8];
    random.fill(raw);
    std::uint64_t drawn = 0;
    for (const std::uint8_t byte : raw) drawn = drawn << 8 | byte;
    const auto span = static_cast<std::uint64_t>((max - min).count()) + 1;
    return min + Milliseconds{static_cast<std::int64_t>(drawn % span)};
}

void BackOff::failed(Instant now, Random& random, Milliseconds at_least) {
    Milliseconds wait = min_;
    for (int i = 0; i < failures_ && wait < max_; ++i) wait *= 2;
    wait = std::min(wait, max_);
    ++failures_;
    failed_at_ = now;
    was_asked_ = at_least > Milliseconds{0};
    const Milliseconds drawn = jitter(random, std::max(min_, wait / 2), wait);
    pause_.begin(now, std::max(drawn, std::min(at_least, kRetryAfterMax)));
}

void BackOff::succeeded() {
    failures_ = 0;
    was_asked_ = false;
    pause_.end();
}

void BackOff::hurry(Instant now) {
    if (pause_.is_over(now) || was_asked_) return;
    if (pause_.over_at(now) > failed_at_ + min_) pause_.begin(failed_at_, min_);
}

}  // namespace qp::replica
