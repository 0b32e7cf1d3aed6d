// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/editing.h"

#include <algorithm>
#include <utility>

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
        keys_ = KeySet::language;
    }
    field_ = std::move(id);
    caret_ = caret;
}

void Editing::tapped(std::string id, Point at) {
    start(std::move(id), caret_);
    tap_ = at;
}

std::optional<Point> Editing::take_tap(std::string_view id) {
    if (id != field_) return std::nullopt;
    return std::exchange(tap_, std::nullopt);
}

void Editing::stop() {
    field_.clear();
    strokes_.clear();
    outcome_.reset();
    drawn_left_.reset();
    caret_ = 0;
}

void Editing::clamp(std::string_view value) {
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
    switch (stroke.stroke) {
        case Stroke::insert:
            return insert(value, stroke, limits);
        case Stroke::erase:
            return erase(value, text.previous_stop(value, caret_), caret_);
        case Stroke::erase_ahead:
            return erase(value, caret_, text.next_stop(value, caret_));
        case Stroke::left:
            return go(value, text.previous_stop(value, caret_));
        case Stroke::right:
            return go(value, text.next_stop(value, caret_));
        case Stroke::home:
            caret_ = 0;
            return go(value, 0);
        case Stroke::end:
            caret_ = value.size();
            return go(value, caret_);
    }
}

void Editing::insert(std::string& value, const EditStroke& stroke, const FieldLimits& limits) {
    std::string words = stroke.text;
    if (!limits.is_multiline) std::erase(words, '\n');
    if (words.empty()) {
        outcome_ = EditOutcome{EditOutcome::Kind::no_line_break, {}};
        return;
    }
    if (code_points(value) + code_points(words) > limits.length_max) {
        outcome_ = EditOutcome{EditOutcome::Kind::no_room, {}};
        return;
    }
    value.insert(caret_, words);
    caret_ += words.size();
    outcome_.reset();
    if (!stroke.is_told) outcome_ = EditOutcome{EditOutcome::Kind::written, std::move(words)};
}

void Editing::erase(std::string& value, std::size_t from, std::size_t to) {
    const bool is_something = from < to;
    outcome_ =
        EditOutcome{is_something ? EditOutcome::Kind::erased : EditOutcome::Kind::nothing_to_erase,
                    value.substr(from, to - from)};
    value.erase(from, to - from);
    caret_ = from;
}

void Editing::go(const std::string& value, std::size_t to) {
    const auto [from, upto] = std::minmax(caret_, to);
    outcome_ = EditOutcome{from < upto ? EditOutcome::Kind::passed : EditOutcome::Kind::at_edge,
                           value.substr(from, upto - from), to > 0 || value.empty()};
    caret_ = to;
}

}  // namespace qp::kiosk::ui
