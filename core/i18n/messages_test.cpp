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

// A Locale shows its own catalogue only through texts; the files are parsed once more for their
// shape.
std::set<std::string> keys(const Catalogue& catalogue) {
    std::set<std::string> result;
    for (const auto& [key, message] : catalogue.messages()) result.insert(key);
    return result;
}

bool shouts_key(const std::string& text, const std::string& key) {
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
    const std::set<std::string> wanted = keys(german);
    REQUIRE(wanted.size() > 300);
    for (const Locale* locale : messages().locales()) {
        const std::string tag{locale->language().tag};
        CAPTURE(tag);
        const Catalogue& catalogue = locale->own();
        CHECK(keys(catalogue) == wanted);
        for (const auto& entry : catalogue.messages()) {
            const std::string& key = entry.first;
            const Message& message = entry.second;
            CAPTURE(key);
            const Message* model = german.find(key);
            if (model == nullptr) continue;
            CHECK(message.placeholders() == model->placeholders());
            CHECK(message.by == model->by);
            if (message.by.empty()) continue;
            for (const Plural category : integer_plurals(locale->language())) {
                CHECK_MESSAGE(message.forms.contains(category), std::string{name(category)});
            }
        }
    }
}

TEST_CASE("no message is empty, ends in a blank or shows its own key") {
    for (const Locale* locale : messages().locales()) {
        for (const auto& entry : locale->own().messages()) {
            const std::string& key = entry.first;
            CAPTURE(key);
            for (const auto& form : entry.second.forms) {
                const std::string& text = form.second;
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
        for (const auto& entry : locale->own().messages()) {
            CAPTURE(entry.first);
            for (const auto& form : entry.second.forms) {
                bool is_pure = true;
                Script before = Script::none;
                for (std::string_view rest = form.second; !rest.empty();) {
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
        std::set<std::string> found;
        for (const auto& [key, message] : locale.own().messages()) {
            if (key == "language_name") continue;
            for (const auto& form : message.forms) {
                for (std::string_view rest = letters; !rest.empty();) {
                    const std::string_view before = rest;
                    utf8::next(rest);
                    const auto letter = before.substr(0, before.size() - rest.size());
                    if (form.second.find(letter) != std::string::npos) found.insert(key);
                }
            }
        }
        return found;
    };
    CHECK(holds(messages().in("ru"), "іїєґ").empty());
    CHECK(holds(messages().in("uk"), "ыэёъ").empty());
}

TEST_CASE("Leichte Sprache keeps its sentences short") {
    for (const auto& entry : messages().in("de-x-leicht").own().messages()) {
        const std::string& key = entry.first;
        CAPTURE(key);
        for (const auto& form : entry.second.forms) {
            int words = 1;
            for (const char c : form.second) {
                if (c == '.' || c == '!' || c == '?' || c == ':' || c == '(') words = 0;
                if (c == ' ') ++words;
                CHECK(words <= 12);
            }
        }
    }
}

TEST_CASE("a message that a language lacks is said in German") {
    const std::array files{
        MessageFile{"de", R"({"a": "Hallo {name}", "b": "Ja"})"},
        MessageFile{"en", R"({"b": "Yes"})"},
    };
    const auto two = Messages::parse(files);
    REQUIRE(two);
    CHECK(two->in("en").text(Key{"b"}) == "Yes");
    CHECK(two->in("en").text(Key{"a"}) == "Hallo ");
    CHECK(two->in("ru").text(Key{"b"}) == "Ja");
    CHECK(two->in("en").text_or_empty("c").empty());
}

TEST_CASE("a message file that is broken or of an unknown language is named") {
    const std::array broken{MessageFile{"de", "{}"}, MessageFile{"en", "{"}};
    const auto first = Messages::parse(broken);
    REQUIRE(!first);
    CHECK(first.error().detail.find("en:") == 0);

    const std::array unknown{MessageFile{"de", "{}"}, MessageFile{"xx", "{}"}};
    const auto second = Messages::parse(unknown);
    REQUIRE(!second);
    CHECK(second.error().detail.find("xx") != std::string::npos);

    const std::array no_german{MessageFile{"en", "{}"}};
    CHECK(!Messages::parse(no_german));
}
