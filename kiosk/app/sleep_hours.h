// SPDX-License-Identifier: EUPL-1.2
// When the screen is dark by the wall clock in Germany, daylight saving included. Whoever touches
// it wakes it.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/instant.h"

namespace qp::kiosk::app {

struct SleepHours {
    int from_minute = 0;  // of the day, 0 … 1439
    int until_minute = 0;
    // From after until over midnight is usual; equal: never.
    bool is_asleep(Instant now) const;
    bool operator==(const SleepHours&) const = default;
};

// "22:00" as minutes of the day; nothing on anything else.
std::optional<int> minute_of_day(std::string_view text);

}  // namespace qp::kiosk::app
