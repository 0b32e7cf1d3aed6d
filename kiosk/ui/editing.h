// SPDX-License-Identifier: EUPL-1.2
// The one field that is being written in: its caret, and the strokes that came since the last frame
// from the on-screen keyboard or a real one. The text itself belongs to the screen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/draw/geometry.h"
#include "kiosk/text/text_engine.h"

namespace qp::kiosk::ui {

// As long as phones take; the checklist (K17) asks that nothing depends on it.
inline constexpr double kHoldSeconds = 0.5;
// Two taps in this time at one place are one: they mean the word.
inline constexpr double kTwoTapsSeconds = 0.4;
inline constexpr float kTwoTapsApartMax = 40;  // pixels
// A finger that goes on selecting beyond what is in sight takes a letter, or a line, so often.
inline constexpr double kBeyondLetterSeconds = 0.04;
inline constexpr double kBeyondLineSeconds = 0.12;

// Left and right are back and on in the order of reading, in every script.
enum class Stroke { insert, erase, erase_ahead, left, right, home, end, select_all };

struct EditStroke {
    Stroke stroke = Stroke::insert;
    std::string text;
    bool is_told = false;  // whoever hears the screen knows of it already
    bool selects = false;  // a caret that goes elsewhere takes what lies between along
};

// What a finger means at a point of the window.
struct TextTouch {
    enum class Meaning { caret, word, upto };
    Meaning meaning = Meaning::caret;
    Point at;
};

// What became of the strokes, for those who do not see it.
struct EditOutcome {
    enum class Kind {
        written,
        erased,
        selected,
        passed,
        no_room,
        no_line_break,
        nothing_to_erase,
        at_edge
    };
    Kind kind = Kind::written;
    std::string text;        // what was written, erased or selected, or what the caret went past
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
    void tapped(std::string id, Point at, double now);
    std::optional<TextTouch> take_touch(std::string_view id);
    // Where the line that is written in was drawn last, as left_of_words has it: a finger means
    // what it saw.
    std::optional<float> drawn_left() const { return drawn_left_; }
    void draw_at(float left) { drawn_left_ = left; }
    // Whether the caret went elsewhere since this was asked last.
    bool take_moved() { return std::exchange(seen_caret_, caret_) != caret_; }
    // While a finger lies on the field: true when it has done so for kHoldSeconds. Then it means
    // the word below it, and what it goes over until it is lifted.
    bool held(const std::string& id, Point at, double now);
    bool is_dragged(std::string_view id) const { return is_dragged_ && is_editing(id); }
    void dragged(Point at) { touch_ = TextTouch{TextTouch::Meaning::upto, at}; }
    void let_go(std::string_view id, const std::string& value);
    // What of the text was in sight last, in the window.
    void seen_at(const Rect& sight) { sight_ = sight; }
    const Rect& sight() const { return sight_; }
    // True once every `pause` seconds while it is asked.
    bool may_step(double now, double pause);
    void stop();
    std::size_t caret() const { return caret_; }
    // What is written next takes its place; empty: from the caret up to the caret.
    TextRange selection() const;
    void select(const std::string& value, TextRange selection);
    // Adds what lies between the word that a finger chose and where it is by now.
    void select_upto(std::size_t index);
    const TextRange& chosen_word() const { return word_; }
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
    void go(const std::string& value, std::size_t to, bool selects);

    std::string field_;
    std::size_t caret_ = 0;
    KeySet keys_ = KeySet::language;
    std::optional<std::size_t> anchor_;  // where a selection began; the caret is its other end
    std::optional<TextTouch> touch_;
    Point tapped_at_;
    double tapped_when_ = 0;
    std::string held_;  // the field under the finger
    double held_since_ = 0;
    bool is_dragged_ = false;
    TextRange word_;  // that the finger chose
    Rect sight_;
    double stepped_at_ = 0;
    std::optional<float> drawn_left_;
    std::optional<std::size_t> seen_caret_;
    std::vector<EditStroke> strokes_;
    std::optional<EditOutcome> outcome_;
    bool has_text_ = false;
};

}  // namespace qp::kiosk::ui
