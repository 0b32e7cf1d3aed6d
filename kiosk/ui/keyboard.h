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
#include "kiosk/ui/keyboard_layout.h"

namespace qp::kiosk::ui {

class Keyboard {
public:
    // Every NAME.json of a folder. One that is broken is left out: the answer has a line for each,
    // with its file and the place in it. An error only where none can be used.
    Result<std::vector<std::string>> load(const std::string& folder);
    // Draws the layout of the frame's language (where there is none: the German one, the English
    // one, any), or the letters of a
    // receipt code, and writes into the field that is being edited. REQUIRES: one is.
    //
    // The row of accents above the letters shows what the last letter could have been; pressing one
    // puts it in the letter's place. Who holds a letter for kHoldSeconds gets its accents without
    // writing it. Nothing needs the hold: everything in the row can be reached without it. A search
    // and a receipt code have neither row nor hold.
    //
    // What is pressed is told to the canvas, and so is what became of it: what was erased, what the
    // caret went past, that there is no room. A real keyboard's strokes are told as well.
    void draw(Canvas& canvas);
    void reset();

private:
    struct Spot {
        std::size_t row = 0;
        std::size_t key = 0;
    };
    const KeyboardLayout& layout_for(const std::string& language) const;
    const KeyboardRows& rows_of(const Canvas& canvas, const KeyboardLayout& layout) const;
    static std::optional<Spot> place_of(const KeyboardRows& rows, const std::string& id);
    void keep_focus(Canvas& canvas, const KeyboardRows& rows);
    void draw_key(Canvas& canvas, const KeyboardLayout& layout, const KeyboardKey& key, float side);
    void draw_accents(Canvas& canvas, const KeyboardLayout& layout, float side);
    Name label_of(const Canvas& canvas, const KeyboardLayout& layout, const std::string& key) const;
    void look_at_hold(Canvas& canvas, const KeyboardLayout& layout, const std::string& key);
    void look_at_caret(const Editing& editing);
    void look_at_press(Canvas& canvas, const KeyboardLayout& layout);
    void press(Canvas& canvas, const KeyboardLayout& layout, const std::string& key);
    void press_letter(Canvas& canvas, const KeyboardLayout& layout, const std::string& key);
    void press_accent(Canvas& canvas, const KeyboardLayout& layout, const std::string& accent);
    void tell_outcome(Canvas& canvas, const KeyboardLayout& layout) const;

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
    bool was_held_ = false;                // long enough: letting go writes nothing
    const KeyboardRows* shown_ = nullptr;  // as they were drawn last
};

}  // namespace qp::kiosk::ui
