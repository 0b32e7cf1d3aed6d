// SPDX-License-Identifier: EUPL-1.2
// The clock of the machine that a kiosk runs on may be wrong: its battery is flat, or somebody set
// it. What residents read of times must be true all the same.
#pragma once

#include "core/views/view.h"

namespace qp::views {

// `past`: what certainly lies behind, as the build of the program and what the city has dated; a
// clock that shows an earlier time is wrong.
std::optional<ClockFault> clock_fault(Instant device_now, Instant past,
                                      const replica::SyncState& sync);

// Sets `now` and what follows from it.
void go_by(Instant device_now, Instant past, Context& context);

// What the device's own clock shows, right or wrong.
Instant device_time(const Context& context);

// "5 Minuten", "3 Stunden", "2 Tage", "56 Jahre", rounded down, never none.
std::string span_text(const i18n::Locale& locale, Milliseconds span);

}  // namespace qp::views
