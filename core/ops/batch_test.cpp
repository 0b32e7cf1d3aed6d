// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/batch.h"

#include <doctest/doctest.h>

#include "core/ops/test_city.h"

namespace qp::ops {

namespace {

std::vector<Operation> operations(Random& random, std::size_t count) {
    std::vector<Operation> made;
    for (std::size_t i = 0; i < count; ++i) {
        made.push_back(make_operation(OpType::kiosk_health, 1, Id{}, hlc_at(instant(kTestNow)),
                                      PayloadKind::plain, Bytes(20, static_cast<std::uint8_t>(i)),
                                      random));
    }
    return made;
}

struct Chained {
    TestCity city;
    KeyPair author = KeyPair::generate(city.random);
    ChainState chain = new_chain(city.city(), author.public_key(), city.random);
    Bytes sign(const std::vector<Operation>& ops) {
        return sign_batch(city.city(), author, chain, ops);
    }
};

}  // namespace

TEST_CASE("a batch comes back with its operations, keys and heads") {
    Chained world;
    const auto first = operations(world.city.random, 3);
    const Bytes bytes = world.sign(first);
    const auto batch = decode_batch(bytes, world.city.city());
    REQUIRE(batch);
    CHECK(batch->operations == first);
    CHECK(batch->author == world.author.public_key());
    CHECK(batch->first_seq == 1);
    CHECK(batch->upto_seq() == 3);
    CHECK(!batch->prev_head);
    CHECK(batch->head() == world.chain.head);
    CHECK(world.chain.seq == 3);

    const auto more = decode_batch(world.sign(operations(world.city.random, 2)), world.city.city());
    REQUIRE(more);
    CHECK(more->first_seq == 4);
    CHECK(more->prev_head == batch->head());
    CHECK(more->key(1).seq == 5);
}

TEST_CASE("no byte of a batch can be changed") {
    Chained world;
    const Bytes bytes = world.sign(operations(world.city.random, 2));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (const unsigned flip : {1u, 0x80u}) {
            Bytes changed = bytes;
            changed[i] = static_cast<std::uint8_t>(changed[i] ^ flip);
            CHECK(!decode_batch(changed, world.city.city()));
        }
    }
    for (std::size_t size = 0; size < bytes.size(); size += 7) {
        CHECK(!decode_batch(BytesView{bytes}.first(size), world.city.city()));
    }
}

TEST_CASE("a batch counts in its own city alone") {
    Chained world;
    const TestCity elsewhere{2};
    const Bytes bytes = world.sign(operations(world.city.random, 1));
    const auto batch = decode_batch(bytes, elsewhere.city());
    REQUIRE(!batch);
    CHECK(batch.error().code == Code::bad_signature);
}

TEST_CASE("erasing an operation leaves its header, the chain and a signature over the rest") {
    Chained world;
    const ChainState before = world.chain;
    auto ops = operations(world.city.random, 3);
    const auto whole = decode_batch(world.sign(ops), world.city.city());
    REQUIRE(whole);

    ops[1] = erased(ops[1]);
    world.chain = before;
    const Bytes rest = world.sign(ops);
    const auto batch = decode_batch(rest, world.city.city());
    REQUIRE(batch);
    CHECK(batch->operations[1].is_erased());
    CHECK(batch->operations[1].payload.empty());
    CHECK(batch->header_hashes == whole->header_hashes);
    CHECK(batch->heads == whole->heads);
    CHECK(batch->signature == whole->signature);
}

TEST_CASE("the order of operations and their place in the chain are signed") {
    Chained world;
    const ChainState before = world.chain;
    auto ops = operations(world.city.random, 2);
    const auto one = decode_batch(world.sign(ops), world.city.city());
    std::swap(ops[0], ops[1]);
    world.chain = before;
    const auto other = decode_batch(world.sign(ops), world.city.city());
    REQUIRE((one && other));
    CHECK(one->head() != other->head());
    CHECK(one->header_hashes[0] != other->header_hashes[1]);
}

TEST_CASE("a batch of no operations, or of too many, or from seq 0, is none") {
    const TestCity city;
    const auto with = [](std::uint64_t seq, bool has_head, std::size_t count) {
        cbor::Writer out;
        out.array(6).bytes(PublicKey{}).bytes(Epoch{}).uint(seq);
        has_head ? out.bytes(Hash{}) : out.null();
        out.array(count);
        for (std::size_t i = 0; i < count; ++i) {
            out.array(7).uint(1).uint(1).null().uint(0).uint(0).bytes(Salt{}).bytes(Bytes{});
        }
        return out.bytes(Signature{}).take();
    };
    const auto code = [&](const Bytes& bytes) { return decode_own_batch(bytes, city.city()); };
    CHECK(code(with(1, false, 1)));
    CHECK(code(with(2, true, 256)));
    CHECK(code(with(UINT32_MAX, true, 1)));
    CHECK(!code(with(1, false, 0)));
    CHECK(!code(with(0, false, 1)));
    CHECK(!code(with(2, true, 257)));
    CHECK(!code(with(UINT32_MAX, true, 2)));
    CHECK(!code(with(1, true, 1)));
    CHECK(!code(with(2, false, 1)));
}

TEST_CASE("an operation of an unknown type is kept as it is") {
    TestCity city;
    const Operation operation =
        make_operation(static_cast<OpType>(999), 9, random_id<Id>(city.random), Hlc{7},
                       PayloadKind::plain, Bytes{1, 2, 3}, city.random);
    CHECK(decode_operation(encode(operation)) == operation);
}

TEST_CASE("the clock serves display: an hour for residents, never back, never beyond its bits") {
    const Instant now = instant(kTestNow);
    CHECK(to_iso(time_of(hlc_to_the_hour(now))) == "2026-11-23T14:00:00Z");
    const Hlc last = hlc_at(now);
    CHECK(next_hlc(last, now - std::chrono::hours{90000}) > last);
    CHECK(time_of(next_hlc(last, now + Milliseconds{1})) == now + Milliseconds{1});
    CHECK(ms(time_of(hlc_at(instant(-5)))) == 0);
    CHECK(time_of(hlc_at(instant(INT64_MAX))) > now);
    CHECK(!is_skewed(last, now + std::chrono::hours{23}));
    CHECK(is_skewed(last, now + std::chrono::hours{25}));
    CHECK(is_skewed(last, now - std::chrono::hours{25}));
}

}  // namespace qp::ops
