// SPDX-License-Identifier: EUPL-1.2
#include "core/i18n/language.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace qp::i18n;

namespace {
std::string category(const char* tag, std::int64_t count) {
    const Language* language = find_language(tag);
    REQUIRE(language != nullptr);
    return std::string{name(plural_of(*language, count))};
}
}  // namespace

TEST_CASE("German, Leichte Sprache, English and Turkish tell one from all others") {
    for (const char* tag : {"de", "de-x-leicht", "en", "tr"}) {
        CAPTURE(tag);
        CHECK(category(tag, 1) == "one");
        CHECK(category(tag, -1) == "one");
        for (const int count : {0, 2, 11, 21, 101, 1000}) CHECK(category(tag, count) == "other");
    }
}

TEST_CASE("Russian and Ukrainian count as CLDR says") {
    for (const char* tag : {"ru", "uk"}) {
        CAPTURE(tag);
        for (const int count : {1, 21, 31, 101, 1001}) CHECK(category(tag, count) == "one");
        for (const int count : {2, 3, 4, 22, 34, 102}) CHECK(category(tag, count) == "few");
        for (const int count : {0, 5, 11, 12, 14, 20, 111, 112, 1000}) {
            CHECK(category(tag, count) == "many");
        }
    }
}

TEST_CASE("Arabic has six forms") {
    CHECK(category("ar", 0) == "zero");
    CHECK(category("ar", 1) == "one");
    CHECK(category("ar", 2) == "two");
    for (const int count : {3, 10, 103, 110}) CHECK(category("ar", count) == "few");
    for (const int count : {11, 26, 99, 111, 199}) CHECK(category("ar", count) == "many");
    for (const int count : {100, 101, 102, 200, 1002}) CHECK(category("ar", count) == "other");
}

TEST_CASE("the smallest number has a plural too") {
    CHECK(category("ru", std::numeric_limits<std::int64_t>::min()) == "many");
}

TEST_CASE("a fallback leads to German, and an unknown tag to nothing") {
    for (const Language& language : languages()) {
        const Language* last = &language;
        int steps = 0;
        while (!last->fallback.empty()) {
            last = find_language(last->fallback);
            REQUIRE(last != nullptr);
            REQUIRE(++steps < 4);
        }
        CHECK(last->tag == "de");
    }
    CHECK(find_language("xx") == nullptr);
    CHECK(find_language("") == nullptr);
}
