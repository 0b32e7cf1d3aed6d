// SPDX-License-Identifier: EUPL-1.2
// The words of one language, read where core/i18n/generate_messages.py has put them: no copy is
// made and nothing is parsed but the one message that is asked for, since a phone that opens anew
// would wait for it. What is packed was checked at build time; nothing else comes here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/i18n/language.h"

namespace qp::i18n {

inline constexpr char kEnd = '\x1e';      // behind each key and each message
inline constexpr char kField = '\x1f';    // before each field of a message with plural forms
inline constexpr char kMissing = '\x1a';  // stands for a message that a language lacks

// Its texts lie within what was packed. One that is not there has no address (data()).
struct Message {
    std::string_view by;  // the placeholder whose number chooses the form; "" for a plain text
    std::array<std::string_view, 6> forms;  // by Plural; a plain text stands under Plural::other
    std::string_view exactly_zero;          // "=0", said instead of any form

    bool has(Plural category) const;
    // The form for `count`; where the language file lacks its category, `other`, or the last there
    // is.
    std::string_view form(const Language& language, std::int64_t count) const;
    // All that are there.
    std::vector<std::string_view> texts() const;
    // Names of all placeholders in all texts and in `by`, sorted, each once.
    std::vector<std::string> placeholders() const;
};

// The keys that all languages share.
class Keys {
public:
    // `packed`: sorted, kEnd behind each; must outlive this.
    explicit Keys(std::string_view packed);

    const std::vector<std::string_view>& all() const { return keys_; }
    std::optional<std::size_t> find(std::string_view key) const;

private:
    std::vector<std::string_view> keys_;
};

class Catalogue {
public:
    // `packed`: a message for each key, in the keys' order, with kEnd behind it: its text, or
    // kMissing, or, where a number decides, the placeholder and then each form's name and text,
    // with kField before each. Both must outlive this.
    Catalogue(const Keys& keys, std::string_view packed);

    // Nothing where this language has no such message.
    std::optional<Message> find(std::string_view key) const;
    const Keys& keys() const { return *keys_; }

private:
    const Keys* keys_;
    std::vector<std::string_view> messages_;
};

}  // namespace qp::i18n
