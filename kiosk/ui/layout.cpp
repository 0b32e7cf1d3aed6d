// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/layout.h"

#include <cmath>

namespace qp::kiosk::ui {
namespace {

float line_gap(const Box& box) {
    return box.line_gap < 0 ? box.gap : box.line_gap;
}

float column_width(const Box& box, float inner) {
    const float columns = real(std::max(1, box.columns));
    return (inner - box.gap * (columns - 1)) / columns;
}

}  // namespace

int Layout::count(const Element& element) const {
    int n = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next) ++n;
    return n;
}

Measured Layout::measure(int index, float available) {
    for (const Measured& known : elements_[index].measured) {
        if (known.for_width == available) return known;
    }
    const Box& box = elements_[index].box;
    float outer = std::min(available, box.max_width);
    if (box.width >= 0) outer = box.width;
    Measured found = measure_content(index, std::max(0.0F, outer - box.padding.across()));
    found.size.w += box.padding.across();
    found.size.h += box.padding.down();
    found.baseline += box.padding.top;
    if (box.width >= 0) found.size.w = box.width;
    if (box.height >= 0) found.size.h = box.height;
    found.size.w = std::min(std::max(found.size.w, box.min_width), box.max_width);
    found.size.h = std::max(found.size.h, box.min_height);
    found.for_width = available;
    elements_[index].measured.push_back(found);
    return found;
}

Measured Layout::measure_content(int index, float inner) {
    Element& element = elements_[index];
    if (element.content == Content::text) {
        // Most texts are short: their one line fits every width that is asked for.
        const float guess = real(element.text.size()) * element.style.size_px * 0.4F;
        if (guess < inner * 1.3F) {
            const Paragraph& line = text_.lay_out(element.text, element.style, 0);
            element.is_single_line = line.lines == 1 && line.size.w <= inner;
            if (element.is_single_line) return {0, line.size, line.baseline};
        }
        element.is_single_line = false;
        const Paragraph& p = text_.lay_out(element.text, element.style, inner);
        return {0, p.size, p.baseline};
    }
    if (element.content == Content::picture) return {0, {element.box.width, element.box.height}, 0};
    if (element.content == Content::paint) {
        return {0, {inner, element.height_for ? element.height_for(inner) : 0}, 0};
    }
    // A viewport takes what its parent leaves: its content may be of any height.
    if (!element.scroll_id.empty() && !element.box.shrinks) return {0, {inner, 0}, 0};
    switch (element.box.axis) {
        case Axis::column:
            return measure_column(element, inner);
        case Axis::row:
            return measure_row(element, inner);
        case Axis::grid:
            return measure_grid(element, inner);
        case Axis::wrap:
            return measure_wrap(element, inner);
        case Axis::stack:
            return measure_stack(element, inner);
    }
    return {};
}

Measured Layout::measure_column(const Element& element, float inner) {
    Measured out;
    const float gap = element.box.gap;
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        const Measured child = measure(c, inner);
        if (c == element.first) out.baseline = child.baseline;
        out.size.w = std::max(out.size.w, child.size.w);
        out.size.h += child.size.h + (c == element.first ? 0 : gap) - elements_[c].box.overlap;
    }
    return out;
}

std::vector<float> Layout::row_widths(const Element& element, float inner) {
    std::vector<float> widths;
    float grow = 0;
    float left = inner - element.box.gap * real(std::max(0, count(element) - 1));
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        grow += elements_[c].box.grow;
        const bool is_growing = elements_[c].box.grow > 0;
        const float width = is_growing ? 0 : measure(c, std::max(0.0F, left)).size.w;
        widths.push_back(width);
        left -= width;
    }
    std::size_t i = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next, ++i) {
        const float share = elements_[c].box.grow;
        if (share > 0) widths[i] = std::max(0.0F, left) * share / grow;
    }
    return widths;
}

Measured Layout::measure_row(const Element& element, float inner) {
    Measured out;
    const auto widths = row_widths(element, inner);
    float ascent = 0;
    float descent = 0;
    std::size_t i = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next, ++i) {
        const Measured child = measure(c, widths[i]);
        out.size.w += widths[i] + (i == 0 ? 0 : element.box.gap);
        out.size.h = std::max(out.size.h, child.size.h);
        ascent = std::max(ascent, child.baseline);
        descent = std::max(descent, child.size.h - child.baseline);
    }
    if (element.box.cross == Place::baseline) {
        out.size.h = ascent + descent;
        out.baseline = ascent;
    }
    return out;
}

std::vector<float> Layout::grid_heights(const Element& element, float width) {
    std::vector<float> heights;
    int i = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next, ++i) {
        if (i % std::max(1, element.box.columns) == 0) heights.push_back(0);
        heights.back() = std::max(heights.back(), measure(c, width).size.h);
    }
    return heights;
}

Measured Layout::measure_grid(const Element& element, float inner) {
    Measured out{0, {inner, 0}, 0};
    const auto heights = grid_heights(element, column_width(element.box, inner));
    for (const float height : heights) out.size.h += height;
    if (!heights.empty()) out.size.h += line_gap(element.box) * real(heights.size() - 1);
    return out;
}

Measured Layout::measure_wrap(const Element& element, float inner) {
    Measured out;
    float x = 0;
    float line = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        const Size child = measure(c, inner).size;
        if (x > 0 && x + element.box.gap + child.w > inner) {
            out.size.h += line + line_gap(element.box);
            x = 0;
            line = 0;
        }
        x += child.w + (x > 0 ? element.box.gap : 0);
        line = std::max(line, child.h);
        out.size.w = std::max(out.size.w, x);
    }
    out.size.h += line;
    return out;
}

Measured Layout::measure_stack(const Element& element, float inner) {
    Measured out;
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        const Measured child = measure(c, inner);
        out.size.w = std::max(out.size.w, child.size.w);
        out.size.h = std::max(out.size.h, child.size.h);
    }
    return out;
}

void Layout::place(int child, const Rect& inner, float x, float y, float w, float h) {
    if (is_rtl_) x = inner.x + inner.right() - x - w;
    arrange(child, {x, y, w, h});
}

void Layout::arrange(int index, const Rect& rect) {
    Element& element = elements_[index];
    element.rect = rect;
    const Rect inner = rect.inset(element.box.padding);
    if (!element.scroll_id.empty()) return arrange_viewport(index, inner);
    switch (element.box.axis) {
        case Axis::column:
            return arrange_column(element, inner);
        case Axis::row:
            return arrange_row(element, inner);
        case Axis::grid:
            return arrange_grid(element, inner);
        case Axis::wrap:
            return arrange_wrap(element, inner);
        case Axis::stack:
            return arrange_stack(element, inner);
    }
}

void Layout::arrange_viewport(int index, const Rect& inner) {
    Element& element = elements_[index];
    Viewport& view = viewports_[element.scroll_id];
    const Measured content = measure_column(element, inner.w);
    view.content = content.size.h;
    view.height = inner.h;
    view.rect = element.rect;
    view.offset = std::clamp(view.offset, 0.0F, view.offset_max());
    const float y = inner.y - std::round(view.offset);
    arrange_column(element, {inner.x, y, inner.w, std::max(inner.h, content.size.h)});
}

void Layout::arrange_column(Element& element, const Rect& inner) {
    const Box box = element.box;
    float natural = box.gap * real(std::max(0, count(element) - 1));
    float grow = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        natural += measure(c, inner.w).size.h - elements_[c].box.overlap;
        grow += elements_[c].box.grow;
    }
    const float left = std::max(0.0F, inner.h - natural);
    float missing = std::max(0.0F, natural - inner.h);
    float y = inner.y;
    float gap = box.gap;
    if (grow == 0 && box.main == Place::centre) y += left / 2;
    if (grow == 0 && box.main == Place::end) y += left;
    if (grow == 0 && box.main == Place::between && count(element) > 1) {
        gap += left / real(count(element) - 1);
    }
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        const Size size = measure(c, inner.w).size;
        const Box& child = elements_[c].box;
        const bool is_fixed = child.width >= 0 || child.max_width < inner.w;
        const float w = box.cross == Place::stretch && !is_fixed
                            ? inner.w
                            : (is_fixed && child.width < 0 ? std::min(inner.w, child.max_width)
                                                           : std::min(size.w, inner.w));
        float h = size.h + (grow > 0 ? left * child.grow / grow : 0);
        if (child.shrinks) {
            const float given = std::min(missing, h);
            h -= given;
            missing -= given;
        }
        float x = inner.x;
        if (box.cross == Place::centre) x += (inner.w - w) / 2;
        if (box.cross == Place::end) x += inner.w - w;
        y -= child.overlap;
        place(c, inner, x, y, w, h);
        y += h + gap;
    }
}

void Layout::arrange_row(Element& element, const Rect& inner) {
    const Box box = element.box;
    const auto widths = row_widths(element, inner.w);
    float used = box.gap * real(std::max(0, count(element) - 1));
    float ascent = 0;
    std::size_t i = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next, ++i) {
        used += widths[i];
        ascent = std::max(ascent, measure(c, widths[i]).baseline);
    }
    const float left = std::max(0.0F, inner.w - used);
    float x = inner.x;
    float gap = box.gap;
    if (box.main == Place::centre) x += left / 2;
    if (box.main == Place::end) x += left;
    if (box.main == Place::between && widths.size() > 1) gap += left / real(widths.size() - 1);
    i = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next, ++i) {
        const Measured child = measure(c, widths[i]);
        const bool is_stretched = box.cross == Place::stretch && elements_[c].box.height < 0;
        const float h = is_stretched ? inner.h : child.size.h;
        float y = inner.y;
        if (box.cross == Place::centre) y += (inner.h - h) / 2;
        if (box.cross == Place::end) y += inner.h - h;
        if (box.cross == Place::baseline) y += ascent - child.baseline;
        place(c, inner, x, y, widths[i], h);
        x += widths[i] + gap;
    }
}

void Layout::arrange_grid(Element& element, const Rect& inner) {
    const Box box = element.box;
    const float width = column_width(box, inner.w);
    auto heights = grid_heights(element, width);
    float natural = line_gap(box) * real(heights.empty() ? 0 : heights.size() - 1);
    for (const float height : heights) natural += height;
    // Lines share what is left where the grid itself is to fill its place.
    const float extra = box.grow > 0 && !heights.empty()
                            ? std::max(0.0F, inner.h - natural) / real(heights.size())
                            : 0;
    for (float& height : heights) height += extra;
    float y = inner.y;
    int i = 0;
    for (int c = element.first; c >= 0; c = elements_[c].next, ++i) {
        const int column = i % std::max(1, box.columns);
        const std::size_t row = static_cast<std::size_t>(i / std::max(1, box.columns));
        if (column == 0 && row > 0) y += heights[row - 1] + line_gap(box);
        const Rect cell{inner.x + real(column) * (width + box.gap), y, width, heights[row]};
        if (box.is_ltr)
            arrange(c, cell);
        else
            place(c, inner, cell.x, cell.y, cell.w, cell.h);
    }
}

void Layout::arrange_wrap(Element& element, const Rect& inner) {
    const Box box = element.box;
    int line_first = element.first;
    float y = inner.y;
    while (line_first >= 0) {
        float used = 0;
        float height = 0;
        int end = line_first;
        int on_line = 0;
        for (; end >= 0; end = elements_[end].next, ++on_line) {
            const Size child = measure(end, inner.w).size;
            if (used > 0 && used + box.gap + child.w > inner.w) break;
            used += child.w + (used > 0 ? box.gap : 0);
            height = std::max(height, child.h);
        }
        float x = inner.x;
        float gap = box.gap;
        if (box.main == Place::between && on_line > 1) {
            gap += std::max(0.0F, inner.w - used) / real(on_line - 1);
        }
        if (box.main == Place::centre) x += (inner.w - used) / 2;
        if (box.main == Place::end) x += inner.w - used;
        for (int c = line_first; c != end; c = elements_[c].next) {
            const Size child = measure(c, inner.w).size;
            place(c, inner, x, y + (height - child.h) / 2, child.w, child.h);
            x += child.w + gap;
        }
        y += height + line_gap(box);
        line_first = end;
    }
}

void Layout::arrange_stack(Element& element, const Rect& inner) {
    const Box box = element.box;
    for (int c = element.first; c >= 0; c = elements_[c].next) {
        const Size size = measure(c, inner.w).size;
        const Box& child = elements_[c].box;
        const float w = child.width < 0 && box.cross == Place::stretch ? inner.w : size.w;
        const float h = child.height < 0 && box.main == Place::stretch ? inner.h : size.h;
        float x = inner.x;
        float y = inner.y;
        if (box.cross == Place::centre) x += (inner.w - w) / 2;
        if (box.cross == Place::end) x += inner.w - w;
        if (box.main == Place::centre) y += (inner.h - h) / 2;
        if (box.main == Place::end) y += inner.h - h;
        place(c, inner, x, y, w, h);
    }
}

}  // namespace qp::kiosk::ui
