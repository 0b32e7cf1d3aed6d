// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/ops/payloads.h"
#include "core/ops/sealing.h"
#include "core/ops/test_images.h"
#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {

TEST_CASE("an idea names its photos by their hashes, and both open for the city alone") {
    TestDevice device{DeviceKind::kiosk};
    REQUIRE(device.local.save_idea(draft("Bank"), {ops::test_jpeg(), ops::test_png()}));
    CHECK(device.local.counts()->waiting == 3);
    CHECK_FALSE(*device.local.next_photo(0));  // its idea has not been received
    const auto batch =
        ops::decode_own_batch(device.local.unsent(1, 1 << 18)->at(0).batch, device.city.city());
    REQUIRE(batch);
    const ops::Operation& operation = batch->operations[0];
    CHECK(operation.version == 2);
    const auto payload =
        ops::open_payload(device.city.city(), device.city.secrets,
                          {batch->key(0), operation.type, operation.version}, operation.payload);
    REQUIRE(payload);
    const auto submit = ops::decode_idea_submit(*payload);
    REQUIRE(submit);
    REQUIRE(submit->photos.size() == 2);

    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    const auto first = *device.local.next_photo(0);
    REQUIRE(first);
    CHECK(first->hash == submit->photos[0]);
    const auto blob = device.local.photo_piece(first->hash, 0, ops::kBlobPieceBytesMax);
    REQUIRE(blob);
    CHECK(blob->size() == first->size);
    const auto opened = ops::open_blob(device.city.city(), device.city.secrets,
                                       {batch->author, batch->epoch}, *blob);
    REQUIRE(opened);
    CHECK(*opened == *ops::without_metadata(ops::test_jpeg()));
    CHECK((*device.local.next_photo(first->number))->hash == submit->photos[1]);

    ops::BlobReceipt receipt{{}, {}, first->hash, 40, first->size};
    REQUIRE(device.local.mark(receipt));
    CHECK((*device.local.next_photo(0))->received == 40);
    receipt.size += 1;  // of other bytes
    receipt.received = receipt.size;
    REQUIRE(device.local.mark(receipt));
    CHECK((*device.local.next_photo(0))->hash == first->hash);
    receipt.received = receipt.size = first->size;
    REQUIRE(device.local.mark(receipt));
    CHECK((*device.local.next_photo(0))->hash == submit->photos[1]);
    CHECK(device.local.counts()->waiting == 1);
    REQUIRE(device.local.resend_all());
    CHECK(device.local.counts()->waiting == 3);
}

TEST_CASE("an idea without photos is written as before") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.save_idea(draft("Bank")));
    const auto batch =
        ops::decode_own_batch(device.local.unsent(1, 1 << 18)->at(0).batch, device.city.city());
    CHECK(batch->operations[0].version == 1);
}

TEST_CASE("what is no photo is refused, and nothing of the idea is saved then") {
    TestDevice device{DeviceKind::phone};
    const Bytes text = ops::bytes_from("<svg onload=alert(1)>");
    CHECK(device.local.save_idea(draft("Bank"), {text}).error().code == Code::bad_argument);
    CHECK(device.local.save_idea(draft("Bank"), {ops::test_png(), text}).error().code ==
          Code::bad_argument);
    Bytes cut = ops::test_png();
    cut.resize(cut.size() / 2);
    CHECK(device.local.save_idea(draft("Bank"), {cut}).error().code == Code::malformed);
    const std::vector<Bytes> four(4, ops::test_png());
    CHECK(device.local.save_idea(draft("Bank"), four).error().code == Code::bad_argument);
    CHECK(device.local.counts()->waiting == 0);
    CHECK(device.local.own_ideas()->empty());
}

TEST_CASE("a kiosk's disk never holds a picture, nor where it was taken") {
    TestFolder folder;
    TestDevice device{DeviceKind::kiosk, true, folder.file("local.db")};
    REQUIRE(device.local.save_idea(draft("Bank"), {ops::test_jpeg("Wolpertinger")}));
    CHECK_FALSE(folder.holds("olpertinger"));
    CHECK_FALSE(folder.holds(ops::kSecretPlace));
    CHECK(device.local.counts()->waiting == 2);
}

}  // namespace qp::store
