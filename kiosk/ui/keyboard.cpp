// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/keyboard.h"

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace qp::kiosk::ui {
namespace {

// The letters of ops::ReceiptCode: I, L, O and U would be taken for others.
KeyboardRows make_code_rows() {
    KeyboardRows rows;
    for (const std::string_view letters :
         {std::string_view{"1234567890"}, std::string_view{"ABCDEFGHJK"},
          std::string_view{"MNPQRSTVWX"}, std::string_view{"YZ"}}) {
        rows.emplace_back();
        for (const char letter : letters) rows.back().push_back({std::string(1, letter), 1});
    }
    for (const std::string& special : {kLeftKey, kRightKey, kEraseKey, kDoneKey})
        rows.back().push_back({special, 2});
    return rows;
}

const KeyboardRows& code_rows() {
    static const KeyboardRows kRows = make_code_rows();
    return kRows;
}

const char* picture_of(const std::string& key) {
    if (key == kShiftKey) return "shift";
    if (key == kEraseKey) return "erase";
    if (key == kEnterKey) return "enter";
    if (key == kSpaceKey) return "space";
    if (key == kLeftKey) return "arrow-left";
    if (key == kRightKey) return "arrow-right";
    if (key == kDoneKey) return "keyboard-hide";
    return "";
}

std::string id_of(const std::string& key) {
    if (is_special(key)) return "key." + key.substr(1, key.size() - 2);
    return "key." + key;
}

std::string id_of_accent(const std::string& accent) {
    return "accent." + accent;
}

bool has_accents(const Editing& editing) {
    return editing.keys() == KeySet::language;
}

bool is_code(const Canvas& c) {
    return c.editing().keys() == KeySet::receipt_code;
}

// A letter by its name. A code has nothing but capitals: nobody needs to hear it of each.
Name spoken_letter(const Canvas& c, const KeyboardLayout& layout, const std::string& letter) {
    Name name = name_of(layout, letter, c.frame().language);
    if (!is_code(c) && layout.capitals.contains(letter))
        name.text = with_letter(c.frame().writing.capital, name.text);
    return name;
}

void tell(Canvas& c, Name name, bool is_private = false) {
    c.tell({std::move(name.text), std::move(name.language), is_private});
}

}  // namespace

Result<std::vector<std::string>> Keyboard::load(const std::string& folder) {
    std::vector<std::string> left_out;
    std::error_code error;
    std::filesystem::directory_iterator entry{folder, error};
    for (; !error && entry != std::filesystem::directory_iterator{}; entry.increment(error)) {
        const std::filesystem::path& path = entry->path();
        if (path.extension() != ".json") continue;
        std::ifstream in{path};
        auto layout = parse_keyboard(std::string{std::istreambuf_iterator<char>{in}, {}});
        if (!layout) {
            left_out.push_back(path.string() + ": " + layout.error().detail);
            continue;
        }
        layout->language = path.stem().string();
        layouts_.insert_or_assign(layout->language, std::move(*layout));
    }
    if (!layouts_.empty()) return left_out;
    std::string why = folder + " has no keyboard that can be used";
    for (const std::string& line : left_out) why += "; " + line;
    return fail(Code::not_found, why);
}

const KeyboardLayout& Keyboard::layout_for(const std::string& language) const {
    assert(!layouts_.empty());
    const std::string primary = language.substr(0, language.find('-'));
    for (const std::string& one : {primary, std::string{"de"}, std::string{"en"}})
        if (const auto found = layouts_.find(one); found != layouts_.end()) return found->second;
    return layouts_.begin()->second;
}

void Keyboard::reset() {
    is_shifted_ = false;
    is_shift_chosen_ = false;
    has_symbols_ = false;
    accents_of_.clear();
    written_.reset();
    pressed_key_.clear();
    was_held_ = false;
    shown_ = nullptr;
}

void Keyboard::press(Canvas& c, const KeyboardLayout& layout, const std::string& key) {
    Editing& editing = c.editing();
    if (key == kShiftKey) {
        is_shifted_ = !is_shifted_;
        is_shift_chosen_ = true;
        const WritingWords& words = c.frame().writing;
        tell(c, label_of(c, layout, key));
        return tell(c, {is_shifted_ ? words.is_on : words.is_off, c.frame().language});
    }
    if (key == kSymbolsKey) {
        // Its name says what it leads to, and that is there now.
        tell(c, label_of(c, layout, key));
        has_symbols_ = !has_symbols_;
        return;
    }
    if (key == kDoneKey) {
        c.focus(editing.field());
        editing.stop();
        return reset();
    }
    accents_of_.clear();
    written_.reset();
    if (key == kEraseKey) return editing.put({Stroke::erase, {}});
    // Strokes go through the text as it is read; the arrows, where they point.
    const bool is_back = (key == kLeftKey) != c.is_rtl();
    if (key == kLeftKey || key == kRightKey)
        return editing.put({is_back ? Stroke::left : Stroke::right, {}});
    press_letter(c, layout, key);
}

void Keyboard::press_letter(Canvas& c, const KeyboardLayout& layout, const std::string& key) {
    Editing& editing = c.editing();
    const bool is_enter = key == kEnterKey;
    // Whether a line can begin here is for the field to say.
    editing.put({Stroke::insert, key == kSpaceKey ? " " : (is_enter ? "\n" : key), !is_enter});
    if (!is_enter) tell(c, spoken_letter(c, layout, key), is_code(c) && key != kSpaceKey);
    is_shifted_ = false;
    is_shift_chosen_ = false;
    if (!has_accents(editing) || layout.accents.count(key) == 0) return;
    accents_of_ = key;
    written_ = Written{editing.caret(), {}};
    tell(c, {c.frame().writing.variants_above, c.frame().language});
}

// The row stays: it may have been the wrong one.
void Keyboard::press_accent(Canvas& c, const KeyboardLayout& layout, const std::string& accent) {
    Editing& editing = c.editing();
    if (written_) editing.put({Stroke::erase, {}});
    editing.put({Stroke::insert, accent, true});
    tell(c, spoken_letter(c, layout, accent));
    is_shifted_ = false;
    is_shift_chosen_ = false;
    written_.reset();
    if (!accents_of_.empty()) written_ = Written{};
}

void Keyboard::tell_outcome(Canvas& c, const KeyboardLayout& layout) const {
    using Kind = EditOutcome::Kind;
    const auto outcome = c.editing().take_outcome();
    if (!outcome) return;
    const WritingWords& words = c.frame().writing;
    const std::string& language = c.frame().language;
    Name letter = spoken_letter(c, layout, outcome->text);
    switch (outcome->kind) {
        case Kind::written:
        case Kind::passed:
            return tell(c, std::move(letter), is_code(c));
        case Kind::erased:
            return tell(c, {with_letter(words.erased, letter.text), language}, is_code(c));
        case Kind::selected:
            return tell(c, {with_letter(words.selected, letter.text), language}, is_code(c));
        case Kind::no_room:
            return tell(c, {words.is_full, language});
        case Kind::no_line_break:
            tell(c, label_of(c, layout, kEnterKey));
            return tell(c, {words.is_disabled, language});
        case Kind::nothing_to_erase:
            return tell(c, {words.nothing_to_erase, language});
        case Kind::at_edge:
            return tell(c, {outcome->is_at_end ? words.at_end : words.at_start, language});
    }
}

// A letter that found no room was not written, and who goes elsewhere in the text means another.
void Keyboard::look_at_caret(const Editing& editing) {
    if (!written_ || editing.has_strokes()) return;
    const std::size_t caret = editing.caret();
    if (!written_->upto && caret > written_->from) written_->upto = caret;
    if (written_->upto == caret) return;
    written_.reset();
    accents_of_.clear();
}

void Keyboard::look_at_hold(Canvas& c, const KeyboardLayout& layout, const std::string& key) {
    if (!c.is_pressed(id_of(key))) {
        if (pressed_key_ == key) pressed_key_.clear();
        return;
    }
    if (pressed_key_ != key) {
        pressed_key_ = key;
        pressed_since_ = c.frame().seconds;
        was_held_ = false;
    }
    if (was_held_ || layout.accents.count(key) == 0) return;
    if (c.frame().seconds - pressed_since_ < kHoldSeconds) return c.draw_again();
    was_held_ = true;
    accents_of_ = key;
    written_.reset();
    const Name letter = spoken_letter(c, layout, key);
    tell(c, {with_letter(c.frame().writing.variants, letter.text), c.frame().language});
    for (const std::string& accent : layout.accents.find(key)->second)
        tell(c, name_of(layout, accent, c.frame().language));
}

// Before anything is drawn: the picture that answers a press shows what it has changed.
void Keyboard::look_at_press(Canvas& c, const KeyboardLayout& layout) {
    if (c.activated_id().empty()) return;
    if (const auto shown = layout.accents.find(accents_of_); shown != layout.accents.end()) {
        for (const std::string& accent : shown->second)
            if (c.activated(id_of_accent(accent))) return press_accent(c, layout, accent);
    }
    const KeyboardRows& rows = shown_ != nullptr ? *shown_ : rows_of(c, layout);
    const auto place = place_of(rows, c.activated_id());
    if (!place || std::exchange(was_held_, false)) return;
    press(c, layout, rows[place->row][place->key].key);
}

const KeyboardRows& Keyboard::rows_of(const Canvas& c, const KeyboardLayout& layout) const {
    if (is_code(c)) return code_rows();
    if (has_symbols_) return layout.symbols;
    return is_shifted_ ? layout.shifted : layout.letters;
}

std::optional<Keyboard::Spot> Keyboard::place_of(const KeyboardRows& rows, const std::string& id) {
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t key = 0; key < rows[row].size(); ++key)
            if (id_of(rows[row][key].key) == id) return Spot{row, key};
    return std::nullopt;
}

// Whoever goes over the keys by keypad stays where they are when capitals become small letters.
void Keyboard::keep_focus(Canvas& c, const KeyboardRows& rows) {
    const KeyboardRows* before = std::exchange(shown_, &rows);
    if (before == nullptr || before == &rows || place_of(rows, c.focused())) return;
    const auto place = place_of(*before, c.focused());
    if (!place || place->row >= rows.size()) return;
    const auto& row = rows[place->row];
    c.focus(id_of(row[std::min(place->key, row.size() - 1)].key));
}

void Keyboard::draw(Canvas& c) {
    const Theme& theme = c.theme();
    const KeyboardLayout& layout = layout_for(c.frame().language);
    look_at_caret(c.editing());
    tell_outcome(c, layout);
    look_at_press(c, layout);
    // A text begins with a capital, until somebody decides otherwise.
    if (!is_shift_chosen_) {
        const bool is_empty = !c.editing().has_text() && !c.editing().has_strokes();
        is_shifted_ = layout.has_capitals && is_empty;
    }

    Box board;
    board.gap = 12;
    board.padding = {20, 22, 20, 26};
    board.background = theme.board;
    board.border = 0;
    const auto scope = c.box(board, {"keyboard", Role::group, {}, {}, {}, Action::none});
    const KeyboardRows& rows = rows_of(c, layout);
    keep_focus(c, rows);
    const float side = c.is_wide() ? 78 : 96;
    if (has_accents(c.editing())) draw_accents(c, layout, side);
    for (const auto& keys : rows) {
        const auto row = c.row(10);
        // Keys keep their places where the page is mirrored, as on any Arabic keyboard.
        if (c.is_rtl()) {
            for (auto key = keys.rbegin(); key != keys.rend(); ++key)
                draw_key(c, layout, *key, side);
        } else {
            for (const KeyboardKey& key : keys) draw_key(c, layout, key, side);
        }
    }
}

void Keyboard::draw_key(Canvas& c, const KeyboardLayout& layout, const KeyboardKey& key,
                        float side) {
    const Theme& theme = c.theme();
    const bool is_letter = !is_special(key.key);
    const bool is_shift = key.key == kShiftKey;
    const bool is_lit = key.key == kDoneKey || (is_shift && is_shifted_);
    Box box;
    box.axis = Axis::row;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.height = std::max(side, c.target_min());
    box.grow = key.width;
    box.radius = 14;
    box.background = is_letter || key.key == kSpaceKey ? theme.surface : theme.key_special;
    if (is_lit) box.background = theme.action;
    const std::string id = id_of(key.key);
    Name label = label_of(c, layout, key.key);
    Named named{id, Role::key, std::move(label.text), {}, {}, Action::press};
    named.language = std::move(label.language);
    named.state.is_on = is_shift && is_shifted_;
    const WritingWords& words = c.frame().writing;
    if (is_shift) named.value = is_shifted_ ? words.is_on : words.is_off;
    named.is_private = is_letter && is_code(c);
    const auto cap = c.box(box, named);
    c.pressed_color(is_lit ? theme.action_pressed : theme.action_tint);
    TextOptions options;
    options.color = is_lit ? theme.action_text : theme.text;
    options.is_silent = true;
    const std::string picture = picture_of(key.key);
    if (!picture.empty()) {
        c.picture(picture, 40, options.color);
    } else if (key.key == kSymbolsKey) {
        c.text(has_symbols_ ? "ABC" : "?123", Type::label, options);
    } else if (is_letter) {
        c.text(key.key, Type::subheading, options);
    }
    if (is_letter && has_accents(c.editing())) look_at_hold(c, layout, key.key);
}

Name Keyboard::label_of(const Canvas& c, const KeyboardLayout& layout,
                        const std::string& key) const {
    if (key == kSymbolsKey && has_symbols_) return {c.frame().writing.letters, c.frame().language};
    return spoken_letter(c, layout, key);
}

// As many as there are keys in the row below, and as wide: the rest stays free.
void Keyboard::draw_accents(Canvas& c, const KeyboardLayout& layout, float side) {
    const auto shown = layout.accents.find(accents_of_);
    if (shown == layout.accents.end()) return;
    const auto row = c.row(10);
    std::size_t free = layout.letters.front().size();
    for (const std::string& accent : shown->second) {
        if (free == 0) break;
        --free;
        Box box;
        box.axis = Axis::row;
        box.main = box.cross = Place::centre;
        box.height = std::max(side - 22, c.target_min());
        box.grow = 1;
        box.radius = 14;
        box.background = c.theme().key_special;
        Name label = spoken_letter(c, layout, accent);
        Named named{id_of_accent(accent), Role::key,     std::move(label.text), {}, {},
                    Action::press,        label.language};
        const auto cap = c.box(box, std::move(named));
        c.pressed_color(c.theme().action_tint);
        TextOptions options;
        options.is_silent = true;
        c.text(accent, Type::subheading, options);
    }
    if (free > 0) c.spring(static_cast<float>(free));
}

}  // namespace qp::kiosk::ui
