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
    caret_ = 0;
}

void Editing::clamp(std::string_view value) {
    caret_ = std::min(caret_, value.size());
    while (caret_ > 0 && caret_ < value.size() && is_continuation(value[caret_])) --caret_;
}

bool Editing::apply(std::string& value, const FieldLimits& limits, TextEngine& text) {
    clamp(value);
    keys_ = limits.keys;
    bool is_changed = false;
    for (const EditStroke& stroke : strokes_) {
        switch (stroke.stroke) {
            case Stroke::insert: {
                std::string words = stroke.text;
                if (!limits.is_multiline) std::erase(words, '\n');
                if (code_points(value) + code_points(words) > limits.length_max) break;
                value.insert(caret_, words);
                caret_ += words.size();
                is_changed = is_changed || !words.empty();
                break;
            }
            case Stroke::erase: {
                const std::size_t from = text.previous_stop(value, caret_);
                is_changed = is_changed || from != caret_;
                value.erase(from, caret_ - from);
                caret_ = from;
                break;
            }
            case Stroke::erase_ahead: {
                const std::size_t to = text.next_stop(value, caret_);
                is_changed = is_changed || to != caret_;
                value.erase(caret_, to - caret_);
                break;
            }
            case Stroke::left:
                caret_ = text.previous_stop(value, caret_);
                break;
            case Stroke::right:
                caret_ = text.next_stop(value, caret_);
                break;
            case Stroke::home:
                caret_ = 0;
                break;
            case Stroke::end:
                caret_ = value.size();
                break;
        }
    }
    strokes_.clear();
    has_text_ = !value.empty();
    return is_changed;
}

}  // namespace qp::kiosk::ui
