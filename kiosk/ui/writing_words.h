// SPDX-License-Identifier: EUPL-1.2
// What is said while somebody writes, beside the names of keys, in the language of the screen.
#pragma once

#include <string>

namespace qp::kiosk::ui {

// Where kLetterPlace stands, the name of a letter or sign is put.
inline constexpr const char* kLetterPlace = "{letter}";

struct WritingWords {
    std::string capital;
    std::string erased;
    std::string nothing_to_erase;
    std::string selected;
    std::string is_full;
    std::string at_start;
    std::string at_end;
    std::string variants;  // in front of them
    std::string variants_above;
    std::string letters;  // the key that leads back from numbers and signs
    std::string is_on;
    std::string is_off;
    std::string is_disabled;
};

}  // namespace qp::kiosk::ui
