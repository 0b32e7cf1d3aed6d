// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/language.h"

#include <array>

namespace qp::i18n {
namespace {

// A narrow no-break space groups German digits (DIN 5008), so that no full stop can be taken for a
// decimal mark.
constexpr std::string_view kNarrowSpace = "\u202F";
constexpr std::string_view kNoBreakSpace = "\u00A0";

// As CLDR 48 has it. Arabic is written with the digits 0 to 9: CLDR's `ar` does so, and they are
// what a reader meets on every bus stop, bill and form in Germany; the digits of Egypt and Syria
// would have to be translated back to find house 12.
constexpr std::array<Language, 7> kLanguages{{
    {"de", "", PluralRule::one_other, ",", kNarrowSpace, PercentSign::spaced, false},
    {"de-x-leicht", "de", PluralRule::one_other, ",", kNarrowSpace, PercentSign::spaced, false},
    {"en", "de", PluralRule::one_other, ".", ",", PercentSign::close, false},
    {"tr", "de", PluralRule::one_other, ",", ".", PercentSign::before, false},
    {"ru", "de", PluralRule::one_few_many, ",", kNoBreakSpace, PercentSign::spaced, false},
    {"uk", "de", PluralRule::one_few_many, ",", kNoBreakSpace, PercentSign::close, false},
    {"ar", "de", PluralRule::arabic, ".", ",", PercentSign::close, true},
}};

constexpr std::array kOneOther{Plural::one, Plural::other};
constexpr std::array kOneFewMany{Plural::one, Plural::few, Plural::many};
constexpr std::array kArabic{Plural::zero, Plural::one,  Plural::two,
                             Plural::few,  Plural::many, Plural::other};

Plural one_few_many(std::uint64_t n) {
    const std::uint64_t tens = n % 100;
    const std::uint64_t units = n % 10;
    if (units == 1 && tens != 11) return Plural::one;
    if (units >= 2 && units <= 4 && (tens < 12 || tens > 14)) return Plural::few;
    return Plural::many;
}

Plural arabic(std::uint64_t n) {
    if (n == 0) return Plural::zero;
    if (n == 1) return Plural::one;
    if (n == 2) return Plural::two;
    const std::uint64_t tens = n % 100;
    if (tens >= 3 && tens <= 10) return Plural::few;
    if (tens >= 11) return Plural::many;
    return Plural::other;
}

}  // namespace

std::string_view name(Plural category) {
    switch (category) {
        case Plural::zero:
            return "zero";
        case Plural::one:
            return "one";
        case Plural::two:
            return "two";
        case Plural::few:
            return "few";
        case Plural::many:
            return "many";
        case Plural::other:
            break;
    }
    return "other";
}

std::span<const Language> languages() {
    return kLanguages;
}

const Language* find_language(std::string_view tag) {
    for (const Language& language : kLanguages) {
        if (language.tag == tag) return &language;
    }
    return nullptr;
}

Plural plural_of(const Language& language, std::int64_t count) {
    const auto bits = static_cast<std::uint64_t>(count);
    const std::uint64_t n = count < 0 ? 0 - bits : bits;
    switch (language.plural_rule) {
        case PluralRule::one_few_many:
            return one_few_many(n);
        case PluralRule::arabic:
            return arabic(n);
        case PluralRule::one_other:
            break;
    }
    return n == 1 ? Plural::one : Plural::other;
}

std::span<const Plural> integer_plurals(const Language& language) {
    switch (language.plural_rule) {
        case PluralRule::one_few_many:
            return kOneFewMany;
        case PluralRule::arabic:
            return kArabic;
        case PluralRule::one_other:
            break;
    }
    return kOneOther;
}

}  // namespace qp::i18n
