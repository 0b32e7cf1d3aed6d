// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/push_lane.h"

#include <algorithm>

#include "core/ops/relay.h"

namespace qp::replica {
namespace {

// A receipt names each operation in about ten bytes, each batch in about a hundred.
constexpr std::size_t kReceiptBytesMax = 256 * 1024;

bool refuses_the_request(int status) {
    return status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
}

bool has_retry(const ops::PushReceipt& receipt) {
    for (const ops::BatchReceipt& batch : receipt.batches)
        for (const ops::Outcome& outcome : batch.outcomes)
            if (outcome.kind == ops::Outcome::Kind::retry) return true;
    return false;
}

Request request_for(const std::vector<Bytes>& batches, const ops::CityKeys& keys) {
    const std::vector<BytesView> views{batches.begin(), batches.end()};
    Request request;
    request.lane = Lane::push;
    request.method = "POST";
    request.target = "/api/v1/push";
    request.content_type = "application/cbor";
    request.body = ops::encode_push(keys.city.id, views);
    request.answer_bytes_max = kReceiptBytesMax;
    return request;
}

}  // namespace

std::optional<Instant> PushLane::due_at(Instant now) const {
    if (sent_ || has_more_) return gap_.over_at(now);
    if (is_round_over_) return std::max(gap_.over_at(now), round_.over_at(now));
    return std::nullopt;
}

// Those behind the ones that were held back go first; when all have had their turn, the round ends.
Result<std::vector<store::Pending>> PushLane::take_turn(Instant now) {
    auto pending = local_.unsent(operations_max_, ops::kPushBatchesBytesMax, after_);
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
    return local_.unsent(operations_max_, ops::kPushBatchesBytesMax, after_);
}

Result<std::optional<Request>> PushLane::copy(const ops::CityKeys& keys) const {
    auto pending = local_.unsent(ops::kPushOpsMax, ops::kPushBatchesBytesMax, 0);
    if (!pending) return fail(pending.error());
    if (pending->empty()) return std::nullopt;
    std::vector<Bytes> batches;
    for (store::Pending& one : *pending) batches.push_back(std::move(one.batch));
    return request_for(batches, keys);
}

Result<std::optional<Request>> PushLane::make(const ops::CityKeys& keys, Instant now) {
    if (sent_) return sent_->request;
    auto pending = take_turn(now);
    if (!pending) return fail(pending.error());
    if (pending->empty()) return std::nullopt;

    Sent sent;
    for (store::Pending& one : *pending) {
        sent.numbers.push_back(one.number);
        sent.batches.push_back(std::move(one.batch));
    }
    sent.request = request_for(sent.batches, keys);
    sent_ = std::move(sent);
    return sent_->request;
}

Result<std::optional<ops::ServerEpoch>> PushLane::take(const Answer& answer,
                                                       const ops::CityKeys& keys,
                                                       std::optional<ops::ServerEpoch> known,
                                                       Instant now) {
    auto receipt = ops::verify_push_receipt(answer.body, keys);
    Status checked = receipt ? check_covers(*receipt, keys) : Status{fail(receipt.error())};
    if (!checked && sent_)
        if (auto taken = take_from_relay(answer, keys, known, now);
            taken || taken.error().code != Code::malformed)
            return taken;
    if (!checked) {
        if (sent_ && refuses_the_request(answer.status)) give_way();
        return fail(checked.error());
    }
    if (auto stored = local_.mark(*receipt); !stored) return fail(stored.error());
    if (auto turned = had_its_turn(); !turned) return fail(turned.error());
    return std::optional{receipt->server_epoch};
}

// What is still there gets another turn when all have had theirs: the city wants it later, a relay
// keeps it, or its row is not what it was. Asked for again at once it would keep everything else
// waiting.
Status PushLane::had_its_turn() {
    if (sent_) {
        const auto left = local_.unsent(1, 1, sent_->numbers.front() - 1);
        if (!left) return fail(left.error());
        if (!left->empty() && left->front().number <= sent_->numbers.back())
            after_ = sent_->numbers.back();
        sent_.reset();
    }
    has_more_ = true;
    return {};
}

// malformed: it is no relay's receipt.
Result<std::optional<ops::ServerEpoch>> PushLane::take_from_relay(
    const Answer& answer, const ops::CityKeys& keys, std::optional<ops::ServerEpoch> known,
    Instant now) {
    constexpr auto kLane = ops::RelayLane::operations;
    const auto receipt = ops::read_relay_receipt(answer.body, kLane, keys.city.id);
    if (!receipt) return fail(Code::malformed, receipt.error().detail);
    const Status proof = ops::verify_relay_receipt(answer.body, kLane, *receipt, keys, now);
    ops::PushReceipt received;
    std::vector<std::int64_t> held;
    for (std::size_t i = 0; i < sent_->batches.size(); ++i) {
        const ops::RelayAnswer* said = receipt->find(ops::sha256(sent_->batches[i]));
        if (said == nullptr)
            return fail(Code::not_a_receipt, "a relay's receipt for other operations");
        const auto by_city = ops::verify_push_receipt(said->receipt, keys);
        wants_keys_ |= !by_city && !said->receipt.empty();
        if (by_city && ops::names(*by_city, sent_->batches[i], keys.city) &&
            (!known || by_city->server_epoch == *known) && !has_retry(*by_city)) {
            known = received.server_epoch = by_city->server_epoch;
            received.batches.insert(received.batches.end(), by_city->batches.begin(),
                                    by_city->batches.end());
            received.refused.insert(received.refused.end(), by_city->refused.begin(),
                                    by_city->refused.end());
            continue;
        }
        if (said->kind != ops::RelayAnswer::Kind::refused) held.push_back(sent_->numbers[i]);
    }
    const bool has_received = !received.batches.empty() || !received.refused.empty();
    if (!proof && !has_received) return fail(proof.error());
    if (auto stored = local_.mark(received); !stored) return fail(stored.error());
    if (proof)
        if (auto stored = local_.mark_at_relay(held); !stored) return fail(stored.error());
    if (auto turned = had_its_turn(); !turned) return fail(turned.error());
    return has_received ? std::optional{received.server_epoch} : std::nullopt;
}

void PushLane::keep_away(Instant now) {
    if (gap_.is_over(now)) gap_.begin(now, jitter(random_, options_.gap_min, options_.gap_max));
}

Status PushLane::check_covers(const ops::PushReceipt& receipt, const ops::CityKeys& keys) const {
    if (!sent_) return fail(Code::not_a_receipt, "a receipt for nothing that was sent");
    for (const Bytes& batch : sent_->batches)
        if (!ops::names(receipt, batch, keys.city))
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
