// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/keyboard.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/utf8.h"

namespace qp::kiosk::ui {
namespace {

using nlohmann::json;

Result<KeyboardRows> parse_rows(const json& document, const char* name) {
    const auto rows = document.find(name);
    if (rows == document.end() || !rows->is_array()) {
        return fail(Code::malformed, std::string{"keyboard has no rows \""} + name + "\"");
    }
    KeyboardRows out;
    for (const json& row : *rows) {
        if (!row.is_array()) return fail(Code::malformed, "a keyboard row is no list");
        out.emplace_back();
        for (const json& key : row) {
            const bool is_wide =
                key.is_array() && key.size() == 2 && key[0].is_string() && key[1].is_number();
            if (!is_wide && !key.is_string()) return fail(Code::malformed, "a key is no text");
            if (is_wide) {
                out.back().push_back({key[0].get<std::string>(), key[1].get<float>()});
            } else {
                out.back().push_back({key.get<std::string>(), 1});
            }
        }
    }
    return out;
}

// {"e": "éèê"}: each letter's accents, one code point each.
std::map<std::string, std::vector<std::string>> parse_accents(const json& document) {
    std::map<std::string, std::vector<std::string>> accents;
    const auto given = document.find("accents");
    if (given == document.end()) return accents;
    for (const auto& [letter, value] : given->items()) {
        if (!value.is_string()) continue;
        const auto all = value.get<std::string>();
        for (std::string_view rest{all}; !rest.empty();) {
            std::string accent;
            utf8::append(accent, utf8::next(rest));
            accents[letter].push_back(std::move(accent));
        }
    }
    return accents;
}

// The letters of ops::ReceiptCode: I, L, O and U would be taken for others.
KeyboardRows code_rows() {
    KeyboardRows rows;
    for (const std::string_view letters :
         {std::string_view{"1234567890"}, std::string_view{"ABCDEFGHJK"},
          std::string_view{"MNPQRSTVWX"}, std::string_view{"YZ"}}) {
        rows.emplace_back();
        for (const char letter : letters) rows.back().push_back({std::string(1, letter), 1});
    }
    for (const char* special : {"{left}", "{right}", "{erase}", "{done}"})
        rows.back().push_back({special, 2});
    return rows;
}

const char* picture_of(const std::string& key) {
    if (key == "{shift}") return "shift";
    if (key == "{erase}") return "erase";
    if (key == "{enter}") return "enter";
    if (key == "{space}") return "space";
    if (key == "{left}") return "arrow-left";
    if (key == "{right}") return "arrow-right";
    if (key == "{done}") return "keyboard-hide";
    return "";
}

std::string id_of(const std::string& key) {
    if (key.size() > 2 && key.front() == '{') return "key." + key.substr(1, key.size() - 2);
    return "key." + key;
}

bool has_accents(const Editing& editing) {
    return editing.keys() == KeySet::language;
}

std::string label_of(const KeyboardLayout& layout, const std::string& key) {
    const auto spoken = layout.spoken.find(key);
    return spoken == layout.spoken.end() ? key : spoken->second;
}

}  // namespace

Result<KeyboardLayout> parse_keyboard(std::string_view text) {
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object()) return fail(Code::malformed, "keyboard is no JSON object");
    KeyboardLayout layout;
    auto letters = parse_rows(document, "letters");
    if (!letters) return fail(letters.error());
    auto shifted = parse_rows(document, "shifted");
    if (!shifted) return fail(shifted.error());
    auto symbols = parse_rows(document, "symbols");
    if (!symbols) return fail(symbols.error());
    layout.letters = std::move(*letters);
    layout.shifted = std::move(*shifted);
    layout.symbols = std::move(*symbols);
    if (const auto spoken = document.find("spoken"); spoken != document.end()) {
        for (const auto& [key, value] : spoken->items()) {
            if (value.is_string()) layout.spoken[key] = value.get<std::string>();
        }
    }
    layout.accents = parse_accents(document);
    layout.has_capitals = document.value("capitals", json(true)) != json(false);
    return layout;
}

Status Keyboard::load(const std::string& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream in{entry.path()};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        auto layout = parse_keyboard(text);
        if (!layout)
            return fail(Code::malformed, entry.path().string() + ": " + layout.error().detail);
        layouts_.insert_or_assign(entry.path().stem().string(), std::move(*layout));
    }
    if (layouts_.find("de") == layouts_.end()) {
        return fail(Code::not_found, folder + " has no keyboard de.json");
    }
    return {};
}

const KeyboardLayout& Keyboard::layout_for(const std::string& language) const {
    const auto exact = layouts_.find(language.substr(0, language.find('-')));
    return exact == layouts_.end() ? layouts_.find("de")->second : exact->second;
}

void Keyboard::reset() {
    is_shifted_ = false;
    is_shift_chosen_ = false;
    has_symbols_ = false;
    accents_of_.clear();
    written_.reset();
    pressed_key_.clear();
    was_held_ = false;
}

void Keyboard::press(Canvas& c, const KeyboardLayout& layout, const std::string& key) {
    Editing& editing = c.editing();
    if (key == "{shift}") {
        is_shifted_ = !is_shifted_;
        is_shift_chosen_ = true;
        return;
    }
    if (key == "{symbols}") {
        has_symbols_ = !has_symbols_;
        return;
    }
    if (key == "{done}") {
        c.focus(editing.field());
        editing.stop();
        return reset();
    }
    accents_of_.clear();
    written_.reset();
    if (key == "{erase}") return editing.put({Stroke::erase, {}});
    // Strokes go through the text as it is read; the arrows, where they point.
    const bool is_back = (key == "{left}") != c.is_rtl();
    if (key == "{left}" || key == "{right}")
        return editing.put({is_back ? Stroke::left : Stroke::right, {}});
    press_letter(editing, layout, key);
}

void Keyboard::press_letter(Editing& editing, const KeyboardLayout& layout,
                            const std::string& key) {
    const bool is_blank = key == "{space}";
    editing.put({Stroke::insert, is_blank ? " " : (key == "{enter}" ? "\n" : key)});
    is_shifted_ = false;
    is_shift_chosen_ = false;
    if (!has_accents(editing) || layout.accents.count(key) == 0) return;
    accents_of_ = key;
    written_ = Written{editing.caret(), {}};
}

// The row stays: it may have been the wrong one.
void Keyboard::press_accent(Editing& editing, const std::string& accent) {
    if (written_) editing.put({Stroke::erase, {}});
    editing.put({Stroke::insert, accent});
    is_shifted_ = false;
    is_shift_chosen_ = false;
    written_.reset();
    if (!accents_of_.empty()) written_ = Written{};
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
}

void Keyboard::draw(Canvas& c) {
    const Theme& theme = c.theme();
    const KeyboardLayout& layout = layout_for(c.frame().language);
    look_at_caret(c.editing());
    // A text begins with a capital, until somebody decides otherwise.
    if (!is_shift_chosen_) is_shifted_ = layout.has_capitals && !c.editing().has_text();

    Box board;
    board.gap = 12;
    board.padding = {20, 22, 20, 26};
    board.background = theme.board;
    board.border = 0;
    const auto scope = c.box(board, {"keyboard", Role::group, {}, {}, {}, Action::none});
    const KeyboardRows code =
        c.editing().keys() == KeySet::receipt_code ? code_rows() : KeyboardRows{};
    const KeyboardRows& rows = !code.empty()  ? code
                               : has_symbols_ ? layout.symbols
                               : is_shifted_  ? layout.shifted
                                              : layout.letters;
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
    const bool is_special = key.key.size() > 2 && key.key.front() == '{';
    const bool is_lit = key.key == "{done}" || (key.key == "{shift}" && is_shifted_);
    Box box;
    box.axis = Axis::row;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.height = std::max(side, c.target_min());
    box.grow = key.width;
    box.radius = 14;
    box.background = is_special && key.key != "{space}" ? theme.key_special : theme.surface;
    if (is_lit) box.background = theme.action;
    const std::string id = id_of(key.key);
    Named named{id, Role::key, label_of(layout, key.key), {}, {}, Action::press};
    named.state.is_on = key.key == "{shift}" && is_shifted_;
    named.is_private = !is_special && c.editing().keys() == KeySet::receipt_code;
    const auto cap = c.box(box, named);
    c.pressed_color(is_lit ? theme.action_pressed : theme.action_tint);
    TextOptions options;
    options.color = is_lit ? theme.action_text : theme.text;
    options.is_silent = true;
    const std::string picture = picture_of(key.key);
    if (!picture.empty()) {
        c.picture(picture, 40, options.color);
    } else if (key.key == "{symbols}") {
        c.text(has_symbols_ ? "ABC" : "?123", Type::label, options);
    } else if (!is_special) {
        c.text(key.key, Type::subheading, options);
    }
    if (!is_special && has_accents(c.editing())) look_at_hold(c, layout, key.key);
    if (!c.activated(id)) return;
    if (!std::exchange(was_held_, false)) press(c, layout, key.key);
}

// As many as there are keys in the row below, and as wide: the rest stays free.
void Keyboard::draw_accents(Canvas& c, const KeyboardLayout& layout, float side) {
    const auto shown = layout.accents.find(accents_of_);
    if (shown == layout.accents.end()) return;
    const auto row = c.row(10);
    std::string pressed;
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
        const std::string id = "accent." + accent;
        const auto cap = c.box(box, {id, Role::key, accent, {}, {}, Action::press});
        c.pressed_color(c.theme().action_tint);
        TextOptions options;
        options.is_silent = true;
        c.text(accent, Type::subheading, options);
        if (c.activated(id)) pressed = accent;
    }
    if (free > 0) c.spring(static_cast<float>(free));
    if (!pressed.empty()) press_accent(c.editing(), pressed);
}

}  // namespace qp::kiosk::ui
