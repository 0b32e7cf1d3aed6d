// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/receipt.h"

#include <doctest/doctest.h>

#include "core/ops/push.h"
#include "core/ops/test_city.h"

namespace qp::ops {

namespace {

PushReceipt receipt_of(TestCity& city) {
    PushReceipt receipt;
    receipt.server_epoch = random_id<ServerEpoch>(city.random);
    receipt.key_id = city.secrets[0].id();
    BatchReceipt batch;
    batch.author[0] = 7;
    batch.first_seq = 4;
    batch.outcomes = {{Outcome::Kind::accepted, 1000, ""},
                      {Outcome::Kind::duplicate, 12, ""},
                      {Outcome::Kind::erased, 0, ""},
                      {Outcome::Kind::rejected, 0, "conflict"},
                      {Outcome::Kind::retry, 0, ""}};
    receipt.batches.push_back(batch);
    receipt.refused.push_back({Hash{3}, "bad_signature"});
    return receipt;
}

BallotReceipt ballot_receipt_of(TestCity& city) {
    BallotReceipt receipt;
    receipt.server_epoch = random_id<ServerEpoch>(city.random);
    receipt.key_id = city.secrets[0].id();
    receipt.outcomes = {{Hash{1}, BallotOutcome::Kind::accepted, ""},
                        {Hash{2}, BallotOutcome::Kind::known, ""},
                        {Hash{3}, BallotOutcome::Kind::rejected, "closed"},
                        {Hash{4}, BallotOutcome::Kind::retry, ""}};
    return receipt;
}

}  // namespace

TEST_CASE("a receipt of either lane comes back as the city signed it") {
    TestCity city;
    const PushReceipt pushed = receipt_of(city);
    CHECK(verify_push_receipt(sign_receipt(city.city(), city.secrets[0], pushed), city.keys) ==
          pushed);
    const BallotReceipt cast = ballot_receipt_of(city);
    CHECK(verify_ballot_receipt(sign_receipt(city.city(), city.secrets[0], cast), city.keys) ==
          cast);
}

TEST_CASE("captive portal: a 200 with HTML is no receipt, nor is anything else") {
    TestCity city;
    const Bytes pushed = sign_receipt(city.city(), city.secrets[0], receipt_of(city));
    const Bytes cast = sign_receipt(city.city(), city.secrets[0], ballot_receipt_of(city));
    const auto refused = [&](BytesView answer) {
        const auto a = verify_push_receipt(answer, city.keys);
        const auto b = verify_ballot_receipt(answer, city.keys);
        return !a && !b && a.error().code == Code::not_a_receipt &&
               b.error().code == Code::not_a_receipt;
    };
    CHECK(refused(as_bytes("<html>Login</html>")));
    CHECK(refused(Bytes{}));
    for (std::size_t i = 0; i < pushed.size(); ++i) {
        Bytes changed = pushed;
        changed[i] ^= 1;
        CHECK(refused(changed));
        CHECK(refused(BytesView{pushed}.first(i)));
    }
    for (std::size_t i = 0; i < cast.size(); ++i) {
        Bytes changed = cast;
        changed[i] ^= 1;
        CHECK(refused(changed));
    }
    // One lane's receipt is none in the other.
    CHECK(!verify_ballot_receipt(pushed, city.keys));
    CHECK(!verify_push_receipt(cast, city.keys));
}

TEST_CASE("a key that is not listed, or another city's, signs no receipt") {
    TestCity city;
    TestCity other{2};
    const auto unlisted = CitySecret::generate(city.random, instant(0));
    const PushReceipt receipt = receipt_of(city);
    CHECK(!verify_push_receipt(sign_receipt(city.city(), unlisted, receipt), city.keys));
    CHECK(!verify_push_receipt(sign_receipt(other.city(), other.secrets[0], receipt), city.keys));
    CHECK(!verify_push_receipt(sign_receipt(other.city(), city.secrets[0], receipt), city.keys));
}

TEST_CASE("poison operation: a broken batch is named and the rest goes on") {
    TestCity city;
    const auto author = KeyPair::generate(city.random);
    ChainState chain = new_chain(city.city(), author.public_key(), city.random);
    const Operation operation =
        make_operation(OpType::kiosk_health, 1, Id{}, Hlc{}, PayloadKind::plain, {}, city.random);
    const Bytes good = sign_batch(city.city(), author, chain, {&operation, 1});
    Bytes broken = good;
    broken.back() ^= 1;
    const Bytes nonsense{1, 2, 3};
    const std::vector<BytesView> batches{broken, good, nonsense};
    const Bytes body = encode_push(city.city().id, batches);
    const auto push = decode_push(body, city.city());
    REQUIRE(push);
    REQUIRE(push->items.size() == 3);
    CHECK(push->items[0].batch.error().code == Code::bad_signature);
    CHECK(push->items[1].batch);
    CHECK(push->items[2].batch.error().code == Code::malformed);
    CHECK(push->items[2].hash == sha256(nonsense));
    std::size_t expected = kPushOverheadBytes;
    for (const BytesView batch : batches) expected += push_bytes_of(batch.size());
    CHECK(body.size() <= expected);
}

TEST_CASE("batch cut mid-body: nothing of it is taken") {
    TestCity city;
    const Bytes batch(100);
    const std::vector<BytesView> batches{batch, batch};
    const Bytes body = encode_push(city.city().id, batches);
    for (std::size_t size = 0; size < body.size(); ++size) {
        CHECK(!decode_push(BytesView{body}.first(size), city.city()));
    }
    const auto elsewhere = decode_push(body, TestCity{2}.city());
    REQUIRE(!elsewhere);
    CHECK(elsewhere.error().code == Code::wrong_city);
    const auto huge = decode_push(Bytes(kPushBytesMax + 1), city.city());
    REQUIRE(!huge);
    CHECK(huge.error().code == Code::too_large);
}

TEST_CASE("more than 256 operations are too many for one push") {
    TestCity city;
    const auto author = KeyPair::generate(city.random);
    ChainState chain = new_chain(city.city(), author.public_key(), city.random);
    const std::vector<Operation> many(200, make_operation(OpType::kiosk_health, 1, Id{}, Hlc{},
                                                          PayloadKind::plain, {}, city.random));
    const Bytes a = sign_batch(city.city(), author, chain, many);
    const Bytes b = sign_batch(city.city(), author, chain, many);
    const std::vector<BytesView> one{a};
    const std::vector<BytesView> two{a, b};
    CHECK(decode_push(encode_push(city.city().id, one), city.city()));
    const auto push = decode_push(encode_push(city.city().id, two), city.city());
    REQUIRE(!push);
    CHECK(push.error().code == Code::too_large);
}

}  // namespace qp::ops
