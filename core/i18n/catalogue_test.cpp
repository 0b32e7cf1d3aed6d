// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/catalogue.h"

#include <doctest/doctest.h>

using namespace qp;
using namespace qp::i18n;

TEST_CASE("a catalogue reads plain texts and plural forms") {
    const Keys keys{
        "a.b\x1e"
        "empty\x1e"
        "n\x1e"};
    const Catalogue catalogue{
        keys,
        "Hallo {name}\x1e\x1e"
        "\x1f"
        "count\x1f"
        "one\x1f{count} Rad\x1fother\x1f{count} Räder\x1f=0\x1fkeine Räder\x1e"};
    const auto plain = catalogue.find("a.b");
    REQUIRE(plain);
    CHECK(plain->by.empty());
    CHECK(plain->placeholders() == std::vector<std::string>{"name"});

    const auto counted = catalogue.find("n");
    REQUIRE(counted);
    const Language& german = *find_language("de");
    CHECK(counted->by == "count");
    CHECK(counted->form(german, 1) == "{count} Rad");
    CHECK(counted->form(german, 2) == "{count} Räder");
    CHECK(counted->form(german, 0) == "keine Räder");
    CHECK(counted->has(Plural::one));
    CHECK(!counted->has(Plural::few));
    CHECK(counted->texts().size() == 3);
    CHECK(!catalogue.find("unknown"));
    CHECK(!catalogue.find("zzz"));
    CHECK(catalogue.find("empty")->form(german, 3).empty());
}

TEST_CASE("a form that a language file lacks is stood in for by `other`, or the last there is") {
    const Keys keys{"n\x1e"};
    const Catalogue catalogue{keys,
                              "\x1f"
                              "count\x1fother\x1f{count} x\x1e"};
    CHECK(catalogue.find("n")->form(*find_language("ru"), 2) == "{count} x");
    const Catalogue without_other{keys,
                                  "\x1f"
                                  "count\x1fone\x1f{count} y\x1fmany\x1f{count} z\x1e"};
    CHECK(without_other.find("n")->form(*find_language("ru"), 2) == "{count} z");
}

TEST_CASE("a message that a language lacks is not there") {
    const Keys keys{
        "a\x1e"
        "b\x1e"};
    const Catalogue catalogue{keys, "\x1a\x1eYes\x1e"};
    CHECK(!catalogue.find("a"));
    CHECK(catalogue.find("b"));
}
