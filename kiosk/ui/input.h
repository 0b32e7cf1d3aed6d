// SPDX-License-Identifier: EUPL-1.2
// What a person did since the last frame, as the platform adapter hands it over: of the one finger
// that is followed at most one touch, or what is left of it.
#pragma once

#include <string>
#include <vector>

#include "kiosk/draw/geometry.h"

namespace qp::kiosk::ui {

enum class Key {
    next,      // Tab, or the keypad's right
    previous,  // Shift-Tab, or its left
    select,    // Enter
    back,      // Escape
    erase,     // Backspace
    erase_ahead,
    // In a field where they point on a page of its language; words that run against the page are
    // gone through in the order in which they are read.
    left,
    right,
    up,
    down,
    page_up,
    page_down,
    home,
    end,
    select_left,  // with shift: what the caret goes past is selected
    select_right,
    select_home,
    select_end,
    select_all,
    // The program's, wherever the focus is.
    help,
    speech,  // on or off
    repeat,
    louder,
    quieter,
    faster,
    slower,
};

struct Input {
    bool is_down = false;
    bool went_down = false;
    bool went_up = false;         // with went_down: a tap, quicker than a frame
    Point down_at{-1e6F, -1e6F};  // where it went down, if it did
    Point at{-1e6F, -1e6F};       // where it is by now, or was lifted
    float wheel = 0;              // notches, upwards positive
    std::vector<Key> keys;
    std::string typed;  // UTF-8

    // Somebody did something. A finger that merely lies there is no act: the controller may be
    // broken.
    bool is_act() const {
        return went_down || went_up || wheel != 0 || !keys.empty() || !typed.empty();
    }
    bool is_idle() const {
        return !is_down && !went_up && wheel == 0 && keys.empty() && typed.empty();
    }
};

}  // namespace qp::kiosk::ui
