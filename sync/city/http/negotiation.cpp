// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/negotiation.h"

#include <algorithm>
#include <charconv>

namespace qp::city::http {

namespace {

constexpr std::size_t kChoicesMax = 32;  // a longer header is not a person's browser

struct Weighted {
    std::string value;
    int weight = 1000;  // thousandths
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

int weight_of(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    std::string_view number = parameters.substr(at + 2);
    if (number.empty() || (number[0] != '0' && number[0] != '1')) return 0;
    int weight = (number[0] - '0') * 1000;
    if (number.size() < 2 || number[1] != '.') return weight;
    int place = 100;
    for (const char c : number.substr(2, 3)) {
        if (c < '0' || c > '9') break;
        weight += (c - '0') * place;
        place /= 10;
    }
    return std::min(weight, 1000);
}

std::vector<Weighted> weighted_list(std::string_view header) {
    std::vector<Weighted> result;
    while (!header.empty() && result.size() < kChoicesMax) {
        const std::size_t end = header.find(',');
        const std::string_view item = header.substr(0, end);
        header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
        const std::size_t semicolon = item.find(';');
        Weighted weighted;
        for (const char c : trimmed(item.substr(0, semicolon)))
            weighted.value.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        if (semicolon != std::string_view::npos)
            weighted.weight = weight_of(item.substr(semicolon + 1));
        if (!weighted.value.empty()) result.push_back(std::move(weighted));
    }
    return result;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

}  // namespace

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
    int star = 0;
    for (const Weighted& choice : weighted_list(accept_encoding)) {
        if (choice.value == coding) return choice.weight > 0;
        if (choice.value == "*") star = choice.weight;
    }
    return star > 0;
}

std::vector<std::string> languages_wanted(std::string_view accept_language) {
    std::vector<Weighted> choices = weighted_list(accept_language);
    std::stable_sort(choices.begin(), choices.end(),
                     [](const Weighted& a, const Weighted& b) { return a.weight > b.weight; });
    std::vector<std::string> result;
    for (Weighted& choice : choices)
        if (choice.weight > 0 && choice.value != "*") result.push_back(std::move(choice.value));
    return result;
}

RangeWanted range_wanted(std::string_view range_header, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (range_header.substr(0, kUnit.size()) != kUnit) return {};
    const std::string_view range = trimmed(range_header.substr(kUnit.size()));
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
    const std::string_view first_text = range.substr(0, dash);
    const std::string_view last_text = range.substr(dash + 1);
    const auto first = number(first_text);
    const auto last = number(last_text);
    if ((!first && !first_text.empty()) || (!last && !last_text.empty())) return {};
    if (!first && !last) return {};

    if (!first) {  // the last so many bytes
        if (*last == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
        const std::uint64_t count = std::min(*last, size);
        return {RangeKind::satisfiable, {size - count, size - 1}};
    }
    if (last && *last < *first) return {};
    if (*first >= size) return {RangeKind::unsatisfiable, {}};
    return {RangeKind::satisfiable, {*first, std::min(last.value_or(size - 1), size - 1)}};
}

}  // namespace qp::city::http
