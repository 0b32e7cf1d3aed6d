// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/catalogue.h"

#include <doctest/doctest.h>

using namespace qp;
using namespace qp::i18n;

TEST_CASE("a catalogue reads plain texts and plural forms") {
    const auto catalogue = Catalogue::parse(
        R"({"a.b": "Hallo {name}", "n": {"by": "count", "one": "{count} Rad", "other": "{count} Räder",
            "=0": "keine Räder"}})");
    REQUIRE(catalogue);
    const Message* plain = catalogue->find("a.b");
    REQUIRE(plain != nullptr);
    CHECK(plain->by.empty());
    CHECK(plain->placeholders() == std::vector<std::string>{"name"});

    const Message* counted = catalogue->find("n");
    REQUIRE(counted != nullptr);
    const Language& german = *find_language("de");
    CHECK(counted->form(german, 1) == "{count} Rad");
    CHECK(counted->form(german, 2) == "{count} Räder");
    CHECK(counted->form(german, 0) == "keine Räder");
    CHECK(catalogue->find("unknown") == nullptr);
}

TEST_CASE("a form that a language file lacks is stood in for by `other`") {
    const auto catalogue = Catalogue::parse(R"({"n": {"by": "count", "other": "{count} x"}})");
    REQUIRE(catalogue);
    CHECK(catalogue->find("n")->form(*find_language("ru"), 2) == "{count} x");
}

TEST_CASE("a broken message file is refused and the message named") {
    struct Case {
        const char* json;
        const char* named;
    };
    for (const Case& c :
         {Case{"<html>", "JSON"}, Case{"[]", "JSON"}, Case{"", "JSON"}, Case{R"({"k": 3})", "'k'"},
          Case{R"({"k": null})", "'k'"}, Case{R"({"k": "a { b"})", "'k'"},
          Case{R"({"k": "a {b"})", "'k'"}, Case{R"({"k": "a} b"})", "'k'"},
          Case{R"({"k": "{}"})", "'k'"}, Case{R"({"k": "{Big}"})", "'k'"},
          Case{R"({"k": {"one": "x"}})", "'k'"}, Case{R"({"k": {"by": "n"}})", "'k'"},
          Case{R"({"k": {"by": "", "one": "x"}})", "'k'"},
          Case{R"({"k": {"by": "n", "dual": "x"}})", "'k'"},
          Case{R"({"k": {"by": "n", "one": 1}})", "'k'"},
          Case{R"({"k": {"by": "n", "one": "{"}})", "'k'"}}) {
        CAPTURE(c.json);
        const auto catalogue = Catalogue::parse(c.json);
        REQUIRE(!catalogue);
        CHECK(catalogue.error().code == Code::malformed);
        CHECK(catalogue.error().detail.find(c.named) != std::string::npos);
    }
}
