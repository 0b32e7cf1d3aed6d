// SPDX-License-Identifier: EUPL-1.2
// One language as a reader meets it: its words, numbers, dates and lists. Knows no system locale,
// no clock and no time-zone database: German legal time comes from core/base/instant.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"
#include "core/i18n/catalogue.h"
#include "core/i18n/language.h"
#include "core/i18n/message_key.h"

namespace qp::i18n {

// How a time is told: by how long ago it is, or, in words that are kept and read later, by its
// date.
enum class Telling : std::uint8_t { ages, dates };

class Locale {
public:
    // `chain`: the language's own catalogue first, then those that stand in for missing messages.
    // The catalogues must outlive the Locale.
    Locale(const Language& language, std::vector<const Catalogue*> chain,
           Telling telling = Telling::ages);

    const Language& language() const { return *language_; }
    // What the language says itself, without those that stand in.
    const Catalogue& own() const { return *chain_.front(); }
    // The BCP 47 tag for `lang` attributes and speech: Leichte Sprache is spoken as German.
    std::string_view speech_tag() const;

    std::string text(Key key) const { return fill(key.name, {}); }
    template <class M>
    std::string text(const M& message) const {
        const auto arguments = message.arguments();
        return fill(M::kKey, arguments);
    }
    // For keys made at run time, such as "theme.<slug>": empty where no language has it.
    std::string text_or_empty(std::string_view key) const;

    // "1 284", "−3"
    std::string number(std::int64_t value) const;
    // 74, 1 -> "7,4". `decimals` is at most 9.
    std::string decimal(std::int64_t scaled, unsigned decimals) const;
    // Rounded half away from zero. "unbekannt" for what is no number: unknown is never 0.
    std::string decimal(double value, unsigned decimals) const;
    // "7,4 °C": a narrow no-break space keeps both on one line; "%" stands where the language
    // has it. In a language that runs right to left the whole is isolated, left to right.
    std::string with_unit(std::string_view number, std::string_view unit) const;
    // For a place of its own, apart from its number.
    std::string unit_alone(std::string_view unit) const;
    // The unit as it is read aloud ("Mikrogramm pro Kubikmeter"); the unit itself where unknown.
    std::string spoken_unit(std::string_view unit) const;

    // "23. November", with the year where it is not the year of `now`.
    std::string date(Instant at, Instant now) const;
    // "23.11.", where it has to take no more room than an age.
    std::string short_date(Instant at) const;
    // "Montag, 23. November"
    std::string weekday_date(Instant at, Instant now) const;
    // "Oktober 2026": by itself, which Slavic languages tell from the month of a date.
    std::string month(Instant at) const;
    // "14:32"; clock() adds what the language says after it ("14:32 Uhr").
    std::string time(Instant at) const;
    std::string clock(Instant at) const;
    // "gerade eben", "vor 6 Minuten", "gestern", "vor 3 Tagen", beyond a week "am 3. November".
    // What lies ahead of `now` (a clock is wrong) is told as date and time, never as an age; so,
    // in as few letters ("23.11., 14:32"), is what is not long ago with Telling::dates.
    std::string age(Instant at, Instant now) const;
    // "seit heute", "seit gestern", "seit 5 Tagen", beyond a week and with Telling::dates
    // "seit 3. November".
    std::string since(Instant at, Instant now) const;

    // With a capital at the start, as the language writes it: Turkish "i" becomes "İ".
    std::string capitalised(std::string text) const;

    // "a", "a und b", "a, b und c"
    std::string list(std::span<const std::string> items) const;

private:
    std::optional<Message> find(std::string_view key) const;
    std::string fill(std::string_view key, std::span<const Argument> arguments) const;

    const Language* language_;
    std::vector<const Catalogue*> chain_;
    Telling telling_;
};

}  // namespace qp::i18n
