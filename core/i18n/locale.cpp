// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/locale.h"

#include <cassert>
#include <utility>

namespace qp::i18n {
namespace {

// Keep a German name inside an Arabic sentence from dragging the punctuation around it along.
constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopIsolate = "\u2069";

const Argument* find_argument(std::span<const Argument> arguments, std::string_view name) {
    for (const Argument& argument : arguments) {
        if (argument.name == name) return &argument;
    }
    return nullptr;
}

}  // namespace

Locale::Locale(const Language& language, std::vector<const Catalogue*> chain)
    : language_{&language}, chain_{std::move(chain)} {
    assert(!chain_.empty());
}

std::string_view Locale::speech_tag() const {
    return language_->tag.substr(0, language_->tag.find('-'));
}

const Message* Locale::find(std::string_view key) const {
    for (const Catalogue* catalogue : chain_) {
        if (const Message* message = catalogue->find(key)) return message;
    }
    return nullptr;
}

std::string Locale::text_or_empty(std::string_view key) const {
    return find(key) == nullptr ? std::string{} : fill(key, {});
}

std::string Locale::fill(std::string_view key, std::span<const Argument> arguments) const {
    const Message* message = find(key);
    // Only with hand-made catalogues: the key itself shows what is missing.
    if (message == nullptr) return std::string{key};

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
            if (language_->right_to_left) result += kFirstStrongIsolate;
            result += argument->words;
            if (language_->right_to_left) result += kPopIsolate;
        }
        at = close + 1;
    }
    return result;
}

}  // namespace qp::i18n
