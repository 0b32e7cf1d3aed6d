// SPDX-License-Identifier: EUPL-1.2
// Checks of what is heard and reached by keys alone. They press keys on the stage and return what
// is wrong, in words.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/accessibility/ledger.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {

// What the keypad stops at, in order; while somebody writes, the keys.
std::vector<std::string> stops_of(const Stage& stage);
// Whether it scrolls: it goes away while the keypad comes nearer.
bool is_arrow(const Stage& stage, const std::string& id);

// K15, K11: switched on, speech says so and reads the title and each message on the screen.
Faults check_switched_on(Stage& stage);
// Once around by "next", until the focus is where it began.
struct Walk {
    Faults reach;     // K14
    Faults order;     // K03
    Faults language;  // K10
    Faults states;    // K16
    Faults hidden;    // K21: the focus stands where it can be seen
    Faults unseen;    // K13: what is said stands on the screen
    Faults nameless;  // K01: what can be done says what it is
};
Walk walk_over(Stage& stage);
// K11: what an act leads to (a fault, something saved) is said without being asked for. Unset: it
// leads to no message.
std::optional<Faults> check_results(Stage& stage, const Look& look);
// K17: by choice, a key struck twice within half a second counts once.
Faults check_double_strike(Stage& stage);
// K22: the question whether somebody is there is said, and can be answered by key.
Faults check_warning(Stage& stage);
// K25: at rest nothing is drawn anew for a second, so nothing flashes.
Faults check_rest(Stage& stage);
// K04: "repeat" says the same again.
Faults check_repeat(Stage& stage);
// K09: louder and faster are heard at once, and the next person begins anew.
Faults check_voice(Stage& stage);
// K07: what is one person's alone is not heard by all before they choose that, and is then.
Faults check_private(Stage& stage);
// K08: nobody hears anything who has not switched it on, whatever they press.
Faults check_silence(Stage& stage);
// K08: no two sounds at once for more than three seconds.
Faults check_interference(const std::vector<LoggingSpeaker::Act>& log);
// K05: whatever is said, silence comes first.
Faults check_interrupts(const std::vector<LoggingSpeaker::Act>& log);
// K23: after a reset session and first screen equal those of a kiosk that nobody has used.
Faults check_reset(Stage& stage);

}  // namespace qp::kiosk::accessibility
