// SPDX-License-Identifier: EUPL-1.2
#include "native/pin.h"

#include <doctest/doctest.h>

namespace native = qp::native;

TEST_CASE("a PIN opens by its hash, another one does not, and the hash does not show it") {
    const auto hash = native::hash_pin("271828");
    REQUIRE(hash);
    CHECK(native::is_pin_hash(*hash));
    CHECK(hash->find("271828") == std::string::npos);
    CHECK(native::is_pin("271828", *hash));
    CHECK_FALSE(native::is_pin("271829", *hash));
    CHECK_FALSE(native::is_pin("", *hash));
    CHECK(*native::hash_pin("271828") != *hash);
}

TEST_CASE("a PIN that is too short, too long or no number is refused; so is what is no hash") {
    for (const char* pin : {"", "12345", "1234567890123", "12345a", "12 456"})
        CHECK(native::hash_pin(pin).error().code == qp::Code::bad_argument);
    for (const char* hash : {"", "123456", "$argon2id$v=19$", "$2b$12$abc"}) {
        CHECK_FALSE(native::is_pin_hash(hash));
        CHECK_FALSE(native::is_pin("123456", hash));
    }
}
