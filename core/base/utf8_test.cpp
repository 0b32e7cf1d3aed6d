// SPDX-License-Identifier: EUPL-1.2
#include "core/base/utf8.h"

#include <doctest/doctest.h>

namespace qp::utf8 {

TEST_CASE("well-formed text of every script is valid") {
    for (const char* text :
         {"", "Bänke", "парк", "حديقة", "\xf0\x9f\x8c\xb3", "\xf4\x8f\xbf\xbf"}) {
        CHECK(is_valid(text));
    }
    CHECK(is_valid(std::string_view("a\0b", 3)));
}

TEST_CASE("overlong, cut, surrogate and too large sequences are not valid") {
    for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80",
                             "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff",
                             "a\xe2\x82", "\xe2\x28\xa1"}) {
        CHECK(!is_valid(text));
    }
}

TEST_CASE("text with letters that run right to left is told from all other") {
    for (const char* text : {"مقعد", "12 مقعدًا", "Bank ספסל", "\xef\xba\x8d"}) {
        CAPTURE(text);
        CHECK(has_right_to_left(text));
    }
    for (const char* text : {"", "Bänke 12", "лавка", "şğıİ", "\xff\xfe", "\u200F"}) {
        CAPTURE(text);
        CHECK(!has_right_to_left(text));
    }
}

TEST_CASE("code points come back as they were put in, up to the last one") {
    for (char32_t c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xd800 && c <= 0xdfff) continue;
        std::string text;
        append(text, c);
        std::string_view rest = text;
        REQUIRE(next(rest) == c);
        REQUIRE(rest.empty());
    }
}

TEST_CASE("lengths and cuts count code points and never split one") {
    CHECK(length("Jöllenbeck") == 10);
    CHECK(cut("Jöllenbeck", 2) == "Jö");
    CHECK(cut("Jö", 5) == "Jö");
    CHECK(cut("ö", 0).empty());
    CHECK(length("a\xff\xfe") == 3);
}

TEST_CASE("control characters and marks that turn the text around go, paragraphs stay") {
    const std::string_view typed =
        "Mehr\tB\xc3\xa4nke\x07\r\nam Platz\rbitte\xe2\x80\xae!\xef\xbb\xbf";
    CHECK(without_control(typed, LineBreaks::keep) == "Mehr Bänke\nam Platz\nbitte!");
    CHECK(without_control(typed, LineBreaks::to_space) == "Mehr Bänke am Platz bitte!");
    CHECK(without_control("a\xc2\x85"
                          "b\x7f\xc3",
                          LineBreaks::keep) == "a\nb");
}

TEST_CASE("blanks of every kind go from both ends only") {
    CHECK(trimmed(" \n\xc2\xa0 ein Baum \xe3\x80\x80\t") == "ein Baum");
    CHECK(trimmed(" \t ").empty());
    CHECK(trimmed("").empty());
}

}  // namespace qp::utf8
