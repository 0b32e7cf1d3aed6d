// SPDX-License-Identifier: EUPL-1.2
// Buttons and chips.
#pragma once

#include <string>

#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

enum class ButtonKind {
    primary,    // filled: the main way on
    secondary,  // outlined
    quiet,      // looks like a link
    call,       // the screen's one invitation
};

struct Button {
    std::string id;
    std::string label;
    ButtonKind kind = ButtonKind::secondary;
    std::string picture;  // before the label
    std::string picture_after;
    std::string spoken;  // empty: the label
    bool is_toggle = false;
    bool is_on = false;
    bool is_disabled = false;
    float grow = 0;
};
// True when it was pressed.
bool button(Canvas& canvas, const Button& button);

struct Chip {
    std::string id;
    std::string label;
    std::string picture;
    std::string tone;  // colours the chip while it is off too; empty: plain
    bool is_on = false;
    bool is_large = false;
    bool is_act = false;  // it leads somewhere and is never on: read as a button, not as a choice
    std::string language;
};
bool chip(Canvas& canvas, const Chip& chip);

// A round button with a pictogram alone; `label` is for speech.
bool round_button(Canvas& canvas, const std::string& id, const std::string& picture,
                  const std::string& label, float side = 76);

}  // namespace qp::kiosk::ui
