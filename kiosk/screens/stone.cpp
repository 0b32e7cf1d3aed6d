// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/stone.h"

#include <array>
#include <cmath>

namespace qp::kiosk::screens {
namespace {

// A river stone is no circle: its radius sways a little, each stone in its own way.
std::array<Point, 48> outline(Point centre, float radius, std::uint8_t choice) {
    std::array<Point, 48> points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float at = real(i) / real(points.size());
        const float sway = 1 + 0.045F * std::sin(at * 12.566F + real(choice) * 1.7F) +
                           0.03F * std::cos(at * 18.85F + real(choice));
        points[i] = ui::on_circle(centre, radius * sway, at);
    }
    return points;
}

void pattern_mark(ui::Painter& p, const std::string& pattern, Point at, float side, Color ink) {
    const float width = std::max(2.0F, side * 0.16F);
    const float half = side / 2;
    if (pattern == "cross" || pattern == "slash") {
        p.line({at.x - half, at.y + half}, {at.x + half, at.y - half}, ink, width);
    }
    if (pattern == "cross")
        p.line({at.x - half, at.y - half}, {at.x + half, at.y + half}, ink, width);
    if (pattern == "ring") p.ring(at, half, ink, width);
    if (pattern == "dot") p.circle(at, half * 0.8F, ink);
    if (pattern == "check") {
        const Point path[] = {{at.x - half, at.y},
                              {at.x - half * 0.2F, at.y + half * 0.75F},
                              {at.x + half, at.y - half * 0.7F}};
        p.polyline(path, ink, width);
    }
}

}  // namespace

void paint_stone(ui::Painter& p, const ui::Theme& theme, const Rect& rect, std::uint8_t choice,
                 const std::string& pattern, const TextStyle& number, float scale,
                 bool is_pressed) {
    const ui::StoneColor color = ui::stone(theme, choice);
    const float room = std::min(rect.w, rect.h) / 2;
    const bool is_small = room < 40 * scale;
    const float radius = room * (is_pressed ? 0.86F : 0.92F);
    const Point centre = rect.centre();
    if (!is_small) {
        const float soft = radius * 0.8F;
        p.shadow({centre.x - soft, centre.y - soft + 10 * scale, soft * 2, soft * 2}, soft,
                 10 * scale, faded(theme.shadow, 0.25F));
    }
    p.blob(outline(centre, radius, choice), color.fill);
    if (is_small) {
        p.centred(std::to_string(choice), number, centre, color.ink);
        return;
    }
    p.centred(std::to_string(choice), number, {centre.x, centre.y - radius * 0.22F}, color.ink);
    pattern_mark(p, pattern, {centre.x, centre.y + radius * 0.46F}, radius * 0.36F, color.ink);
}

}  // namespace qp::kiosk::screens
