// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/hlc.h"

#include <algorithm>

namespace qp::ops {

namespace {
constexpr std::int64_t kMillisecondsMax = (std::int64_t{1} << 48) - 1;
constexpr std::int64_t kHourMs = 3600 * 1000;
}  // namespace

Hlc hlc_at(Instant at, std::uint16_t counter) {
    const std::int64_t held = std::clamp<std::int64_t>(ms(at), 0, kMillisecondsMax);
    return Hlc{(static_cast<std::uint64_t>(held) << 16) | counter};
}

Instant time_of(Hlc hlc) {
    return instant(static_cast<std::int64_t>(hlc.value >> 16));
}

Hlc next_hlc(Hlc last, Instant now) {
    const Hlc candidate = hlc_at(now);
    if (candidate > last) return candidate;
    // A full counter runs over into the milliseconds, which is what it should do.
    return last.value == UINT64_MAX ? last : Hlc{last.value + 1};
}

Hlc hlc_to_the_hour(Instant now) {
    const std::int64_t at = std::max<std::int64_t>(ms(now), 0);
    return hlc_at(instant(at - at % kHourMs));
}

bool is_skewed(Hlc hlc, Instant now) {
    const auto apart = time_of(hlc) - now;
    return apart > kSkewMax || apart < -kSkewMax;
}

}  // namespace qp::ops
