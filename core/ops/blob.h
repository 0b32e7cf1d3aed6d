// SPDX-License-Identifier: EUPL-1.2
// Photos of a contribution travel in a lane of their own, piece by piece: sealed to the city like
// its text, named by their hash in the operation's payload, uploaded by its author's key. Never
// public before an editor has seen them; erased with their contribution.
#pragma once

#include <cstdint>

#include "core/ops/chain.h"
#include "core/ops/city_keys.h"
#include "core/ops/image.h"

namespace qp::ops {

inline constexpr std::size_t kPhotosMax = 3;  // of one contribution
inline constexpr std::size_t kBlobBytesMax = kImageBytesMax + 8 + 32 + kSealBytes;
inline constexpr std::size_t kBlobPieceBytesMax = 128 * 1024;
inline constexpr std::size_t kBlobRequestBytesMax = kBlobPieceBytesMax + 512;

// Whose contribution it belongs to: the chain that its operations stand in.
struct BlobOwner {
    PublicKey author{};
    Epoch epoch{};
    bool operator==(const BlobOwner&) const = default;
};

// A photo as it travels and lies at the city: key id (8) ‖ sealed box(SHA-256("qp1/blob-seal" ‖
// suite ‖ city ‖ author ‖ epoch) ‖ image).
Result<Bytes> seal_blob(const CityKeys& city, const BlobOwner& owner, BytesView image, Instant now,
                        Random& random);
// not_found: sealed to a key that is none of these; bad_signature: changed, or of another
// contribution; malformed: no image of ours is in it.
Result<Bytes> open_blob(const City& city, std::span<const CitySecret> secrets,
                        const BlobOwner& owner, BytesView blob);

// A blob's name: SHA-256 of its bytes.
Hash blob_hash(BytesView blob);
// Only the author of the contribution may upload for it.
Signature sign_blob(const CityId& city, const KeyPair& author, const Epoch& epoch,
                    const Hash& hash);

// The body of PUT /api/v1/blob/{hash}: one piece. An empty piece asks how far the city has got.
struct BlobPiece {
    BlobOwner owner;
    Signature signature{};
    std::uint64_t size = 0;    // of the whole blob
    std::uint64_t offset = 0;  // of this piece
    BytesView bytes;           // within the body, which must outlive this
};
Bytes encode(const CityId& city, const BlobPiece& piece);
// malformed, too_large, wrong_city; bad_signature: not signed by its author for this hash.
Result<BlobPiece> decode_blob_piece(BytesView body, const CityId& city, const Hash& hash);

// What the city answers, signed. Complete (received == size): it will not forget the blob.
struct BlobReceipt {
    ServerEpoch server_epoch;
    KeyId key_id{};
    Hash hash{};
    std::uint64_t received = 0;
    std::uint64_t size = 0;
    bool is_complete() const { return received == size; }
    bool operator==(const BlobReceipt&) const = default;
};
Bytes sign_receipt(const City& city, const CitySecret& key, const BlobReceipt& receipt);
// Every error is not_a_receipt; its detail tells why.
Result<BlobReceipt> verify_blob_receipt(BytesView answer, const CityKeys& city);

}  // namespace qp::ops
