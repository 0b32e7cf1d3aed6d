// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/bundle.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/ops/return_bundle.h"
#include "core/ops/signed_document.h"
#include "core/ops/test_city.h"

namespace qp::ops {

namespace {

struct Carried {
    TestCity city;
    KeyPair kiosk = KeyPair::generate(city.random);
    BundleLabel label{{}, random_id<BundleId>(city.random), 7, {}, {"city", "mitte"}};
    std::vector<BundlePart> parts{{BundlePart::Kind::push, Bytes(300, 1)},
                                  {BundlePart::Kind::ballots, Bytes(1024, 2)}};

    Bytes file() {
        const auto sealed =
            seal_bundle(city.keys, kiosk, label, parts, instant(kTestNow), city.random);
        REQUIRE(sealed);
        return *sealed;
    }
    Result<Bundle> open(BytesView bytes) {
        const std::vector<PublicKey> enrolled{kiosk.public_key()};
        return open_bundle(bytes, city.city(), city.secrets, enrolled);
    }
    ReturnBundle back() {
        ReturnBundle made;
        made.kiosk = kiosk.public_key();
        made.server_epoch = random_id<ServerEpoch>(city.random);
        made.version = 42;
        made.keys = city.keys;
        made.scopes = label.scopes;
        made.snapshot_bytes = 12345;
        made.snapshot_hash = sha256(as_bytes("a snapshot"));
        return made;
    }
};

bool holds(const Bytes& bytes, const Bytes& part) {
    return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

}  // namespace

TEST_CASE_FIXTURE(Carried, "a bundle gives the city the bodies byte for byte, and nobody else") {
    const Bytes bytes = file();
    for (const BundlePart& part : parts) CHECK_FALSE(holds(bytes, part.body));
    const auto opened = open(bytes);
    REQUIRE(opened);
    CHECK(opened->parts == parts);
    CHECK(opened->label.kiosk == kiosk.public_key());
    CHECK(opened->label.id == label.id);
    CHECK(opened->label.number == 7);
    CHECK(opened->label.scopes == label.scopes);
    CHECK(bytes.size() <= kBundleOverheadBytes + bundle_bytes_of(300) + bundle_bytes_of(1024));
}

TEST_CASE_FIXTURE(Carried, "a bundle that was cut or changed in one bit is refused whole") {
    const Bytes whole = file();
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        const auto opened = open(BytesView{whole}.first(size));
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == Code::malformed);
    }
    for (std::size_t i = 0; i < whole.size(); i += 5) {
        Bytes changed = whole;
        changed[i] ^= 0x10;
        CAPTURE(i);
        const auto opened = open(changed);
        REQUIRE_FALSE(opened);
        const Code code = opened.error().code;
        CHECK((code == Code::malformed || code == Code::bad_signature || code == Code::too_large));
    }
    Bytes longer = whole;
    longer.push_back(0);
    CHECK(open(longer).error().code == Code::malformed);
}

TEST_CASE_FIXTURE(Carried, "a bundle for another city, of a stranger or for a lost key says so") {
    const Bytes bytes = file();
    const std::vector<PublicKey> enrolled{kiosk.public_key()};
    TestCity other{2};
    CHECK(open_bundle(bytes, other.city(), other.secrets, enrolled).error().code ==
          Code::wrong_city);
    CHECK(open_bundle(bytes, city.city(), city.secrets, {}).error().code == Code::refused);
    CHECK(open_bundle(bytes, city.city(), other.secrets, enrolled).error().code == Code::not_found);
}

TEST_CASE_FIXTURE(Carried, "a part of one bundle cannot be put into another one") {
    const Bytes first = file();
    label.id = random_id<BundleId>(city.random);
    const Bytes second = file();
    const auto from = read_document(first);
    const auto to = read_document(second);
    REQUIRE((from && to));
    // The last part of the first, signed anew by the kiosk: only the seal tells them apart.
    Bytes body{to->body.begin(), to->body.end()};
    REQUIRE(from->body.size() == body.size());
    const std::size_t box = 1024 + 33 + kSealBytes;
    std::copy(from->body.end() - box, from->body.end(), body.end() - box);
    CHECK(open(second));
    CHECK(open(sign_document(kiosk, "qp1/bundle", to->body)));
    CHECK(open(sign_document(kiosk, "qp1/bundle", body)).error().code == Code::bad_signature);
}

TEST_CASE_FIXTURE(Carried, "an answer can be read by the kiosk it is for, and not by the city") {
    const auto opened = open(file());
    REQUIRE(opened);
    const std::vector<CarriedReceipt> receipts{{BundlePart::Kind::push, Bytes(90, 3)},
                                               {BundlePart::Kind::ballots, Bytes(1024, 4)}};
    const auto sealed = seal_answer(city.city().id, opened->label, receipts, city.random);
    REQUIRE(sealed);
    const auto read = open_answer(city.city().id, kiosk, *sealed);
    REQUIRE(read);
    CHECK(*read == receipts);
    const KeyPair stranger = KeyPair::generate(city.random);
    CHECK(open_answer(city.city().id, stranger, *sealed).error().code == Code::bad_signature);
    CHECK_FALSE(qp::ops::open(city.secrets.front().box_key, *sealed));
}

TEST_CASE_FIXTURE(Carried, "a return is the city's word, whole and for one kiosk") {
    ReturnBundle made = back();
    made.answers = {Bytes(60, 5)};
    const auto document = sign_return(city.secrets.front(), made);
    REQUIRE(document);
    const auto read = decode_return(*document, city.city().id, nullptr);
    REQUIRE(read);
    CHECK(read->kiosk == made.kiosk);
    CHECK(read->version == 42);
    CHECK(read->keys == city.keys);
    CHECK(read->scopes == made.scopes);
    CHECK(read->snapshot_bytes == 12345);
    CHECK(read->snapshot_hash == made.snapshot_hash);
    CHECK(read->answers == made.answers);

    CHECK(decode_return(*document, TestCity{2}.city().id, nullptr).error().code ==
          Code::wrong_city);
    for (std::size_t i = 0; i < document->size(); i += 3) {
        Bytes changed = *document;
        changed[i] ^= 1;
        CHECK_FALSE(decode_return(changed, city.city().id, nullptr));
    }
}

TEST_CASE_FIXTURE(Carried, "a return signed by a key that has been revoked meanwhile is refused") {
    const auto document = sign_return(city.secrets.front(), back());
    REQUIRE(document);
    const std::vector<CitySecret> later{
        CitySecret::generate(city.random, instant(kTestNow - 1000))};
    const CityKeys newer = sign_city_keys(city.genesis, 2, later, "Bielefeld");
    CHECK(decode_return(*document, city.city().id, &city.keys));
    CHECK(decode_return(*document, city.city().id, &newer).error().code == Code::bad_signature);
}

TEST_CASE("the length that a return begins with") {
    CHECK(return_document_bytes(encode_return_length(70000)).value() == 70000);
    CHECK_FALSE(return_document_bytes(Bytes{0, 0, 1}));
    CHECK_FALSE(return_document_bytes(Bytes{0, 0, 0, 0}));
    CHECK_FALSE(return_document_bytes(Bytes{0xff, 0, 0, 0}));
}

}  // namespace qp::ops
