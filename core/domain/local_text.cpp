// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/local_text.h"

namespace qp::domain {

LocalText::Chosen LocalText::in(std::string_view language) const {
    // "en-GB" may be served by "en", "de-x-leicht" by "de".
    while (!language.empty()) {
        const auto found = by_language.find(std::string{language});
        if (found != by_language.end()) return {found->second, found->first};
        std::size_t end = language.rfind('-');
        if (end == std::string_view::npos) break;
        if (end >= 2 && language[end - 2] == '-') end -= 2;  // the "-x" goes with its subtag
        language = language.substr(0, end);
    }
    const auto german = by_language.find("de");
    if (german != by_language.end()) return {german->second, german->first};
    if (by_language.empty()) return {};
    return {by_language.begin()->second, by_language.begin()->first};
}

}  // namespace qp::domain
