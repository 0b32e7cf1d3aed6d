// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/ballot.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/cbor.h"
#include "core/ops/ballot_request.h"
#include "core/ops/test_city.h"

namespace qp::ops {

namespace {

struct Voter {
    explicit Voter(Random& random) { random.fill(secret); }
    SignedBallot cast(const CityId& city, const Id& poll, std::uint8_t choice,
                      std::uint32_t revision = 1) const {
        Ballot ballot;
        ballot.poll = poll;
        ballot.choice = choice;
        ballot.revision = revision;
        return sign_ballot(city, nullifier_key(secret, city, poll), ballot);
    }
    BallotSecret secret{};
};

}  // namespace

TEST_CASE("a ballot comes back as it was cast, with and without credential") {
    TestCity city;
    const Voter voter{city.random};
    const Id poll = random_id<Id>(city.random);
    const SignedBallot cast = voter.cast(city.city().id, poll, 4);
    CHECK(cast.bytes.size() == kBallotBytesMin);
    const auto ballot = decode_ballot(cast.bytes, city.city().id);
    REQUIRE(ballot);
    CHECK(ballot->ballot == cast.ballot);
    CHECK(ballot->hash == cast.hash);
    CHECK(ballot->bytes == cast.bytes);

    Ballot with = cast.ballot;
    with.credential = Bytes(300, 7);
    const auto signed_with =
        sign_ballot(city.city().id, nullifier_key(voter.secret, city.city().id, poll), with);
    const auto read = decode_ballot(signed_with.bytes, city.city().id);
    REQUIRE(read);
    CHECK(read->ballot.credential == with.credential);
}

TEST_CASE("a relay that tries to replace a ballot it carries is refused") {
    TestCity city;
    const Voter voter{city.random};
    const SignedBallot cast = voter.cast(city.city().id, random_id<Id>(city.random), 5);
    for (std::size_t i = 0; i < cast.bytes.size(); ++i) {
        Bytes changed = cast.bytes;
        changed[i] ^= 1;
        CHECK(!decode_ballot(changed, city.city().id));
    }
    const auto elsewhere = decode_ballot(cast.bytes, TestCity{2}.city().id);
    REQUIRE(!elsewhere);
    CHECK(elsewhere.error().code == Code::wrong_city);
    CHECK(!decode_ballot(BytesView{cast.bytes}.first(151), city.city().id));
    CHECK(!decode_ballot(Bytes(kBallotBytesMax + 1), city.city().id));
}

TEST_CASE("one person's ballots in two polls, or in two cities, cannot be joined") {
    TestCity city;
    const TestCity other{2};
    const Voter voter{city.random};
    const Id a = random_id<Id>(city.random);
    const Id b = random_id<Id>(city.random);
    const auto key = [&](const CityId& where, const Id& poll) {
        return nullifier_key(voter.secret, where, poll).public_key();
    };
    CHECK(key(city.city().id, a) == key(city.city().id, a));
    CHECK(key(city.city().id, a) != key(city.city().id, b));
    CHECK(key(city.city().id, a) != key(other.city().id, a));
}

TEST_CASE(
    "two revisions of a ballot, in either order: the higher counts, and ties have one winner") {
    TestCity city;
    const Voter voter{city.random};
    const Id poll = random_id<Id>(city.random);
    const auto first = voter.cast(city.city().id, poll, 1, 1);
    const auto second = voter.cast(city.city().id, poll, 5, 2);
    CHECK(supersedes(second, first));
    CHECK(!supersedes(first, second));
    const auto same = voter.cast(city.city().id, poll, 3, 2);
    CHECK(supersedes(second, same) != supersedes(same, second));
    CHECK(!supersedes(same, same));
}

TEST_CASE("a request of ballots is padded, sorted and proves its kiosk") {
    TestCity city;
    const auto kiosk = KeyPair::generate(city.random);
    std::vector<SignedBallot> cast;
    for (int i = 0; i < 10; ++i) {
        cast.push_back(Voter{city.random}.cast(city.city().id, random_id<Id>(city.random), 1));
        std::vector<BytesView> views;
        views.reserve(cast.size());
        for (const auto& ballot : cast) views.emplace_back(ballot.bytes);
        for (const KeyPair* enrolled : {static_cast<const KeyPair*>(nullptr), &kiosk}) {
            const Bytes body = encode_ballots_request(city.city().id, views, enrolled);
            CHECK(body.size() % 1024 == 0);
            const auto request = decode_ballots_request(body, city.city().id);
            REQUIRE(request);
            CHECK(request->envelope.has_value() == (enrolled != nullptr));
            REQUIRE(request->ballots.size() == cast.size());
            CHECK(std::is_sorted(request->ballots.begin(), request->ballots.end(),
                                 [](auto& a, auto& b) { return a.hash < b.hash; }));
        }
    }
}

TEST_CASE("every length can be padded") {
    TestCity city;
    for (std::size_t size = 0; size <= kCredentialBytesMax; ++size) {
        const Bytes any(kBallotBytesMin + size);
        const std::vector<BytesView> views{any};
        const Bytes body = encode_ballots_request(city.city().id, views, nullptr);
        CHECK(body.size() % 1024 == 0);
        CHECK(body.size() <= 3 * 1024);
        CHECK(decode_ballots_request(body, city.city().id));
    }
}

TEST_CASE("a request has one form: what tells more than its ballots is refused") {
    TestCity city;
    std::vector<SignedBallot> cast;
    cast.reserve(2);
    for (int i = 0; i < 2; ++i)
        cast.push_back(Voter{city.random}.cast(city.city().id, random_id<Id>(city.random), 1));
    std::sort(cast.begin(), cast.end(), [](auto& a, auto& b) { return a.hash < b.hash; });
    const auto body_of = [&](std::vector<BytesView> ballots, std::size_t body_bytes) {
        cbor::Writer out;
        out.array(5).uint(kSuite).id(city.city().id).null().array(ballots.size());
        for (const BytesView ballot : ballots) out.bytes(ballot);
        const Bytes padding(body_bytes - out.size() - 3);
        return out.bytes(BytesView{padding}).take();
    };
    const auto is_taken = [&](const Bytes& body) {
        return decode_ballots_request(body, city.city().id).has_value();
    };
    CHECK(is_taken(body_of({cast[0].bytes, cast[1].bytes}, 1024)));
    CHECK_FALSE(is_taken(body_of({cast[1].bytes, cast[0].bytes}, 1024)));  // the order they came in
    CHECK_FALSE(is_taken(body_of({cast[0].bytes, cast[1].bytes}, 2048)));  // longer than needed
    CHECK_FALSE(is_taken(body_of({}, 1024)));
}

TEST_CASE("one broken ballot does not spoil the others, a foreign envelope does") {
    TestCity city;
    const auto kiosk = KeyPair::generate(city.random);
    const auto good = Voter{city.random}.cast(city.city().id, random_id<Id>(city.random), 1);
    auto bad = Voter{city.random}.cast(city.city().id, random_id<Id>(city.random), 1);
    bad.bytes.back() ^= 1;
    const std::vector<BytesView> views{good.bytes, bad.bytes};
    Bytes body = encode_ballots_request(city.city().id, views, &kiosk);
    const auto request = decode_ballots_request(body, city.city().id);
    REQUIRE(request);
    REQUIRE(request->ballots.size() == 1);
    CHECK(request->ballots[0].hash == good.hash);
    REQUIRE(request->refused.size() == 1);
    CHECK(request->refused[0].code == Code::bad_signature);
    CHECK(request->refused[0].hash == bad.hash);

    body[40] ^= 1;  // within the enrolled key
    const auto forged = decode_ballots_request(body, city.city().id);
    REQUIRE(!forged);
    CHECK(forged.error().code == Code::bad_signature);
    body.pop_back();
    CHECK(!decode_ballots_request(body, city.city().id));
}

}  // namespace qp::ops
