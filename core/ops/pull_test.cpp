// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/pull.h"

#include <doctest/doctest.h>

#include "core/ops/test_city.h"

namespace qp::ops {

namespace {
Page page_of(TestCity& city) {
    Page page;
    page.server_epoch = random_id<ServerEpoch>(city.random);
    page.scopes = {"city", "mitte"};
    page.after = {7, 7};
    page.cursor = {1, 2, 3};
    page.has_more = true;
    page.changes = {{2, random_id<Id>(city.random), 5, "mitte", 1, Bytes{9, 9}},
                    {200, random_id<Id>(city.random), 6, "city", 3, std::nullopt}};
    return page;
}
}  // namespace

TEST_CASE("a page comes back with its changes and tombstones, of unknown kinds too") {
    TestCity city;
    const Page sent = page_of(city);
    const auto page = decode_page(encode_page(city.city().id, sent), city.city().id);
    REQUIRE(page);
    CHECK(page->changes == sent.changes);
    CHECK(page->scopes == sent.scopes);
    CHECK(page->after == sent.after);
    CHECK(page->cursor == sent.cursor);
    CHECK(page->server_epoch == sent.server_epoch);
    CHECK(page->has_more);
}

TEST_CASE("a page that was changed or cut on the way is refused") {
    TestCity city;
    const Page sent = page_of(city);
    const Bytes bytes = encode_page(city.city().id, sent);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK(!decode_page(BytesView{bytes}.first(size), city.city().id));
    }
    Bytes changed = bytes;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        changed[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        CHECK_MESSAGE(!decode_page(changed, city.city().id), "bit " << bit);
        changed[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
    CHECK(!decode_page(bytes, TestCity{2}.city().id));
    Page disordered = sent;
    std::swap(disordered.changes[0], disordered.changes[1]);
    CHECK(!decode_page(encode_page(city.city().id, disordered), city.city().id));
}

TEST_CASE("scopes are sorted, each once, and nothing else than slugs") {
    CHECK(*parse_scopes("senne,city,mitte,city") ==
          std::vector<std::string>{"city", "mitte", "senne"});
    CHECK(join_scopes({"mitte", "city", "mitte"}) == "city,mitte");
    CHECK(scopes_hash({"mitte", "city"}) == scopes_hash({"city", "mitte"}));
    CHECK(scopes_hash({"mitte"}) != scopes_hash({"city", "mitte"}));
    for (const char* text : {"", ",", "city,", "City", "a b", "j\xc3\xb6llenbeck", "../x"}) {
        CHECK(!parse_scopes(text));
    }
    CHECK(!parse_scopes(std::string(65, 'a')));
}

TEST_CASE("a cursor comes back, and nothing else passes for one") {
    TestCity city;
    const Cursor cursor{random_id<ServerEpoch>(city.random), 77, scopes_hash({"city"}), 1};
    CHECK(decode_cursor(encode(cursor)) == cursor);
    CHECK(encode(cursor).size() <= kCursorBytesMax);
    CHECK(!decode_cursor(Bytes{}));
    CHECK(!decode_cursor(as_bytes("hello")));
    Bytes bytes = encode(cursor);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        CHECK_MESSAGE(!decode_cursor(bytes), "bit " << bit);
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
}

TEST_CASE("a snapshot is signed for its file, scopes and city") {
    TestCity city;
    const Hash file = sha256(as_bytes("SQLite format 3"));
    const auto signature = sign_snapshot(city.city(), city.secrets[0], {"city", "mitte"}, file);
    const KeyId key = city.secrets[0].id();
    CHECK(verify_snapshot(city.keys, key, {"mitte", "city"}, file, signature));
    CHECK(!verify_snapshot(city.keys, key, {"mitte"}, file, signature));
    CHECK(!verify_snapshot(city.keys, key, {"mitte", "city"}, sha256({}), signature));
    CHECK(!verify_snapshot(city.keys, KeyId{}, {"mitte", "city"}, file, signature));
    CHECK(!verify_snapshot(TestCity{2}.keys, key, {"mitte", "city"}, file, signature));
}

}  // namespace qp::ops
