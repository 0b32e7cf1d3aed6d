// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/city_keys.h"

#include <doctest/doctest.h>

#include "core/ops/test_city.h"

namespace qp::ops {

TEST_CASE("a device takes the keys of the city it trusts and of no other") {
    const TestCity city;
    const TestCity other{2};
    const auto keys = decode_city_keys(city.keys.bytes, city.city().id);
    REQUIRE(keys);
    CHECK(*keys == city.keys);
    const auto foreign = decode_city_keys(other.keys.bytes, city.city().id);
    REQUIRE(!foreign);
    CHECK(foreign.error().code == Code::wrong_city);
    CHECK(decode_city_keys_on_first_use(other.keys.bytes));
}

TEST_CASE("no byte of the list of keys can be changed") {
    const TestCity city;
    for (std::size_t i = 0; i < city.keys.bytes.size(); ++i) {
        Bytes changed = city.keys.bytes;
        changed[i] ^= 1;
        CHECK(!decode_city_keys(changed, city.city().id));
    }
}

TEST_CASE(
    "devices seal to the newest key whose time has come, and to the first with a wrong clock") {
    TestCity city;
    city.secrets.push_back(CitySecret::generate(city.random, instant(kTestNow + 1000)));
    city.secrets.push_back(CitySecret::generate(city.random, instant(kTestNow - 1000)));
    const CityKeys keys = sign_city_keys(city.genesis, 2, city.secrets, "Bielefeld");
    CHECK(keys.sealing_key(instant(kTestNow)).id == city.secrets[2].id());
    CHECK(keys.sealing_key(instant(kTestNow + 1000)).id == city.secrets[1].id());
    CHECK(keys.sealing_key(instant(0)).id == city.secrets[0].id());
    CHECK(keys.find(city.secrets[1].id()) != nullptr);
    CHECK(keys.find(KeyId{}) == nullptr);
}

}  // namespace qp::ops
