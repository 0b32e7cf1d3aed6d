// SPDX-License-Identifier: EUPL-1.2
// What is said while somebody writes, beside the names of keys, in the language of the screen.
#pragma once

#include <string>

namespace qp::kiosk::ui {

// Where kLetterPlace stands, the name of a letter or sign is put.
inline constexpr const char* kLetterPlace = "{letter}";

struct WritingWords {
    std::string capital = "capital {letter}";
    std::string erased = "deleted: {letter}";
    std::string nothing_to_erase = "Nothing to delete here";
    std::string is_full = "No more fits in here";
    std::string at_start = "Start of text";
    std::string at_end = "End of text";
    std::string variants = "Letters like {letter}";  // in front of them
    std::string variants_above = "Above: similar letters";
    std::string letters = "Letters";  // the key that leads back from numbers and signs
    std::string is_on = "on";
    std::string is_off = "off";
    std::string is_disabled = "not possible";
};

}  // namespace qp::kiosk::ui
