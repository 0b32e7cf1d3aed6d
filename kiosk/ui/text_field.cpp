// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/text_field.h"

#include <algorithm>
#include <cmath>

namespace qp::kiosk::ui {
namespace {

void paint_selection(Canvas& c, const std::string& value, const TextStyle& style, float width,
                     Painter& p, Point at) {
    const TextRange chosen = c.editing().selection();
    if (chosen.size() == 0) return;
    for (const Rect& part : c.text_engine().parts(value, style, width, chosen)) {
        const Rect lit{at.x + part.x, at.y + part.y, part.w, part.h};
        p.fill(lit, c.theme().action_tint);
        // The tint alone is too faint for many eyes.
        const float thick = std::max(2.0F, 4 * c.scale());
        p.fill({lit.x, lit.bottom() - thick, lit.w, thick}, c.theme().action);
    }
}

// A finger that lies on the words for a while selects the one below it, and what it goes over then.
// Nothing needs it: what is selected can be erased letter by letter.
void look_at_finger(Canvas& c, const Field& field, const std::string& value) {
    Editing& editing = c.editing();
    const Input& input = c.frame().input;
    if (editing.is_dragged(field.id) && input.is_down) return editing.dragged(input.at);
    if (!c.is_pressed(field.id)) return editing.let_go(field.id, value);
    if (editing.held(field.id, input.at, c.frame().seconds)) {
        c.keep_finger();
        c.focus(field.id);
    } else {
        c.draw_again();
    }
}

// A finger beyond what is in sight of a text that goes on there goes on selecting: letter by letter
// along a line, line by line where there are several. Unset: it is not, and means what it is on.
std::optional<std::size_t> beyond_sight(Canvas& c, const Field& field, const std::string& value,
                                        const TextStyle& style, const Rect& drawn, Point at) {
    Editing& editing = c.editing();
    TextEngine& text = c.text_engine();
    const Rect& sight = editing.sight();
    const bool has_lines = field.is_multiline;
    const bool is_before = has_lines ? at.y < sight.y && drawn.y + 1 < sight.y
                                     : at.x < sight.x && drawn.x + 1 < sight.x;
    const bool is_after = has_lines ? at.y > sight.bottom() && drawn.bottom() > sight.bottom() + 1
                                    : at.x > sight.right() && drawn.right() > sight.right() + 1;
    if (!is_before && !is_after) return std::nullopt;
    c.draw_again();
    const double pause = has_lines ? kBeyondLineSeconds : kBeyondLetterSeconds;
    if (!editing.may_step(c.frame().seconds, pause)) return editing.caret();
    if (!has_lines) {
        const bool is_back = is_before != c.is_rtl();
        if (!is_back) return text.next_stop(value, editing.caret());
        // The word that it began with stays selected as a whole.
        const TextRange& word = editing.chosen_word();
        return text.previous_stop(value, editing.caret() == word.to ? word.from : editing.caret());
    }
    const Caret caret = text.caret(value, style, drawn.w, editing.caret());
    const float line = is_before ? caret.top - caret.height / 2 : caret.top + caret.height * 1.5F;
    return text.index_at(value, style, drawn.w, {at.x - drawn.x, line});
}

// Finds the letter or the word that a finger meant; `origin`: where the text was drawn.
void take_touch(Canvas& c, const Field& field, const std::string& value, const TextStyle& style,
                float width, Point origin) {
    Editing& editing = c.editing();
    const auto touch = editing.take_touch(field.id);
    if (!touch) return;
    TextEngine& text = c.text_engine();
    const Point at{touch->at.x - origin.x, touch->at.y - origin.y};
    const std::size_t index = text.index_at(value, style, width, at);
    if (touch->meaning == TextTouch::Meaning::caret) return editing.start(field.id, index);
    if (touch->meaning == TextTouch::Meaning::upto) {
        const Size size = text.lay_out(value, style, width).size;
        const Rect drawn{origin.x, origin.y, field.is_multiline ? width : size.w, size.h};
        return editing.select_upto(
            beyond_sight(c, field, value, style, drawn, touch->at).value_or(index));
    }
    const TextRange word = text.word_at(value, index);
    if (word.from == word.to) return editing.start(field.id, index);
    editing.select(value, {word.from, word.to});
}

// Draws the text with its caret, and finds the letter that a finger meant.
void paint_words(Canvas& c, const Field& field, const std::string& value, Painter& p,
                 const Rect& rect) {
    const TextStyle style = c.style(Type::body);
    const float width = field.is_multiline ? rect.w : 0;
    Editing& editing = c.editing();
    const bool is_editing = editing.is_editing(field.id);
    LineRoom line{rect.w, c.text_engine().lay_out(value, style, width).size.w, 8 * c.scale(),
                  c.is_rtl()};
    float left = field.is_multiline ? 0 : left_of_words(line, std::nullopt);
    Caret caret;
    if (is_editing) {
        take_touch(c, field, value, style, width,
                   {rect.x + editing.drawn_left().value_or(left), rect.y});
        caret = c.text_engine().caret(value, style, width, editing.caret());
        if (!field.is_multiline) left = left_of_words(line, caret.x);
        editing.draw_at(left);
    }
    p.push_clip(rect.grown(6 * c.scale()));
    if (is_editing) paint_selection(c, value, style, width, p, {rect.x + left, rect.y});
    if (value.empty()) {
        p.text(p.set(field.hint, style, rect.w), {rect.x, rect.y}, c.theme().text_muted);
    } else {
        p.text(p.set(value, style, width), {rect.x + left, rect.y}, c.theme().text);
    }
    if (is_editing) {
        const float thick = std::max(2.0F, 4 * c.scale());
        p.fill({rect.x + left + caret.x - thick / 2, rect.y + caret.top, thick, caret.height},
               c.theme().action, thick / 2);
    }
    p.pop_clip();
}

void follow_caret(Canvas& c, const Field& field, const std::string& value, const Rect& rect) {
    Editing& editing = c.editing();
    if (!editing.is_editing(field.id) || !editing.take_moved()) return;
    const float width = field.is_multiline ? rect.w : 0;
    const Caret caret = c.text_engine().caret(value, c.style(Type::body), width, editing.caret());
    c.keep_in_sight({rect.x, rect.y + caret.top, rect.w, caret.height});
}

void field_box(Canvas& c, const Field& field, const std::string& value) {
    const Theme& theme = c.theme();
    const bool is_editing = c.editing().is_editing(field.id);
    Box box;
    box.axis = Axis::row;
    box.cross = field.is_multiline ? Place::start : Place::centre;
    box.gap = 16;
    box.padding = Insets::xy(26, 18);
    box.min_height = std::max(84.0F, c.target_min());
    box.radius = 18;
    box.background = theme.surface;
    box.border =
        is_editing ? theme.action : (field.fault.empty() ? theme.border_strong : theme.danger_mark);
    box.border_width = is_editing || !field.fault.empty() ? 4 : 2;
    Named named{field.id, Role::field, field.label, value, {}, Action::edit};
    named.is_private = field.keys == KeySet::receipt_code;
    if (is_editing) {
        const TextRange chosen = c.editing().selection();
        named.selected = value.substr(chosen.from, chosen.size());
    }
    const auto scope = c.box(box, named);
    if (!field.picture.empty()) c.picture(field.picture, 38, theme.text_muted);
    Box words;
    words.grow = 1;
    c.paint(words,
            [&c, field, value](Painter& p, const Rect& r) { paint_words(c, field, value, p, r); });
    // Out of sight nothing is painted, and there the caret is to be followed most of all.
    c.nodes_of_last([&c, field, value](Tree&, const Rect& rect, const Rect& visible) {
        if (c.editing().is_editing(field.id)) c.editing().seen_at(visible);
        follow_caret(c, field, value, rect);
    });
    const TextStyle style = c.style(Type::body);
    const float line = std::round(style.size_px * style.leading);
    c.height_of_last([&c, field, value, style, line](float width) {
        const float least = line * field.lines_min;
        if (!field.is_multiline) return least;
        const std::string& shown = value.empty() ? field.hint : value;
        return std::max(least, c.text_engine().lay_out(shown, style, width).size.h);
    });
}

}  // namespace

float left_of_words(const LineRoom& line, std::optional<float> caret_x) {
    const float left = line.is_rtl ? line.width - line.words : 0;
    if (!caret_x) return left;
    const float caret = left + *caret_x;
    return line.is_rtl ? left + std::max(0.0F, line.margin - caret)
                       : left - std::max(0.0F, caret + line.margin - line.width);
}

std::optional<std::string> text_field(Canvas& c, const Field& field) {
    std::string value = field.value;
    bool is_changed = false;
    look_at_finger(c, field, value);
    if (c.editing().is_editing(field.id)) {
        is_changed = c.editing().apply(value, {field.is_multiline, field.length_max, field.keys},
                                       c.text_engine());
    }
    Box outer;
    outer.gap = 10;
    outer.grow = field.grow;
    const auto scope = c.box(outer);
    TextOptions options;
    options.is_silent = true;
    if (!field.is_label_hidden) c.text(field.label, Type::body_strong, options);
    field_box(c, field, value);
    if (!field.fault.empty()) {
        const auto row = c.row(12);
        c.picture("warning", 32, c.theme().danger_mark);
        TextOptions fault;
        fault.color = c.theme().danger_ink;
        fault.id = field.id + ".fault";
        fault.role = Role::alert;
        fault.grow = 1;
        c.text(field.fault, Type::body, fault);
    }
    if (!field.note.empty()) {
        options.color = c.theme().text_muted;
        c.text(field.note, Type::small, options);
    }
    if (!is_changed) return std::nullopt;
    return value;
}

}  // namespace qp::kiosk::ui
