// SPDX-License-Identifier: EUPL-1.2
// The on-screen keyboard. Layouts are data files (assets/keyboards/LANGUAGE.json); the system's own
// input method is unreliable full-screen.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

struct KeyboardKey {
    std::string key;  // what it writes, or "{shift}", "{erase}", "{space}", "{enter}", "{done}" …
    float width = 1;
};
using KeyboardRows = std::vector<std::vector<KeyboardKey>>;

struct KeyboardLayout {
    KeyboardRows letters;
    KeyboardRows shifted;
    KeyboardRows symbols;
    std::map<std::string, std::string> spoken;  // of special keys
    bool has_capitals = true;  // the shifted rows are those that a sentence begins with
};
Result<KeyboardLayout> parse_keyboard(std::string_view json);

class Keyboard {
public:
    // Every NAME.json of a folder; "de" must be among them.
    Status load(const std::string& folder);
    // Draws the layout of the frame's language (German where there is none), or the letters of a
    // receipt code, and writes into the field that is being edited. REQUIRES: one is.
    void draw(Canvas& canvas);
    void reset();

private:
    const KeyboardLayout& layout_for(const std::string& language) const;
    void draw_key(Canvas& canvas, const KeyboardLayout& layout, const KeyboardKey& key, float side);
    void press(Canvas& canvas, const std::string& key);

    std::map<std::string, KeyboardLayout, std::less<>> layouts_;
    bool is_shifted_ = false;
    bool is_shift_chosen_ = false;
    bool has_symbols_ = false;
};

}  // namespace qp::kiosk::ui
