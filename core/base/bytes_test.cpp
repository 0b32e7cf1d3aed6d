// SPDX-License-Identifier: EUPL-1.2
#include "core/base/bytes.h"

#include <doctest/doctest.h>

namespace qp {

TEST_CASE("bytes come back from hex and base64url as they were") {
    Bytes bytes;
    for (int length = 0; length < 70; ++length) {
        CHECK(from_hex(to_hex(bytes)) == bytes);
        CHECK(from_base64url(to_base64url(bytes)) == bytes);
        bytes.push_back(static_cast<std::uint8_t>(length * 37));
    }
}

TEST_CASE("spellings are those of RFC 4648") {
    CHECK(to_hex(as_bytes("foo\xff")) == "666f6fff");
    CHECK(to_base64url(as_bytes("foob")) == "Zm9vYg");
    CHECK(to_base64url(Bytes{0xfb, 0xff}) == "-_8");
}

TEST_CASE("what is no spelling of bytes is refused") {
    for (const char* text : {"0", "0g", "0x12", " 12", "12 "}) CHECK(!from_hex(text));
    for (const char* text : {"A", "AB=", "AB==", "A+", "A/", "A B", "AAAAA"}) {
        CHECK(!from_base64url(text));
    }
    // "Zh" would give the same byte as "Zg": one value has one spelling.
    CHECK(from_base64url("Zg"));
    CHECK(!from_base64url("Zh"));
}

TEST_CASE("an array is made only of exactly as many bytes") {
    CHECK(to_array<2>(Bytes{1, 2}) == ByteArray<2>{1, 2});
    CHECK(!to_array<2>(Bytes{1}));
    CHECK(!to_array<2>(Bytes{1, 2, 3}));
}

}  // namespace qp
