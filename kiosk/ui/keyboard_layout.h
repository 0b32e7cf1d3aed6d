// SPDX-License-Identifier: EUPL-1.2
// A layout of the on-screen keyboard as its file has it (assets/keyboards/LANGUAGE.json), and how
// its keys are called.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "kiosk/ui/writing_words.h"

namespace qp::kiosk::ui {

inline const std::string kShiftKey = "{shift}";
inline const std::string kEraseKey = "{erase}";
inline const std::string kSymbolsKey = "{symbols}";
inline const std::string kSpaceKey = "{space}";
inline const std::string kEnterKey = "{enter}";
inline const std::string kLeftKey = "{left}";
inline const std::string kRightKey = "{right}";
inline const std::string kDoneKey = "{done}";

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
    std::map<std::string, std::string> spoken;  // special keys and signs by name
    bool has_capitals = true;  // the shifted rows are those that a sentence begins with
    std::set<std::string> capitals;
    std::string language = "de";  // in which `spoken` is; set by whoever reads the file
};
Result<KeyboardLayout> parse_keyboard(std::string_view json);

bool is_special(std::string_view key);  // stands for no text of its own

struct Name {
    std::string text;
    std::string language;
};
// What a key or a text of one letter is called: a name where the layout has one, else itself, in
// the reader's `language`.
Name name_of(const KeyboardLayout& layout, const std::string& text, const std::string& language);
// `words` with the letter in its place.
std::string with_letter(std::string_view words, std::string_view letter);

}  // namespace qp::kiosk::ui
