// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/locale.h"

#include <cassert>
#include <utility>

#include "core/base/utf8.h"

namespace qp::i18n {
namespace {

// Keep a German name inside an Arabic sentence, or an Arabic idea inside a German one, from
// dragging the punctuation around it along.
constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopIsolate = "\u2069";

const Argument* find_argument(std::span<const Argument> arguments, std::string_view name) {
    for (const Argument& argument : arguments) {
        if (argument.name == name) return &argument;
    }
    return nullptr;
}

// The capitals of the scripts that our languages are written in; 0 where a letter has none.
char32_t capital_of(char32_t letter) {
    const auto in = [letter](char32_t first, char32_t last) {
        return letter >= first && letter <= last;
    };
    if (in(U'a', U'z') || in(0xE0, 0xF6) || in(0xF8, 0xFE) || in(0x430, 0x44F)) {
        return letter - 0x20;
    }
    if (in(0x450, 0x45F)) return letter - 0x50;  // ё, і, ї, є
    if (letter == 0x131) return U'I';            // ı
    // ş, ğ, ґ: capital and small letter by turns.
    const bool is_in_pairs = in(0x100, 0x137) || in(0x14A, 0x177) || in(0x490, 0x491);
    return is_in_pairs && letter % 2 == 1 ? letter - 1 : 0;
}

}  // namespace

Locale::Locale(const Language& language, std::vector<const Catalogue*> chain, Telling telling)
    : language_{&language}, chain_{std::move(chain)}, telling_{telling} {
    assert(!chain_.empty());
}

std::string_view Locale::speech_tag() const {
    return language_->tag.substr(0, language_->tag.find('-'));
}

std::optional<Message> Locale::find(std::string_view key) const {
    for (const Catalogue* catalogue : chain_) {
        if (auto message = catalogue->find(key)) return message;
    }
    return std::nullopt;
}

std::string Locale::text_or_empty(std::string_view key) const {
    return find(key) ? fill(key, {}) : std::string{};
}

std::string Locale::capitalised(std::string text) const {
    if (text.empty()) return text;
    std::string_view rest = text;
    const char32_t first = utf8::next(rest);
    const bool is_dotted = first == U'i' && language_->tag == "tr";
    const char32_t capital = is_dotted ? 0x130 : capital_of(first);
    if (capital == 0) return text;
    std::string result;
    utf8::append(result, capital);
    result += rest;
    return result;
}

std::string Locale::fill(std::string_view key, std::span<const Argument> arguments) const {
    const auto message = find(key);
    // Only with hand-made catalogues: the key itself shows what is missing.
    if (!message) return std::string{key};

    std::int64_t count = 0;
    if (const Argument* by = find_argument(arguments, message->by)) count = by->number;
    const std::string_view form = message->form(*language_, count);

    std::string result;
    result.reserve(form.size() + 16);
    std::size_t at = 0;
    while (at < form.size()) {
        const std::size_t open = form.find('{', at);
        result += form.substr(at, open - at);
        if (open == std::string_view::npos) break;
        const std::size_t close = form.find('}', open);
        const Argument* argument =
            find_argument(arguments, form.substr(open + 1, close - open - 1));
        if (argument != nullptr && argument->is_number) {
            result += number(argument->number);
        } else if (argument != nullptr) {
            const bool is_isolated =
                language_->right_to_left || utf8::has_right_to_left(argument->words);
            if (is_isolated) result += kFirstStrongIsolate;
            result += argument->words;
            if (is_isolated) result += kPopIsolate;
        }
        at = close + 1;
    }
    return result;
}

}  // namespace qp::i18n
