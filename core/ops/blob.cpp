// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/blob.h"

#include <algorithm>

#include "core/base/cbor.h"
#include "core/ops/signed_bytes.h"
#include "core/ops/signed_document.h"

namespace qp::ops {

namespace {

constexpr std::string_view kReceiptName = "qp1/blob-receipt";
constexpr std::size_t kKeyIdBytes = 8;

Hash bound_to(const CityId& city, const BlobOwner& owner) {
    SignedBytes out;
    out.prefix("qp1/blob-seal").u8(kSuite).id(city).raw(owner.author).raw(owner.epoch);
    return sha256(out.view());
}

Bytes signed_part(const CityId& city, const BlobOwner& owner, const Hash& hash) {
    SignedBytes out;
    out.prefix("qp1/blob").u8(kSuite).id(city).raw(owner.author).raw(owner.epoch).raw(hash);
    return out.take();
}

tl::unexpected<Error> no_receipt(const Error& why) {
    return fail(Code::not_a_receipt, std::string{name(why.code)} + ": " + why.detail);
}

}  // namespace

Result<Bytes> seal_blob(const CityKeys& city, const BlobOwner& owner, BytesView image, Instant now,
                        Random& random) {
    const CityKey& key = city.sealing_key(now);
    const Hash context = bound_to(city.city.id, owner);
    Bytes plain{context.begin(), context.end()};
    plain.insert(plain.end(), image.begin(), image.end());
    auto box = seal(key.box_key, plain, random);
    if (!box) return box;
    Bytes blob{key.id.begin(), key.id.end()};
    blob.insert(blob.end(), box->begin(), box->end());
    return blob;
}

Result<Bytes> open_blob(const City& city, std::span<const CitySecret> secrets,
                        const BlobOwner& owner, BytesView blob) {
    if (blob.size() < kKeyIdBytes + kSealBytes) {
        return fail(Code::bad_signature, "too short for a sealed photo");
    }
    const auto key_id = *to_array<kKeyIdBytes>(blob.first(kKeyIdBytes));
    const auto secret = std::find_if(secrets.begin(), secrets.end(),
                                     [&](const CitySecret& one) { return one.id() == key_id; });
    if (secret == secrets.end()) {
        return fail(Code::not_found, "sealed to the unknown key " + to_hex(key_id));
    }
    auto plain = open(secret->box_key, blob.subspan(kKeyIdBytes));
    if (!plain) return plain;
    const Hash context = bound_to(city.id, owner);
    if (plain->size() < context.size() ||
        !std::equal(context.begin(), context.end(), plain->begin())) {
        return fail(Code::bad_signature, "a photo of another contribution");
    }
    Bytes image{plain->begin() + static_cast<std::ptrdiff_t>(context.size()), plain->end()};
    if (!image_type(image)) return fail(Code::malformed, "neither JPEG nor PNG nor WebP");
    return image;
}

Hash blob_hash(BytesView blob) {
    return sha256(blob);
}

Signature sign_blob(const CityId& city, const KeyPair& author, const Epoch& epoch,
                    const Hash& hash) {
    return author.sign(signed_part(city, {author.public_key(), epoch}, hash));
}

Bytes encode(const CityId& city, const BlobPiece& piece) {
    cbor::Writer out;
    out.array(8).uint(kSuite).id(city).bytes(piece.owner.author).bytes(piece.owner.epoch);
    out.bytes(piece.signature).uint(piece.size).uint(piece.offset).bytes(piece.bytes);
    return out.take();
}

Result<BlobPiece> decode_blob_piece(BytesView body, const CityId& city, const Hash& hash) {
    if (body.size() > kBlobRequestBytesMax) return fail(Code::too_large, "a piece beyond 128 KiB");
    cbor::Reader in{body};
    BlobPiece piece;
    in.array_of(8);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    if (in.is_ok() && stated != city) in.fail(Code::wrong_city, "a photo for another city");
    piece.owner.author = in.fixed<32>();
    piece.owner.epoch = in.fixed<8>();
    piece.signature = in.fixed<64>();
    piece.size = in.uint();
    piece.offset = in.uint();
    piece.bytes = in.bytes(kBlobPieceBytesMax);
    if (auto status = in.finish(); !status) return fail(status.error());
    if (piece.size == 0 || piece.size > kBlobBytesMax) {
        return fail(Code::too_large, "a photo of no bytes, or beyond 2 MiB");
    }
    if (piece.offset > piece.size || piece.bytes.size() > piece.size - piece.offset) {
        return fail(Code::malformed, "a piece beyond the photo's end");
    }
    if (!verify(piece.owner.author, signed_part(city, piece.owner, hash), piece.signature)) {
        return fail(Code::bad_signature, "not from the contribution's author");
    }
    return piece;
}

Bytes sign_receipt(const City& city, const CitySecret& key, const BlobReceipt& receipt) {
    cbor::Writer out;
    out.array(8).text(kReceiptName).uint(kSuite).id(city.id).id(receipt.server_epoch);
    out.bytes(key.id()).bytes(receipt.hash).uint(receipt.received).uint(receipt.size);
    return sign_document(key.sign_key, kReceiptName, out.take());
}

Result<BlobReceipt> verify_blob_receipt(BytesView answer, const CityKeys& city) {
    const auto document = read_document(answer);
    if (!document) return no_receipt(document.error());
    BlobReceipt receipt;
    cbor::Reader in{document->body};
    in.array_of(8);
    in.literal(kReceiptName);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    if (in.id<CityId>() != city.city.id) in.fail(Code::wrong_city, "a receipt of another city");
    receipt.server_epoch = in.id<ServerEpoch>();
    receipt.key_id = in.fixed<8>();
    receipt.hash = in.fixed<32>();
    receipt.received = in.uint();
    receipt.size = in.uint();
    if (in.is_ok() && receipt.received > receipt.size) {
        in.fail(Code::malformed, "more received than there is");
    }
    if (auto status = in.finish(); !status) return no_receipt(status.error());
    const CityKey* key = city.find(receipt.key_id);
    if (key == nullptr || !is_signed_by(*document, kReceiptName, key->sign_key)) {
        return fail(Code::not_a_receipt, "not signed with a listed key");
    }
    return receipt;
}

}  // namespace qp::ops
