// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/clock_watch.h"

#include <utility>

namespace qp::client {
namespace {

// Two clocks are read one after the other, and the network's time shifts one of them little by
// little.
constexpr Milliseconds kTogether{1000};

}  // namespace

Milliseconds ClockWatch::set_by(Instant now, Milliseconds steady) {
    const Milliseconds apart = now.time_since_epoch() - steady;
    const auto before = std::exchange(apart_, apart);
    if (!before) return Milliseconds{0};
    const Milliseconds by = apart - *before;
    return by > kTogether || by < -kTogether ? by : Milliseconds{0};
}

}  // namespace qp::client
