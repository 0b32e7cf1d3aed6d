// SPDX-License-Identifier: EUPL-1.2
// The lane of photos: a piece on its way to the city, the city's answer to it, and the sealed photo
// that the city opens.
#include "core/ops/blob.h"

#include "core/base/seeded_random.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

void take_piece(BytesView input, const ops::CityId& city) {
    const ops::Hash hash = counted<32>(0x10);
    const auto piece = ops::decode_blob_piece(input, city, hash);
    hold(!piece, "a signature cannot be guessed");

    static const auto author = ops::KeyPair::from_seed(counted<32>(0x55));
    ops::BlobPiece own;
    own.owner = {author.public_key(), counted<8>(0xe8)};
    own.size = input.size();
    own.bytes = input;
    own.signature = ops::sign_blob(city, author, own.owner.epoch, hash);
    const Bytes body = encode(city, own);
    const auto read = ops::decode_blob_piece(body, city, hash);
    const bool is_within = !input.empty() && input.size() <= ops::kBlobPieceBytesMax;
    hold(read.has_value() == is_within, "a piece within its limits is read, and no other");
    hold(!read || same(read->bytes, input), "a piece arrives as it was");
}

void take_receipt(BytesView input, const FuzzedCity& city) {
    hold(!ops::verify_blob_receipt(input, city.keys) || ops::read_document(input),
         "all else is no receipt");
    const auto& key = city.secrets[0];
    const Bytes document = ops::sign_document(key.sign_key, "qp1/blob-receipt", body_of(input));
    const auto receipt = ops::verify_blob_receipt(document, city.keys);
    if (!receipt) return;
    hold(same(ops::sign_receipt(city.city, key, *receipt), document), "a receipt has one encoding");
}

void take_photo(BytesView input, const FuzzedCity& city) {
    const ops::BlobOwner owner{counted<32>(0x30), counted<8>(0xe8)};
    hold(!ops::open_blob(city.city, city.secrets, owner, input), "a seal cannot be guessed");
    SeededRandom random{1};
    const auto sealed = ops::seal_blob(city.keys, owner, input, instant(1795444325000), random);
    hold(sealed.has_value(), "whatever it is can be sealed");
    const auto opened = ops::open_blob(city.city, city.secrets, owner, *sealed);
    hold(opened.has_value() == ops::image_type(input).has_value(), "photos open, and nothing else");
    hold(!opened || same(*opened, input), "a photo opens as it was");
    const ops::BlobOwner other{counted<32>(0x31), owner.epoch};
    hold(!ops::open_blob(city.city, city.secrets, other, *sealed), "a photo is bound to its owner");
}

}  // namespace

QP_FUZZ_TARGET(blob) {
    const FuzzedCity& city = fuzzed_city();
    take_piece(input, city.city.id);
    take_receipt(input, city);
    take_photo(input, city);
}
