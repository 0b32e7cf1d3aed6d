// SPDX-License-Identifier: EUPL-1.2
// How far this device's clock is from the city's, as far as its answers tell. Nobody signs the time
// of an answer: it is good for telling people, and decides nothing.
#pragma once

#include <optional>

#include "core/base/instant.h"

namespace qp::replica {

// What a slow link and a lazy clock make is not worth a word.
inline constexpr Milliseconds kClockOffMin = std::chrono::minutes{5};

class CityClock {
public:
    // `date`: when the city says that it answered, to the second; `now`: when that was heard.
    void heard(std::optional<Instant> date, Instant now);
    // This device's own clock was set by so much. (One that was right until then is looked at with
    // the next answer.)
    void was_set(Milliseconds by);
    // Negative: behind. Unset: not off by more than kClockOffMin, or nobody has said a time yet.
    std::optional<Milliseconds> ahead() const { return ahead_; }

private:
    std::optional<Milliseconds> ahead_;
};

}  // namespace qp::replica
