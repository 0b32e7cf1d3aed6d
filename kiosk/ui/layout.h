// SPDX-License-Identifier: EUPL-1.2
// Finds the rectangles of a frame's boxes: rows, columns, grids, wrapping lines, viewports.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/text/text_engine.h"
#include "kiosk/ui/element.h"

namespace qp::kiosk::ui {

struct Viewport {
    float offset = 0;             // how far it is scrolled down
    float velocity = 0;           // pixels a second, after a fling
    std::optional<float> target;  // where an arrow button sent it
    float content = 0;
    float height = 0;
    Rect rect;

    float offset_max() const { return std::max(0.0F, content - height); }
    bool has_more_above() const { return offset > 1; }
    bool has_more_below() const { return offset < offset_max() - 1; }
};
using Viewports = std::map<std::string, Viewport, std::less<>>;

class Layout {
public:
    Layout(std::vector<Element>& elements, TextEngine& text, Viewports& viewports, bool is_rtl)
        : elements_{elements}, text_{text}, viewports_{viewports}, is_rtl_{is_rtl} {}

    void run(int root, const Rect& rect) { arrange(root, rect); }
    // The natural size within a width.
    Measured measure(int index, float available);

private:
    Measured measure_content(int index, float available);
    Measured measure_column(const Element& element, float inner);
    Measured measure_row(const Element& element, float inner);
    Measured measure_grid(const Element& element, float inner);
    Measured measure_wrap(const Element& element, float inner);
    Measured measure_stack(const Element& element, float inner);

    void arrange(int index, const Rect& rect);
    void arrange_column(Element& element, const Rect& inner);
    void arrange_row(Element& element, const Rect& inner);
    void arrange_grid(Element& element, const Rect& inner);
    void arrange_wrap(Element& element, const Rect& inner);
    void arrange_stack(Element& element, const Rect& inner);
    void arrange_viewport(int index, const Rect& inner);

    // Widths of a row's children, growing ones included.
    std::vector<float> row_widths(const Element& element, float inner);
    std::vector<float> grid_heights(const Element& element, float column_width);
    void place(int child, const Rect& inner, float x, float y, float w, float h);
    int count(const Element& element) const;

    std::vector<Element>& elements_;
    TextEngine& text_;
    Viewports& viewports_;
    bool is_rtl_;
};

}  // namespace qp::kiosk::ui
