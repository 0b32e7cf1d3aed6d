// SPDX-License-Identifier: EUPL-1.2
// Checks of one screen by what stands on the glass. The tree knows the colours that were asked for;
// here counts what came of them, on drawings, under edges that were smoothed, over one another.
// Contrast as in WCAG 2.2. Each check returns what is wrong, in words.
#pragma once

#include <span>
#include <vector>

#include "kiosk/accessibility/ledger.h"
#include "kiosk/accessibility/picture.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::accessibility {

// K19: somewhere in each text a pixel stands out from what lies behind it with 4.5 to 1.
Faults check_letters(const Picture& shown, const std::vector<ui::DrawnText>& texts);
// K19: in each thing that can be pressed its sign or its words stand out with 3 to 1, and each side
// of a field that can be written in from what lies around it.
Faults check_controls(const Picture& shown, const ui::Tree& tree);
// K21: around what has the focus so many pixels change by 3 to 1 as a line of two pixels (of the
// design's: `scale` of the glass's) around it has (WCAG 2.4.13). `with` and `without` the mark,
// all else the same.
Faults check_focus_mark(const Picture& without, const Picture& with, const ui::Node& focused,
                        float scale);
// K16: where it stands, something differs by 3 to 1 between the two states.
Faults check_state(const Picture& one, const Picture& other, const ui::Node& node);
// K25: from one frame to the next. Hardly anything grows brighter and darker again, or the other
// way round, within one change of the screen (WCAG 2.3.1: a flash is such a pair; a quarter of what
// is seen is too much).
Faults check_flashes(std::span<const Picture> frames);
// K25: who asked for less motion sees the end at once.
Faults check_still(std::span<const Picture> frames);

}  // namespace qp::kiosk::accessibility
