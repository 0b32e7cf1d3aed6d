// SPDX-License-Identifier: EUPL-1.2
// A text that editors wrote in several languages.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace qp::domain {

struct LocalText {
    std::map<std::string, std::string> by_language;  // "de", "de-x-leicht", "en" …
    bool operator==(const LocalText&) const = default;

    struct Chosen {
        std::string_view text;
        std::string_view language;  // of the text, which may not be the one asked for
    };
    // The asked language, else (Leichte Sprache) German, else German, else any.
    Chosen in(std::string_view language) const;
};

}  // namespace qp::domain
