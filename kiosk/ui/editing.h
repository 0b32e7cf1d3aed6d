// SPDX-License-Identifier: EUPL-1.2
// The one field that is being written in: its caret, and the strokes that came since the last frame
// from the on-screen keyboard or a real one. The text itself belongs to the screen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/text/text_engine.h"

namespace qp::kiosk::ui {

// Left and right are back and on in the order of reading, in every script.
enum class Stroke { insert, erase, erase_ahead, left, right, home, end };

struct EditStroke {
    Stroke stroke = Stroke::insert;
    std::string text;
    bool is_told = false;  // whoever hears the screen knows of it already
};

// What became of the strokes, for those who do not see it.
struct EditOutcome {
    enum class Kind { written, erased, passed, no_room, no_line_break, nothing_to_erase, at_edge };
    Kind kind = Kind::written;
    std::string text;        // what was written or erased, or what the caret went past
    bool is_at_end = false;  // which edge
};

// What a field is written with. A search finds a word with and without its accents: their row would
// only cover what is found. A receipt code has Latin letters whatever the reader's script is.
enum class KeySet { language, search, receipt_code };

struct FieldLimits {
    bool is_multiline = false;
    std::size_t length_max = 200;  // code points
    KeySet keys = KeySet::language;
};

class Editing {
public:
    const std::string& field() const { return field_; }
    bool is_active() const { return !field_.empty(); }
    bool is_editing(std::string_view id) const { return !id.empty() && id == field_; }
    void start(std::string id, std::size_t caret);
    // A finger touched the field at a point of the window: the field itself finds the letter there.
    void tapped(std::string id, Point at);
    std::optional<Point> take_tap(std::string_view id);
    // Where the line that is written in was drawn last, as left_of_words has it: a finger means
    // what it saw.
    std::optional<float> drawn_left() const { return drawn_left_; }
    void draw_at(float left) { drawn_left_ = left; }
    void stop();
    std::size_t caret() const { return caret_; }
    KeySet keys() const { return keys_; }
    // Of what was applied since it was last asked for; nothing where it is known already.
    std::optional<EditOutcome> take_outcome() { return std::exchange(outcome_, std::nullopt); }
    // Goes nowhere while no field is being written in.
    void put(EditStroke stroke) {
        if (is_active()) strokes_.push_back(std::move(stroke));
    }
    bool has_strokes() const { return !strokes_.empty(); }
    // Whether something stands in the field, once it has been asked for in this frame.
    bool has_text() const { return has_text_; }

    // Applies the waiting strokes to `value`. True when it changed.
    bool apply(std::string& value, const FieldLimits& limits, TextEngine& text);
    // The screen gave the field another text: the caret stays inside it.
    void clamp(std::string_view value);

private:
    void apply_stroke(std::string& value, const EditStroke& stroke, const FieldLimits& limits,
                      TextEngine& text);
    void insert(std::string& value, const EditStroke& stroke, const FieldLimits& limits);
    void erase(std::string& value, std::size_t from, std::size_t to);
    void go(const std::string& value, std::size_t to);

    std::string field_;
    std::size_t caret_ = 0;
    KeySet keys_ = KeySet::language;
    std::optional<Point> tap_;
    std::optional<float> drawn_left_;
    std::vector<EditStroke> strokes_;
    std::optional<EditOutcome> outcome_;
    bool has_text_ = false;
};

}  // namespace qp::kiosk::ui
