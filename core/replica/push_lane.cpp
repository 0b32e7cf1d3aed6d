// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/push_lane.h"

#include <algorithm>

namespace qp::replica {
namespace {

// A receipt names each operation in about ten bytes, each batch in about a hundred.
constexpr std::size_t kReceiptBytesMax = 256 * 1024;

bool refuses_the_request(int status) {
    return status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
}

bool is_named(const Bytes& batch, const ops::PushReceipt& receipt, const ops::City& city) {
    const ops::Hash hash = ops::sha256(batch);
    for (const ops::RefusedBatch& refused : receipt.refused)
        if (refused.hash == hash) return true;
    const auto own = ops::decode_own_batch(batch, city);
    if (!own) return false;
    return std::any_of(receipt.batches.begin(), receipt.batches.end(), [&](const auto& named) {
        return named.author == own->author && named.epoch == own->epoch &&
               named.first_seq == own->first_seq && named.upto_seq() == own->upto_seq() &&
               named.head == own->head();
    });
}

bool has_retry(const ops::PushReceipt& receipt) {
    for (const ops::BatchReceipt& batch : receipt.batches)
        for (const ops::Outcome& outcome : batch.outcomes)
            if (outcome.kind == ops::Outcome::Kind::retry) return true;
    return false;
}

}  // namespace

std::optional<Instant> PushLane::due_at(Instant now) const {
    if (sent_ || has_more_) return gap_.over_at(now);
    if (is_round_over_) return std::max(gap_.over_at(now), round_.over_at(now));
    return std::nullopt;
}

// Those behind the ones that were held back go first; when all have had their turn, the round ends.
Result<std::vector<store::Pending>> PushLane::take_turn(Instant now) {
    // What a body adds to its batches is at most this.
    constexpr std::size_t room =
        ops::kPushBytesMax - ops::kPushOverheadBytes - std::size_t{8} * ops::kPushOpsMax;
    auto pending = local_.unsent(operations_max_, room, after_);
    if (!pending || !pending->empty()) return pending;
    has_more_ = false;
    if (after_ == 0) {
        round_.succeeded();
        return pending;
    }
    if (!std::exchange(is_round_over_, true)) round_.failed(now, random_);
    if (!round_.is_over(now)) return pending;
    is_round_over_ = false;
    after_ = 0;
    operations_max_ = ops::kPushOpsMax;
    return local_.unsent(operations_max_, room, after_);
}

Result<std::optional<Request>> PushLane::make(const ops::CityKeys& keys, Instant now) {
    if (sent_) return sent_->request;
    auto pending = take_turn(now);
    if (!pending) return fail(pending.error());
    if (pending->empty()) return std::nullopt;

    Sent sent;
    std::vector<BytesView> views;
    for (store::Pending& one : *pending) {
        sent.numbers.push_back(one.number);
        sent.batches.push_back(std::move(one.batch));
    }
    views.assign(sent.batches.begin(), sent.batches.end());
    sent.request.lane = Lane::push;
    sent.request.method = "POST";
    sent.request.target = "/api/v1/push";
    sent.request.content_type = "application/cbor";
    sent.request.body = ops::encode_push(keys.city.id, views);
    sent.request.answer_bytes_max = kReceiptBytesMax;
    sent_ = std::move(sent);
    return sent_->request;
}

Result<ops::PushReceipt> PushLane::take(const Answer& answer, const ops::CityKeys& keys) {
    auto receipt = ops::verify_push_receipt(answer.body, keys);
    Status checked = receipt ? check_covers(*receipt, keys) : Status{fail(receipt.error())};
    if (!checked) {
        if (sent_ && refuses_the_request(answer.status)) give_way();
        return fail(checked.error());
    }
    if (auto stored = local_.mark(*receipt); !stored) return fail(stored.error());
    if (sent_) {
        if (has_retry(*receipt)) after_ = sent_->numbers.back();
        sent_.reset();
    }
    has_more_ = true;
    return receipt;
}

void PushLane::keep_away(Instant now) {
    if (gap_.is_over(now)) gap_.begin(now, jitter(random_, options_.gap_min, options_.gap_max));
}

// An old receipt shown again would ack nothing and yet look like progress.
Status PushLane::check_covers(const ops::PushReceipt& receipt, const ops::CityKeys& keys) const {
    if (!sent_) return fail(Code::not_a_receipt, "a receipt for nothing that was sent");
    for (const Bytes& batch : sent_->batches)
        if (!is_named(batch, receipt, keys.city))
            return fail(Code::not_a_receipt, "a receipt for other operations than those sent");
    return {};
}

void PushLane::give_way() {
    if (sent_->numbers.size() > 1)
        operations_max_ = static_cast<std::uint32_t>(sent_->numbers.size() / 2);
    else
        after_ = sent_->numbers.back();
    sent_.reset();
    has_more_ = true;
}

}  // namespace qp::replica
