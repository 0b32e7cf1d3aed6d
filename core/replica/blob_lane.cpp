// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/blob_lane.h"

#include <algorithm>

namespace qp::replica {
namespace {

constexpr std::size_t kReceiptBytesMax = 4 * 1024;

}  // namespace

std::optional<Instant> BlobLane::due_at(Instant now) const {
    if (sent_ || has_more_) return gap_.over_at(now);
    if (is_round_over_) return std::max(gap_.over_at(now), round_.over_at(now));
    return std::nullopt;
}

Result<std::optional<store::PendingPhoto>> BlobLane::take_turn(Instant now) {
    auto photo = local_.next_photo(after_);
    if (!photo || *photo) return photo;
    has_more_ = false;
    if (after_ == 0) {
        round_.succeeded();
        is_round_over_ = false;
        return photo;
    }
    if (!std::exchange(is_round_over_, true)) round_.failed(now, random_);
    if (!round_.is_over(now)) return photo;
    is_round_over_ = false;
    after_ = 0;
    return local_.next_photo(after_);
}

Result<std::optional<Request>> BlobLane::make(const ops::CityKeys& keys, Instant now) {
    if (sent_) return sent_->request;
    auto photo = take_turn(now);
    if (!photo) return fail(photo.error());
    if (!*photo) return std::nullopt;
    const auto bytes =
        local_.photo_piece((*photo)->hash, (*photo)->received, ops::kBlobPieceBytesMax);
    if (!bytes) return fail(bytes.error());
    Sent sent;
    sent.photo = **photo;
    sent.request.lane = Lane::blobs;
    sent.request.method = "PUT";
    sent.request.target = "/api/v1/blob/" + to_hex(sent.photo.hash);
    sent.request.content_type = "application/cbor";
    sent.request.body =
        ops::encode(keys.city.id, ops::BlobPiece{sent.photo.owner, sent.photo.signature,
                                                 sent.photo.size, sent.photo.received, *bytes});
    sent.request.answer_bytes_max = kReceiptBytesMax;
    sent_ = std::move(sent);
    return sent_->request;
}

Result<ops::ServerEpoch> BlobLane::take(const Answer& answer, const ops::CityKeys& keys) {
    auto receipt = ops::verify_blob_receipt(answer.body, keys);
    if (receipt &&
        (!sent_ || receipt->hash != sent_->photo.hash || receipt->size != sent_->photo.size))
        receipt = fail(Code::not_a_receipt, "a receipt for another photo than the one sent");
    if (!receipt) {
        // The same piece again after a rest, or another photo first where somebody says no.
        if (sent_ && answer.status >= 400 && answer.status < 500) give_way();
        return fail(receipt.error());
    }
    if (auto stored = local_.mark(*receipt); !stored) return fail(stored.error());
    // A city that gets no further would be asked in a loop.
    if (!receipt->is_complete() && receipt->received == sent_->photo.received)
        give_way();
    else
        sent_.reset();
    has_more_ = true;
    return receipt->server_epoch;
}

void BlobLane::keep_away(Instant now) {
    if (gap_.is_over(now)) gap_.begin(now, jitter(random_, options_.gap_min, options_.gap_max));
}

void BlobLane::give_way() {
    after_ = sent_->photo.number;
    sent_.reset();
    has_more_ = true;
}

}  // namespace qp::replica
