// SPDX-License-Identifier: EUPL-1.2
// The languages we know the rules of: how they count, write numbers and run across a line. The
// words themselves come from message files, so a language may be known here and not spoken yet.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace qp::i18n {

// CLDR's plural categories, in CLDR's order and spelling (name()).
enum class Plural : std::uint8_t { zero, one, two, few, many, other };
std::string_view name(Plural category);

enum class PluralRule : std::uint8_t { one_other, one_few_many, arabic };
// "62 %", "62%", "%62"
enum class PercentSign : std::uint8_t { spaced, close, before };

struct Language {
    std::string_view tag;       // BCP 47; Leichte Sprache is "de-x-leicht", a language of its own
    std::string_view fallback;  // whose words stand in where a message is missing; "" for German
    PluralRule plural_rule = PluralRule::one_other;
    std::string_view decimal_mark;
    std::string_view group_mark;
    PercentSign percent_sign = PercentSign::spaced;
    bool right_to_left = false;
};

// In the order in which a reader is offered them.
std::span<const Language> languages();
// Null for a tag that is none of ours.
const Language* find_language(std::string_view tag);

// The category of an integer; a sign does not count.
Plural plural_of(const Language& language, std::int64_t count);
// The categories that integers take in this language: what a message file has to offer.
std::span<const Plural> integer_plurals(const Language& language);

}  // namespace qp::i18n
