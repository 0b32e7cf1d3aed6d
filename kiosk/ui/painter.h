// SPDX-License-Identifier: EUPL-1.2
// Shapes, pictograms and text on a draw list. Lengths are window pixels.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "kiosk/draw/geometry.h"
#include "kiosk/draw/pictograms.h"
#include "kiosk/text/text_engine.h"
#include "kiosk/ui/shadow.h"

struct ImDrawList;

namespace qp::kiosk::ui {

class Painter {
public:
    Painter(ImDrawList& list, TextEngine& text, Pictograms& pictograms, Shadows& shadows,
            float scale)
        : list_{list}, text_{text}, pictograms_{pictograms}, shadows_{shadows}, scale_{scale} {}

    float scale() const { return scale_; }
    // How much has been drawn so far; and a fade and a shift down of all that came after.
    int vertices() const;
    void soften(int from, float share, float down);
    void push_clip(const Rect& rect);
    void pop_clip();

    void fill(const Rect& rect, Color color, float radius = 0, Corners corners = Corners::all);
    // From one colour at the top to another at the bottom.
    void gradient(const Rect& rect, Color top, Color bottom);
    void outline(const Rect& rect, Color color, float width, float radius = 0);
    void shadow(const Rect& rect, float radius, float blur, Color color);
    void line(Point from, Point to, Color color, float width);
    void dashes(Point from, Point to, Color color, float width, float dash);
    // Joined with round corners; fewer than two points draw nothing.
    void polyline(std::span<const Point> points, Color color, float width);
    void circle(Point centre, float radius, Color color);
    // A convex shape, its points clockwise.
    void blob(std::span<const Point> outline, Color color);
    void ring(Point centre, float radius, Color color, float width);
    void triangle(Point centre, float radius, Color color);
    // Part of a ring between two angles in turns, clockwise from twelve o'clock.
    void sector(Point centre, float inner, float outer, float from, float to, Color color);
    // Everything below a curve given by its height at even steps across `area`.
    void hill(const Rect& area, std::span<const float> tops, Color color);

    void pictogram(std::string_view name, const Rect& square, Color color);
    const Paragraph& set(std::string_view text, const TextStyle& style, float width = 0) {
        return text_.lay_out(text, style, width);
    }
    void text(const Paragraph& paragraph, Point at, Color color);
    // A single line centred on a point.
    void centred(std::string_view text, const TextStyle& style, Point centre, Color color);

private:
    ImDrawList& list_;
    TextEngine& text_;
    Pictograms& pictograms_;
    Shadows& shadows_;
    float scale_;
};

// A point at `radius` and an angle in turns, clockwise from twelve o'clock.
Point on_circle(Point centre, float radius, float turns);

}  // namespace qp::kiosk::ui
