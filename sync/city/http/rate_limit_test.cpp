// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/rate_limit.h"

#include <doctest/doctest.h>

namespace qp::city::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

RateRules rules() {
    RateRules rules;
    rules.per_second = 2;
    rules.burst = 10;
    rules.addresses_max = 100;
    return rules;
}

AddressKey numbered(int number) {
    AddressKey key{};
    key[0] = static_cast<std::uint8_t>(number >> 8);
    key[1] = static_cast<std::uint8_t>(number);
    key[2] = 1;
    return key;
}

}  // namespace

TEST_CASE("an address may make a burst, then so many a second, and hears how long to wait") {
    RateLimit limit{rules()};
    RateLimit::Clock::time_point now{};
    const AddressKey here = *address_key("192.0.2.1");
    for (int i = 0; i < 10; ++i) CHECK(limit.take(here, now) == seconds{0});
    CHECK(limit.take(here, now) == seconds{1});
    CHECK(limit.take(*address_key("192.0.2.2"), now) == seconds{0});
    now += milliseconds{500};
    CHECK(limit.take(here, now) == seconds{0});
    CHECK(limit.take(here, now) > seconds{0});
    now += seconds{3600};
    for (int i = 0; i < 10; ++i) CHECK(limit.take(here, now) == seconds{0});
    CHECK(limit.take(here, now) > seconds{0});
}

TEST_CASE("a limit is kept over the change of generations") {
    RateLimit limit{rules()};
    RateLimit::Clock::time_point now{seconds{1000}};
    const AddressKey here = *address_key("192.0.2.1");
    int taken = 0;
    // Two minutes of twenty a second: the burst, then two a second.
    for (int i = 0; i < 2400; ++i) {
        taken += limit.take(here, now) == seconds{0};
        now += milliseconds{50};
    }
    CHECK(taken <= 10 + 240 + 1);
    CHECK(taken >= 240);
}

TEST_CASE("however many addresses there are, memory is bounded, and none is kept for long") {
    RateLimit limit{rules()};
    RateLimit::Clock::time_point now{seconds{1000}};
    for (int i = 0; i < 5000; ++i) limit.take(numbered(i), now);
    CHECK(limit.addresses() <= 200);
    now += seconds{60};
    limit.take(numbered(1), now);
    CHECK(limit.addresses() <= 1);
}

TEST_CASE("of IPv6 the network counts, of IPv4 the address, and this machine is not limited") {
    CHECK(address_key("2001:db8:1:2:3::4") == address_key("2001:db8:1:2:ffff::1"));
    CHECK(address_key("2001:db8:1:2::1") != address_key("2001:db8:1:3::1"));
    CHECK(address_key("::ffff:192.0.2.1") == address_key("192.0.2.1"));
    CHECK(address_key("192.0.2.1") != address_key("192.0.2.2"));
    CHECK_FALSE(address_key("kiosk"));
    CHECK_FALSE(limited_address("127.0.0.1", "", {}));
    CHECK_FALSE(limited_address("::1", "", {}));
    CHECK(limited_address("192.0.2.1", "", {}) == address_key("192.0.2.1"));
}

TEST_CASE("behind our own proxy the last forwarded address counts; anybody else's word does not") {
    const std::vector<std::string> proxies{"127.0.0.1"};
    CHECK(limited_address("127.0.0.1", "198.51.100.7", proxies) == address_key("198.51.100.7"));
    // What a client made up stands before what the proxy has added.
    CHECK(limited_address("127.0.0.1", "203.0.113.9, 198.51.100.7", proxies) ==
          address_key("198.51.100.7"));
    CHECK(limited_address("192.0.2.1", "198.51.100.7", proxies) == address_key("192.0.2.1"));
    CHECK_FALSE(limited_address("127.0.0.1", "", proxies));
}

}  // namespace qp::city::http
