// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/relay.h"

#include <doctest/doctest.h>

#include "core/ops/ballot_request.h"
#include "core/ops/receipt.h"
#include "core/ops/test_city.h"

namespace qp::ops {

namespace {

constexpr auto kDay = std::chrono::hours{24};

struct TestRelay {
    TestCity city;
    Instant now = instant(kTestNow);
    KeyPair key = KeyPair::generate(city.random);
    Bytes certificate = sign_relay_certificate(city.city(), city.secrets[0], key.public_key(),
                                               "Stand am Kesselbrink", now - kDay, now + 30 * kDay);

    Bytes receipt(RelayLane lane = RelayLane::operations) const {
        RelayAnswer answered{sha256(as_bytes("b")), RelayAnswer::Kind::answered, {1, 2, 3}, ""};
        RelayAnswer refused{sha256(as_bytes("c")), RelayAnswer::Kind::refused, {}, "malformed"};
        return sign_relay_receipt(
            city.city(), key, certificate, lane,
            {RelayAnswer{sha256(as_bytes("a")), RelayAnswer::Kind::held, {}, ""}, answered,
             refused});
    }
    Status verified(BytesView answer, Instant at, const CityKeys& keys,
                    RelayLane lane = RelayLane::operations) const {
        const auto read = read_relay_receipt(answer, lane, city.city().id);
        return read ? verify_relay_receipt(answer, lane, *read, keys, at)
                    : Status{fail(read.error())};
    }
};

}  // namespace

TEST_CASE("a relay's receipt says what it holds, and the city vouches for the relay") {
    const TestRelay relay;
    for (const RelayLane lane : {RelayLane::operations, RelayLane::ballots}) {
        const Bytes answer = relay.receipt(lane);
        const auto read = read_relay_receipt(answer, lane, relay.city.city().id);
        REQUIRE(read);
        CHECK(read->certificate.name == "Stand am Kesselbrink");
        CHECK(read->certificate.relay == relay.key.public_key());
        REQUIRE(read->answers.size() == 3);
        for (const RelayAnswer& one : read->answers) {
            if (one.hash == sha256(as_bytes("a"))) CHECK(one.kind == RelayAnswer::Kind::held);
            if (one.hash == sha256(as_bytes("b"))) CHECK(one.receipt == Bytes{1, 2, 3});
            if (one.hash == sha256(as_bytes("c"))) CHECK(one.code == "malformed");
        }
        CHECK(verify_relay_receipt(answer, lane, *read, relay.city.keys, relay.now));
    }
}

TEST_CASE("a relay's receipt is never a receipt of the city, nor of the other lane") {
    const TestRelay relay;
    const Bytes answer = relay.receipt();
    CHECK(verify_push_receipt(answer, relay.city.keys).error().code == Code::not_a_receipt);
    CHECK(verify_ballot_receipt(relay.receipt(RelayLane::ballots), relay.city.keys).error().code ==
          Code::not_a_receipt);
    const auto other = read_relay_receipt(answer, RelayLane::ballots, relay.city.city().id);
    REQUIRE(!other);
    CHECK(other.error().code == Code::not_a_receipt);
}

TEST_CASE("held is believed of a relay of this city alone, within its time") {
    TestRelay relay;
    const Bytes answer = relay.receipt();
    CHECK(relay.verified(answer, relay.now, relay.city.keys));
    CHECK(!relay.verified(answer, relay.now - 2 * kDay, relay.city.keys));
    CHECK(!relay.verified(answer, relay.now + 30 * kDay, relay.city.keys));

    // Of another city, of a key that is no longer listed, or by one that nobody listed.
    const TestCity other{2};
    CHECK(read_relay_receipt(answer, RelayLane::operations, other.city().id).error().code ==
          Code::not_a_receipt);
    const auto next = CitySecret::generate(relay.city.random, instant(kTestNow));
    const auto rotated =
        sign_city_keys(relay.city.genesis, 2, std::vector<CitySecret>{next}, "Bielefeld");
    CHECK(relay.verified(answer, relay.now, rotated).error().code == Code::not_a_receipt);
    relay.certificate = sign_relay_certificate(relay.city.city(), next, relay.key.public_key(),
                                               "Betrug", relay.now - kDay, relay.now + kDay);
    CHECK(relay.verified(relay.receipt(), relay.now, relay.city.keys).error().code ==
          Code::not_a_receipt);
}

TEST_CASE("somebody else's certificate makes nobody a relay") {
    TestRelay relay;
    const KeyPair thief = KeyPair::generate(relay.city.random);
    const Bytes answer =
        sign_relay_receipt(relay.city.city(), thief, relay.certificate, RelayLane::operations, {});
    CHECK(relay.verified(answer, relay.now, relay.city.keys).error().code == Code::not_a_receipt);
}

TEST_CASE("a relay's receipt that was changed anywhere is none") {
    const TestRelay relay;
    const Bytes answer = relay.receipt();
    for (std::size_t i = 0; i < answer.size(); ++i) {
        Bytes changed = answer;
        changed[i] ^= 1;
        CAPTURE(i);
        CHECK(!relay.verified(changed, relay.now, relay.city.keys));
    }
    for (std::size_t size = 0; size < answer.size(); ++size)
        CHECK(!relay.verified(BytesView{answer}.first(size), relay.now, relay.city.keys));
}

TEST_CASE("a relay's receipt for ballots is padded: its length tells less of how many there are") {
    const TestRelay relay;
    const auto length = [&](std::size_t count) {
        std::vector<RelayAnswer> answers(count);
        for (std::size_t i = 0; i < count; ++i) answers[i].hash[0] = static_cast<std::uint8_t>(i);
        return sign_relay_receipt(relay.city.city(), relay.key, relay.certificate,
                                  RelayLane::ballots, std::move(answers))
            .size();
    };
    CHECK(length(1) == length(9));
}

}  // namespace qp::ops
