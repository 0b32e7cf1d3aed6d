// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/receipt_code.h"

#include <doctest/doctest.h>

#include "core/ops/test_city.h"

namespace qp::ops {

TEST_CASE("a receipt code is read as people write it down") {
    TestCity city;
    for (int i = 0; i < 200; ++i) {
        const auto code = ReceiptCode::generate(city.random);
        CHECK(code.plain().size() == 12);
        CHECK(ReceiptCode::parse(code.shown()) == code);
        CHECK(ReceiptCode::parse(code.plain()) == code);
        std::string typed = " ";
        for (char c : code.plain()) {
            if (c == '0') c = 'o';
            if (c == '1') c = 'l';
            typed += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            typed += ' ';
        }
        CHECK(ReceiptCode::parse(typed) == code);
    }
}

TEST_CASE("one wrong character, and any two swapped ones, are always noticed") {
    TestCity city;
    const std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (int i = 0; i < 50; ++i) {
        const std::string code = ReceiptCode::generate(city.random).plain();
        for (std::size_t at = 0; at < code.size(); ++at) {
            for (const char c : alphabet) {
                if (c == code[at]) continue;
                std::string wrong = code;
                wrong[at] = c;
                CHECK(!ReceiptCode::parse(wrong));
            }
            for (std::size_t other = 0; other < at; ++other) {
                if (code[at] == code[other]) continue;
                std::string swapped = code;
                std::swap(swapped[at], swapped[other]);
                CHECK(!ReceiptCode::parse(swapped));
            }
        }
    }
}

TEST_CASE("what is no receipt code is refused") {
    for (const char* text : {"", "0000-0000-000", "0000-0000-00000", "0000-0000-000U",
                             "0000-0000-0001", "ö000-0000-0000"}) {
        CHECK(!ReceiptCode::parse(text));
    }
    CHECK(ReceiptCode::parse("0000-0000-0000"));
}

TEST_CASE("the city finds an idea by a tag that does not give the code away") {
    TestCity city;
    const auto code = ReceiptCode::generate(city.random);
    const auto tag = lookup_tag(city.city().id, code);
    REQUIRE(tag);
    CHECK(lookup_tag(city.city().id, *ReceiptCode::parse(code.shown())) == *tag);
    CHECK(lookup_tag(TestCity{2}.city().id, code) != *tag);
    CHECK(lookup_tag(city.city().id, ReceiptCode::generate(city.random)) != *tag);
}

}  // namespace qp::ops
