// SPDX-License-Identifier: EUPL-1.2
// What a translator has to keep to, checked on the files that the programs carry.
#include "core/i18n/messages.h"

#include <doctest/doctest.h>

#include <array>
#include <set>

#include "core/base/utf8.h"
#include "core/i18n/msg.h"

using namespace qp;
using namespace qp::i18n;

namespace {

const Messages& messages() {
    static const Messages built_in = built_in_messages();
    return built_in;
}

bool lacks_a_message(const Catalogue& catalogue) {
    for (const std::string_view key : catalogue.keys().all()) {
        if (!catalogue.find(key)) return true;
    }
    return false;
}

bool shouts_key(std::string_view text, std::string_view key) {
    return text == key;
}

}  // namespace

TEST_CASE("all seven languages are there, in this order, under their own names") {
    std::vector<std::string> names;
    for (const Locale* locale : messages().locales()) {
        names.push_back(locale->text(msg::language_name));
    }
    CHECK(names == std::vector<std::string>{"Deutsch", "Leichte Sprache", "English", "Türkçe",
                                            "Русский", "Українська", "العربية"});
}

TEST_CASE("each language has every message, with the same placeholders and all plural forms") {
    const Catalogue& german = messages().in("de").own();
    REQUIRE(german.keys().all().size() > 300);
    for (const Locale* locale : messages().locales()) {
        const std::string tag{locale->language().tag};
        CAPTURE(tag);
        const Catalogue& catalogue = locale->own();
        REQUIRE(!lacks_a_message(catalogue));
        for (const std::string_view key : catalogue.keys().all()) {
            CAPTURE(key);
            const auto message = catalogue.find(key);
            const auto model = german.find(key);
            CHECK(message->placeholders() == model->placeholders());
            CHECK(message->by == model->by);
            if (message->by.empty()) continue;
            for (const Plural category : integer_plurals(locale->language())) {
                CHECK_MESSAGE(message->has(category), std::string{name(category)});
            }
        }
    }
}

TEST_CASE("no message is empty, ends in a blank or shows its own key") {
    for (const Locale* locale : messages().locales()) {
        for (const std::string_view key : locale->own().keys().all()) {
            CAPTURE(key);
            for (const std::string_view text : locale->own().find(key)->texts()) {
                CHECK(!text.empty());
                CHECK(text.front() != ' ');
                CHECK(text.back() != ' ');
                CHECK(!shouts_key(text, key));
            }
        }
    }
}

TEST_CASE("no translation mixes the letters of two scripts within a word, or holds a foreign one") {
    // A Latin "a" within a Cyrillic word looks right and is read aloud, and found, wrong.
    enum class Script : std::uint8_t { none, latin, cyrillic, arabic };
    const auto script_of = [](char32_t c) {
        const bool is_ascii_letter = (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z';
        if (is_ascii_letter || (c >= 0xC0 && c < 0x250)) return Script::latin;
        if (c >= 0x400 && c < 0x530) return Script::cyrillic;
        return c >= 0x620 && c < 0x700 ? Script::arabic : Script::none;
    };
    for (const Locale* locale : messages().locales()) {
        const std::string_view tag = locale->language().tag;
        const Script own = tag == "ru" || tag == "uk" ? Script::cyrillic
                           : tag == "ar"              ? Script::arabic
                                                      : Script::latin;
        for (const std::string_view key : locale->own().keys().all()) {
            CAPTURE(key);
            for (const std::string_view text : locale->own().find(key)->texts()) {
                bool is_pure = true;
                Script before = Script::none;
                for (std::string_view rest = text; !rest.empty();) {
                    const Script here = script_of(utf8::next(rest));
                    is_pure = is_pure && (here <= Script::latin || here == own) &&
                              (here == Script::none || before == Script::none || here == before);
                    before = here;
                }
                CHECK(is_pure);
            }
        }
    }
}

TEST_CASE("Russian and Ukrainian keep their own letters apart") {
    const auto holds = [](const Locale& locale, std::string_view letters) {
        std::set<std::string_view> found;
        for (const std::string_view key : locale.own().keys().all()) {
            if (key == "language_name") continue;
            for (const std::string_view text : locale.own().find(key)->texts()) {
                for (std::string_view rest = letters; !rest.empty();) {
                    const std::string_view before = rest;
                    utf8::next(rest);
                    const auto letter = before.substr(0, before.size() - rest.size());
                    if (text.find(letter) != std::string_view::npos) found.insert(key);
                }
            }
        }
        return found;
    };
    CHECK(holds(messages().in("ru"), "іїєґ").empty());
    CHECK(holds(messages().in("uk"), "ыэёъ").empty());
}

TEST_CASE("Leichte Sprache keeps its sentences short") {
    const Catalogue& own = messages().in("de-x-leicht").own();
    for (const std::string_view key : own.keys().all()) {
        CAPTURE(key);
        for (const std::string_view text : own.find(key)->texts()) {
            int words = 1;
            for (const char c : text) {
                if (c == '.' || c == '!' || c == '?' || c == ':' || c == '(') words = 0;
                if (c == ' ') ++words;
                CHECK(words <= 12);
            }
        }
    }
}

TEST_CASE("a message that a language lacks is said in German") {
    static constexpr std::array kPacked{
        PackedLanguage{"de", "Hallo {name}\x1eJa\x1e"},
        PackedLanguage{"en", "\x1a\x1eYes\x1e"},
    };
    const Messages two{
        "a\x1e"
        "b\x1e",
        kPacked};
    CHECK(two.in("en").text(Key{"b"}) == "Yes");
    CHECK(two.in("en").text(Key{"a"}) == "Hallo ");
    CHECK(two.in("ru").text(Key{"b"}) == "Ja");
    CHECK(two.in("en").text_or_empty("c").empty());
}
