// SPDX-License-Identifier: EUPL-1.2
// What the screens are shown in: the axes, all combinations of them, and a selection in which any
// two values of two axes meet. Plain values; the same call gives the same list.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kiosk/ui/appearance.h"

namespace qp::kiosk::accessibility {

struct Look {
    std::size_t screen = 0;  // its place in screens()
    std::string language = "de";
    ui::ThemeName theme = ui::ThemeName::light;
    ui::TextSize text_size = ui::TextSize::normal;
    bool is_wide = false;
    bool is_low_reach = false;
};

// "theme 2, size 3 …", for messages.
std::string describe(const Look& look);

struct Axes {
    std::size_t screens = 0;
    std::vector<std::string> languages;
};

std::vector<Look> whole_matrix(const Axes& axes);
// In the order of the screens. Greedy: each look is the one of a few that meets most pairs anew.
std::vector<Look> pairwise(const Axes& axes);

}  // namespace qp::kiosk::accessibility
