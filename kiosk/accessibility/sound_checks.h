// SPDX-License-Identifier: EUPL-1.2
// Checks of the sounds beside what is seen. They return what is wrong, in words.
#pragma once

#include "kiosk/accessibility/ledger.h"
#include "kiosk/accessibility/stage.h"

namespace qp::kiosk::accessibility {

struct Sounds {
    Faults unseen;       // K13: its twin stands in the tree of the same frame, in sight
    Faults over_speech;  // K08: none while something is said
    Faults volume;       // K09: as loud as speech is set
};
Faults unseen(const std::vector<Heard>& rung);
Faults over_speech(const std::vector<Heard>& rung);

// The screen in that look, with sounds and without speech, then with both: what leads to it, and a
// press on one of its stops, each turn another one.
Sounds listen(Stage& stage, const Look& look, std::size_t turn);

}  // namespace qp::kiosk::accessibility
