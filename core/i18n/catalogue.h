// SPDX-License-Identifier: EUPL-1.2
// The words of one language, read from a flat JSON file: key -> text with {placeholders}, or
// key -> {"by": placeholder, CLDR category: text, …, optionally "=0": text} where a number decides.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/i18n/language.h"

namespace qp::i18n {

struct Message {
    std::string by;  // the placeholder whose number chooses the form; "" for a plain text
    std::map<Plural, std::string> forms;      // a plain text stands under Plural::other
    std::optional<std::string> exactly_zero;  // "=0", said instead of any form

    // The form for `count`, or `other` where the language file lacks its category.
    std::string_view form(const Language& language, std::int64_t count) const;
    // Names of all placeholders in all forms and in `by`, sorted, each once.
    std::vector<std::string> placeholders() const;
};

class Catalogue {
public:
    // malformed, naming the key, unless every message is one of the two shapes above and every
    // brace belongs to a placeholder of letters, digits and underscores.
    static Result<Catalogue> parse(std::string_view json);

    // Null where this language has no such message.
    const Message* find(std::string_view key) const;
    const std::map<std::string, Message, std::less<>>& messages() const { return messages_; }

private:
    std::map<std::string, Message, std::less<>> messages_;
};

}  // namespace qp::i18n
