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
// The new text when it changed.
std::optional<std::string> text_field(Canvas& canvas, const Field& field);

}  // namespace qp::kiosk::ui
