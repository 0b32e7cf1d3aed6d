// SPDX-License-Identifier: EUPL-1.2
// The boxes that a frame is built from. A screen says what is in what; layout.h finds the
// rectangles.
#pragma once

#include <boost/container/small_vector.hpp>
#include <functional>
#include <optional>
#include <string>

#include "kiosk/draw/geometry.h"
#include "kiosk/text/text_style.h"
#include "kiosk/ui/semantics.h"

namespace qp::kiosk::ui {

class Painter;

enum class Axis { column, row, grid, wrap, stack };
enum class Place { start, centre, end, stretch, between, baseline };

// Lengths in design pixels (a window whose short side is 1080); the canvas scales them.
struct Box {
    Axis axis = Axis::column;
    float gap = 0;
    float line_gap = -1;  // between lines of a grid or wrap; below 0: as `gap`
    Insets padding;
    Place main = Place::start;     // along the axis
    Place cross = Place::stretch;  // across it
    int columns = 1;               // of a grid
    bool is_ltr = false;  // a grid that runs from the left in every language, as number pads do
    float width = -1;
    float height = -1;
    float min_width = 0;
    float min_height = 0;
    float max_width = 1e9F;
    float overlap = 0;     // in a column: how far it lies over the one before
    float grow = 0;        // its share of what is left along the parent's axis
    bool shrinks = false;  // in a column that is too low: gives way, down to nothing
    Color background = 0;
    Color border = 0;
    float border_width = 2;
    float radius = 0;
    Corners corners{};
    float shadow = 0;  // blur
    bool clips = false;
};

enum class Content { box, text, picture, paint };

// Measured at a given width, since text is as high as it is narrow.
struct Measured {
    float for_width = -1;
    Size size;
    float baseline = 0;
};

struct Element {
    Content content = Content::box;
    Box box;  // in window pixels
    int parent = -1;
    int first = -1;
    int last = -1;
    int next = -1;

    std::string text;
    TextStyle style;
    Color color = 0;
    // Set without a width where one line is enough: then no width has to be tried.
    bool is_single_line = false;
    std::string picture;
    std::function<void(Painter&, const Rect&)> paint;
    // Height for a width, for painted elements without a fixed one.
    std::function<float(float)> height_for;
    std::function<void(Tree&, const Rect&, const Rect&)> add_nodes;  // rectangle, visible part

    std::optional<Node> node;
    std::string scroll_id;           // a viewport whose content may be higher
    bool is_pressable_fill = false;  // darkens while pressed
    Color pressed = 0;
    std::string enters;     // fades in while this key is new; empty: is there at once
    bool is_cover = false;  // what was built before takes no input

    Rect rect;
    boost::container::small_vector<Measured, 2> measured;  // hardly any is asked for more widths
};

}  // namespace qp::kiosk::ui
