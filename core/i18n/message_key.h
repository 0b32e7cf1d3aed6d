// SPDX-License-Identifier: EUPL-1.2
// What the generated header core/i18n/msg.h is made of. A message without placeholders is a Key;
// one with placeholders is a struct whose members are Number or Text, so that an unknown key, a
// missing or an unknown placeholder does not compile:
//     locale.text(msg::idea_list_title)
//     locale.text(msg::age_minutes{.count = 6})
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace qp::i18n {

struct Key {
    std::string_view name;
};

// A number that chooses a plural form. No default: a message cannot be said without it.
class Number {
public:
    template <std::integral T>
    constexpr Number(T value) : value_{static_cast<std::int64_t>(value)} {}
    constexpr std::int64_t value() const { return value_; }

private:
    std::int64_t value_;
};

// Words that are already in the reader's language. Borrowed: must live until text() returns.
class Text {
public:
    constexpr Text(std::string_view words) : words_{words} {}
    Text(const std::string& words) : words_{words} {}
    constexpr Text(const char* words) : words_{words} {}
    constexpr std::string_view words() const { return words_; }

private:
    std::string_view words_;
};

struct Argument {
    Argument(std::string_view placeholder, Number value)
        : name{placeholder}, number{value.value()} {}
    Argument(std::string_view placeholder, Text value)
        : name{placeholder}, words{value.words()}, is_number{false} {}

    std::string_view name;
    std::int64_t number = 0;
    std::string_view words;
    bool is_number = true;
};

}  // namespace qp::i18n
