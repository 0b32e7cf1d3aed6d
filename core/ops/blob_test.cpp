// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/blob.h"

#include <doctest/doctest.h>

#include "core/ops/test_city.h"
#include "core/ops/test_images.h"

namespace qp::ops {

namespace {

struct Photo {
    TestCity city;
    SeededRandom random{8};
    KeyPair author = KeyPair::generate(random);
    BlobOwner owner{author.public_key(), Epoch{1, 2, 3}};
    Bytes image = *without_metadata(test_jpeg());
    Bytes blob = *seal_blob(city.keys, owner, image, instant(kTestNow), random);
    Hash hash = blob_hash(blob);

    BlobPiece piece(std::size_t offset, std::size_t count) const {
        return {owner, sign_blob(city.city().id, author, owner.epoch, hash), blob.size(), offset,
                BytesView{blob}.subspan(offset, count)};
    }
    Result<BlobPiece> sent(const Bytes& body) const {
        return decode_blob_piece(body, city.city().id, hash);
    }
};

}  // namespace

TEST_CASE("the city opens a photo, nobody on the way does, and only with its contribution") {
    Photo photo;
    CHECK(as_text(photo.blob).find("picture") == std::string_view::npos);
    const std::span<const CitySecret> secrets{photo.city.secrets};
    CHECK(open_blob(photo.city.city(), secrets, photo.owner, photo.blob) == photo.image);
    BlobOwner other = photo.owner;
    other.epoch[0] ^= 1;
    CHECK(open_blob(photo.city.city(), secrets, other, photo.blob).error().code ==
          Code::bad_signature);
    const Bytes text = bytes_from("<script>");
    const auto no_image =
        seal_blob(photo.city.keys, photo.owner, text, instant(kTestNow), photo.random);
    CHECK(open_blob(photo.city.city(), secrets, photo.owner, *no_image).error().code ==
          Code::malformed);
}

TEST_CASE("a piece comes back as it was sent, signed by the contribution's author alone") {
    Photo photo;
    const Bytes body = encode(photo.city.city().id, photo.piece(10, 20));
    const auto piece = photo.sent(body);
    REQUIRE(piece);
    CHECK(piece->owner == photo.owner);
    CHECK(piece->size == photo.blob.size());
    CHECK(piece->offset == 10);
    CHECK(as_text(piece->bytes) == as_text(BytesView{photo.blob}.subspan(10, 20)));

    Hash other = photo.hash;
    other[0] ^= 1;
    CHECK(decode_blob_piece(body, photo.city.city().id, other).error().code == Code::bad_signature);
    BlobPiece stolen = photo.piece(0, 5);
    stolen.owner.author = KeyPair::generate(photo.random).public_key();
    CHECK(photo.sent(encode(photo.city.city().id, stolen)).error().code == Code::bad_signature);
    BlobPiece beyond = photo.piece(0, 5);
    beyond.offset = photo.blob.size();
    CHECK(photo.sent(encode(photo.city.city().id, beyond)).error().code == Code::malformed);
    BlobPiece large = photo.piece(0, 5);
    large.size = kBlobBytesMax + 1;
    CHECK(photo.sent(encode(photo.city.city().id, large)).error().code == Code::too_large);
    for (std::size_t size = 0; size < body.size(); ++size)
        CHECK_FALSE(photo.sent(Bytes{body.begin(), body.begin() + static_cast<long>(size)}));
}

TEST_CASE("a blob's receipt counts from a listed key alone") {
    Photo photo;
    const BlobReceipt receipt{ServerEpoch{}, photo.city.secrets[0].id(), photo.hash, 100, 200};
    Bytes bytes = sign_receipt(photo.city.city(), photo.city.secrets[0], receipt);
    CHECK(verify_blob_receipt(bytes, photo.city.keys) == receipt);
    CHECK_FALSE(receipt.is_complete());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] ^= 1;
        CHECK(verify_blob_receipt(bytes, photo.city.keys).error().code == Code::not_a_receipt);
        bytes[i] ^= 1;
    }
}

}  // namespace qp::ops
