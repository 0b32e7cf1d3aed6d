// SPDX-License-Identifier: EUPL-1.2
#include "core/views/contact_link.h"

#include <algorithm>

namespace qp::views {
namespace {

// The address within a word of a text: without the brackets around it and the full stop behind it.
std::string_view address_in(std::string_view word) {
    while (!word.empty() && word.front() == '(') word.remove_prefix(1);
    while (!word.empty() && std::string_view{").,;:"}.find(word.back()) != std::string_view::npos)
        word.remove_suffix(1);
    return word;
}

// A number alone may be anything: a year, a paragraph of a law.
std::string link_in_text(std::string_view address) {
    if (address.starts_with("www.")) return "https://" + std::string{address};
    const bool is_address =
        address.starts_with("https://") || address.find('@') != std::string_view::npos;
    return is_address ? contact_link(std::string{address}) : std::string{};
}

}  // namespace

std::string contact_link(const std::string& text) {
    if (text.starts_with("https://") || text.starts_with("http://")) return text;
    if (text.find(' ') == std::string::npos && text.find('@') != std::string::npos)
        return "mailto:" + text;
    constexpr std::size_t kDigitsMin = 6;
    std::string number;
    for (const char c : text) {
        const bool is_sign = c == '+' && number.empty();
        if (is_sign || (c >= '0' && c <= '9'))
            number += c;
        else if (std::string_view{" /()-"}.find(c) == std::string_view::npos)
            return {};
    }
    return number.size() < kDigitsMin ? std::string{} : "tel:" + number;
}

std::vector<AboutPiece> around_links(std::string_view text) {
    std::vector<AboutPiece> pieces;
    std::size_t told = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view address = address_in(text.substr(at, end - at));
        std::string link = link_in_text(address);
        if (!link.empty()) {
            const auto from = static_cast<std::size_t>(address.data() - text.data());
            if (from > told) pieces.push_back({std::string{text.substr(told, from - told)}, {}});
            pieces.push_back({std::string{address}, std::move(link)});
            told = from + address.size();
        }
        at = end + 1;
    }
    if (!pieces.empty() && told < text.size())
        pieces.push_back({std::string{text.substr(told)}, {}});
    return pieces;
}

}  // namespace qp::views
