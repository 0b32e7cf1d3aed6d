// SPDX-License-Identifier: EUPL-1.2
// A field to write in. The text belongs to the caller.
#pragma once

#include <optional>
#include <string>

#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

struct Field {
    std::string id;
    std::string label;
    std::string hint;  // shown while it is empty
    std::string value;
    std::string picture;  // before the text
    std::string fault;    // what is wrong, in words
    std::string note;     // below: how much may still be written
    bool is_multiline = false;
    bool is_label_hidden = false;  // spoken only: the pictogram says it (search)
    float lines_min = 1;
    std::size_t length_max = 200;
    KeySet keys = KeySet::language;
    float grow = 0;
};
// The room that a field of one line has, and what its words need of it.
struct LineRoom {
    float width = 0;
    float words = 0;
    float margin = 0;  // that a caret keeps from the edge beyond which the line goes on
    bool is_rtl = false;
};
// Where the words begin, from the left of the room: on a page that runs to the left they end at its
// right. A line that is too long goes as far aside as its caret needs.
float left_of_words(const LineRoom& line, std::optional<float> caret_x);

// The new text when it changed.
std::optional<std::string> text_field(Canvas& canvas, const Field& field);

}  // namespace qp::kiosk::ui
