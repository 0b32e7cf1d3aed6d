// SPDX-License-Identifier: EUPL-1.2
// The Themenradar as a drawing, and where a finger meets its fields.
#pragma once

#include <string>

#include "core/views/radar.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/semantics.h"
#include "kiosk/ui/theme.h"

namespace qp::kiosk::screens {

struct RadarStyles {
    TextStyle field;
    TextStyle ring;
    float scale = 1;
    const ui::Theme* theme = nullptr;
};

// A dot for ideas, a square for projects, a triangle for Innovationszirkel.
void paint_item_shape(ui::Painter& painter, const std::string& kind, Point at, float radius,
                      Color color);
void paint_radar(ui::Painter& painter, const RadarStyles& styles, const Rect& rect,
                 const views::RadarView& view);
// "radar.theme.SLUG" for each field, "radar.centre" for all.
void add_radar_nodes(ui::Tree& tree, const RadarStyles& styles, const Rect& rect,
                     const Rect& visible, const views::RadarView& view);

}  // namespace qp::kiosk::screens
