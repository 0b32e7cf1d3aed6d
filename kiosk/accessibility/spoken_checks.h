// SPDX-License-Identifier: EUPL-1.2
// Checks of what is heard and reached by keys alone. They press keys on the stage and return what
// is wrong, in words.
#pragma once

#include <vector>

#include "kiosk/accessibility/ledger.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {

// K15, K11: switched on, speech says so and reads the title and each message on the screen.
Faults check_switched_on(Stage& stage);
// Once around by "next", until the focus is where it began.
struct Walk {
    Faults reach;     // K14
    Faults order;     // K03
    Faults language;  // K10
    Faults states;    // K16
    Faults hidden;    // K21: the focus stands where it can be seen
};
Walk walk_over(Stage& stage);
// K04: "repeat" says the same again.
Faults check_repeat(Stage& stage);
// K05: whatever is said, silence comes first.
Faults check_interrupts(const std::vector<LoggingSpeaker::Act>& log);
// K23: after a reset session and first screen equal those of a kiosk that nobody has used.
Faults check_reset(Stage& stage);

}  // namespace qp::kiosk::accessibility
