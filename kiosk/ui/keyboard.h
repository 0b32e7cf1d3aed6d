// SPDX-License-Identifier: EUPL-1.2
// The on-screen keyboard. Layouts are data files (assets/keyboards/LANGUAGE.json); the system's own
// input method is unreliable full-screen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

// As long as phones take; the checklist (K17) asks that nothing depends on it.
inline constexpr double kHoldSeconds = 0.5;

struct KeyboardKey {
    std::string key;  // what it writes, or "{shift}", "{erase}", "{space}", "{enter}", "{done}" …
    float width = 1;
};
using KeyboardRows = std::vector<std::vector<KeyboardKey>>;

struct KeyboardLayout {
    KeyboardRows letters;
    KeyboardRows shifted;
    KeyboardRows symbols;
    // What stands in the row of accents for a letter; for "": before any was written.
    std::map<std::string, std::vector<std::string>> accents;
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
    //
    // The row of accents above the letters shows what the last letter could have been; pressing one
    // puts it in the letter's place. Who holds a letter for kHoldSeconds gets its accents without
    // writing it. Nothing needs the hold: everything in the row can be reached without it. A search
    // and a receipt code have neither row nor hold.
    void draw(Canvas& canvas);
    void reset();

private:
    const KeyboardLayout& layout_for(const std::string& language) const;
    void draw_key(Canvas& canvas, const KeyboardLayout& layout, const KeyboardKey& key, float side);
    void draw_accents(Canvas& canvas, const KeyboardLayout& layout, float side);
    void look_at_hold(Canvas& canvas, const KeyboardLayout& layout, const std::string& key);
    void look_at_caret(const Editing& editing);
    void press(Canvas& canvas, const KeyboardLayout& layout, const std::string& key);
    void press_letter(Editing& editing, const KeyboardLayout& layout, const std::string& key);
    void press_accent(Editing& editing, const std::string& accent);

    std::map<std::string, KeyboardLayout, std::less<>> layouts_;
    bool is_shifted_ = false;
    bool is_shift_chosen_ = false;
    bool has_symbols_ = false;
    std::string accents_of_;  // the letter whose accents are shown
    // That letter stands before the caret, and an accent takes its place.
    struct Written {
        std::size_t from = 0;             // the caret before it
        std::optional<std::size_t> upto;  // and after it; unset: not applied yet
    };
    std::optional<Written> written_;
    std::string pressed_key_;  // the letter under the finger
    double pressed_since_ = 0;
    bool was_held_ = false;  // long enough: letting go writes nothing
};

}  // namespace qp::kiosk::ui
