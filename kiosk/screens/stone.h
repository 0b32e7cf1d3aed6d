// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/ui/painter.h"
#include "kiosk/ui/theme.h"

namespace qp::kiosk::screens {

// A stone of the Stimmungsbild: colour, number and pattern, so that none of them has to be seen.
// `pattern`: "cross", "slash", "ring", "dot" or "check".
void paint_stone(ui::Painter& painter, const ui::Theme& theme, const Rect& rect,
                 std::uint8_t choice, const std::string& pattern, const TextStyle& number,
                 float scale, bool is_pressed);

}  // namespace qp::kiosk::screens
