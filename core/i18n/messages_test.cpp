// SPDX-License-Identifier: EUPL-1.2
// What a translator has to keep to, checked on the files that the programs carry.
#include "core/i18n/messages.h"

#include <doctest/doctest.h>

#include <array>
#include <set>

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

TEST_CASE("German, Leichte Sprache and English are there, in this order, under their own names") {
    std::vector<std::string> names;
    for (const Locale* locale : messages().locales()) {
        names.push_back(locale->text(msg::language_name));
    }
    CHECK(names == std::vector<std::string>{"Deutsch", "Leichte Sprache", "English"});
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
