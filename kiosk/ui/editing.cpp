// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/editing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/utf8.h"

namespace qp::kiosk::ui {
namespace {

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace

void Editing::start(std::string id, std::size_t caret) {
    if (id != field_) {
        strokes_.clear();
        outcome_.reset();
        drawn_left_.reset();
        seen_caret_.reset();
        keys_ = KeySet::language;
    }
    field_ = std::move(id);
    caret_ = caret;
    anchor_.reset();
}

void Editing::tapped(std::string id, Point at, double now) {
    const bool is_second = is_editing(id) && now - tapped_when_ < kTwoTapsSeconds &&
                           std::hypot(at.x - tapped_at_.x, at.y - tapped_at_.y) < kTwoTapsApartMax;
    start(std::move(id), caret_);
    tapped_at_ = at;
    tapped_when_ = now;
    touch_ = TextTouch{is_second ? TextTouch::Meaning::word : TextTouch::Meaning::caret, at};
}

std::optional<TextTouch> Editing::take_touch(std::string_view id) {
    if (id != field_) return std::nullopt;
    return std::exchange(touch_, std::nullopt);
}

void Editing::stop() {
    field_.clear();
    strokes_.clear();
    outcome_.reset();
    drawn_left_.reset();
    seen_caret_.reset();
    caret_ = 0;
    anchor_.reset();
    touch_.reset();
    held_.clear();
    is_dragged_ = false;
}

void Editing::clamp(std::string_view value) {
    if (anchor_ &&
        (*anchor_ > value.size() || (*anchor_ < value.size() && is_continuation(value[*anchor_]))))
        anchor_.reset();
    caret_ = std::min(caret_, value.size());
    while (caret_ > 0 && caret_ < value.size() && is_continuation(value[caret_])) --caret_;
}

bool Editing::apply(std::string& value, const FieldLimits& limits, TextEngine& text) {
    clamp(value);
    keys_ = limits.keys;
    const std::string before = strokes_.empty() ? std::string{} : value;
    const bool has_come = !strokes_.empty();
    for (const EditStroke& stroke : strokes_) apply_stroke(value, stroke, limits, text);
    strokes_.clear();
    has_text_ = !value.empty();
    return has_come && value != before;
}

void Editing::apply_stroke(std::string& value, const EditStroke& stroke, const FieldLimits& limits,
                           TextEngine& text) {
    const TextRange chosen = selection();
    const bool has_chosen = chosen.size() > 0;
    // Without shift an arrow leaves the selection at the end that it points to.
    const bool leaves = has_chosen && !stroke.selects;
    switch (stroke.stroke) {
        case Stroke::insert:
            return insert(value, stroke, limits);
        case Stroke::erase:
            if (has_chosen) return erase(value, chosen.from, chosen.to);
            return erase(value, text.previous_stop(value, caret_), caret_);
        case Stroke::erase_ahead:
            if (has_chosen) return erase(value, chosen.from, chosen.to);
            return erase(value, caret_, text.next_stop(value, caret_));
        case Stroke::left:
            return go(value, leaves ? chosen.from : text.previous_stop(value, caret_),
                      stroke.selects);
        case Stroke::right:
            return go(value, leaves ? chosen.to : text.next_stop(value, caret_), stroke.selects);
        case Stroke::home:
            if (!stroke.selects) caret_ = 0;
            return go(value, 0, stroke.selects);
        case Stroke::end:
            if (!stroke.selects) caret_ = value.size();
            return go(value, value.size(), stroke.selects);
        case Stroke::select_all:
            return select(value, {0, value.size()});
    }
}

void Editing::insert(std::string& value, const EditStroke& stroke, const FieldLimits& limits) {
    if (stroke.text == "\n" && !limits.is_multiline) {
        outcome_ = EditOutcome{EditOutcome::Kind::no_line_break, {}};
        return;
    }
    // A real keyboard, or a scanner that acts as one, may send anything.
    const auto breaks = limits.is_multiline ? utf8::LineBreaks::keep : utf8::LineBreaks::to_space;
    const std::string words = utf8::without_control(stroke.text, breaks);
    if (words.empty()) return;
    const TextRange chosen = selection();
    const std::size_t replaced =
        code_points(std::string_view{value}.substr(chosen.from, chosen.size()));
    if (code_points(value) - replaced + code_points(words) > limits.length_max) {
        outcome_ = EditOutcome{EditOutcome::Kind::no_room, {}};
        return;
    }
    value.replace(chosen.from, chosen.size(), words);
    caret_ = chosen.from + words.size();
    anchor_.reset();
    outcome_.reset();
    if (!stroke.is_told) outcome_ = EditOutcome{EditOutcome::Kind::written, words};
}

void Editing::erase(std::string& value, std::size_t from, std::size_t to) {
    const bool is_something = from < to;
    outcome_ =
        EditOutcome{is_something ? EditOutcome::Kind::erased : EditOutcome::Kind::nothing_to_erase,
                    value.substr(from, to - from)};
    value.erase(from, to - from);
    caret_ = from;
    anchor_.reset();
}

void Editing::go(const std::string& value, std::size_t to, bool selects) {
    if (selects) return select(value, {anchor_.value_or(caret_), to});
    anchor_.reset();
    const auto [from, upto] = std::minmax(caret_, to);
    outcome_ = EditOutcome{from < upto ? EditOutcome::Kind::passed : EditOutcome::Kind::at_edge,
                           value.substr(from, upto - from), to > 0 || value.empty()};
    caret_ = to;
}

// The caret goes to the second end, which may lie before the first.
void Editing::select(const std::string& value, TextRange wanted) {
    anchor_ = wanted.from;
    caret_ = wanted.to;
    const TextRange chosen = word_ = selection();
    outcome_ =
        EditOutcome{chosen.size() > 0 ? EditOutcome::Kind::selected : EditOutcome::Kind::at_edge,
                    value.substr(chosen.from, chosen.size()), caret_ > 0 || value.empty()};
}

TextRange Editing::selection() const {
    const std::size_t other = anchor_.value_or(caret_);
    return {std::min(other, caret_), std::max(other, caret_)};
}

void Editing::select_upto(std::size_t index) {
    anchor_ = index < word_.from ? word_.to : word_.from;
    caret_ = index < word_.from ? index : std::max(index, word_.to);
}

bool Editing::held(const std::string& id, Point at, double now) {
    if (held_ != id) {
        held_ = id;
        held_since_ = now;
    }
    if (now - held_since_ < kHoldSeconds) return false;
    start(id, caret_);
    touch_ = TextTouch{TextTouch::Meaning::word, at};
    is_dragged_ = true;
    return true;
}

bool Editing::may_step(double now, double pause) {
    if (now - stepped_at_ < pause) return false;
    stepped_at_ = now;
    return true;
}

// Only what is left in the end is told: a finger goes over many letters on its way.
void Editing::let_go(std::string_view id, const std::string& value) {
    if (id != held_) return;
    held_.clear();
    if (std::exchange(is_dragged_, false) && selection() != word_)
        select(value, {anchor_.value_or(caret_), caret_});
}

}  // namespace qp::kiosk::ui
