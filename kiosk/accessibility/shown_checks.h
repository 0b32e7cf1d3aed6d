// SPDX-License-Identifier: EUPL-1.2
// Checks of one frame, by its tree and its texts. Each returns what is wrong, in words.
#pragma once

#include <vector>

#include "kiosk/accessibility/ledger.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::accessibility {

// K20: 12.7 mm on each side, 2.54 mm between two. Shapes inside a drawing have no gap to keep.
Faults check_targets(const ui::Tree& tree, const ui::Glass& glass);
Faults check_gaps(const ui::Tree& tree, const ui::Glass& glass);
// K24: no letter lies outside of its room, no line is left out.
Faults check_clipping(const std::vector<ui::DrawnText>& texts, Size window);
// K24: the same screen from the right is the mirror image of itself from the left.
Faults check_mirrored(const ui::Tree& left, const ui::Tree& right, float width);
// K19: 4.5 to 1.
Faults check_contrast(const std::vector<ui::DrawnText>& texts);
// K12: capital letters seen under 0.7° at the least.
Faults check_capitals(const std::vector<ui::DrawnText>& texts, const ui::Glass& glass);
// K26: nothing that is pressed stands above the reach.
Faults check_reach(const ui::Tree& tree, const ui::Glass& glass, float window_height);
// K18: what can be scrolled by a drag has an arrow for a tap.
Faults check_arrows(const ui::Tree& tree, const ui::Viewports& viewports);
// K14: the focus finds a thing by its name, so that no two may share one.
Faults check_names(const ui::Tree& tree);
// K06: what is a picture, or can be pressed, has words; K10: and a language to speak them in.
Faults check_words(const ui::Tree& tree);
Faults check_languages(const ui::Tree& tree);

}  // namespace qp::kiosk::accessibility
