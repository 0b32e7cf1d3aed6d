// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/forward_lane.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/ops/ballot_request.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"

namespace qp::city::relay {

namespace {

// A relay's receipt wraps the city's.
constexpr std::size_t kAnswerBytesMax = ops::kSingleReceiptBytesMax + 8 * 1024;
constexpr std::size_t kFreshMax = 4096;

using Outcome = ops::Outcome;

bool all_are(const ops::PushReceipt& receipt, Outcome::Kind kind) {
    return receipt.refused.empty() &&
           std::all_of(receipt.batches.front().outcomes.begin(),
                       receipt.batches.front().outcomes.end(),
                       [&](const Outcome& outcome) { return outcome.kind == kind; });
}

bool has_retry(const ops::PushReceipt& receipt) {
    return !receipt.batches.empty() &&
           std::any_of(receipt.batches.front().outcomes.begin(),
                       receipt.batches.front().outcomes.end(),
                       [](const Outcome& outcome) { return outcome.kind == Outcome::Kind::retry; });
}

}  // namespace

void ForwardLane::took(const std::vector<ops::Hash>& hashes) {
    for (const ops::Hash& hash : hashes) {
        if (fresh_.size() < kFreshMax)
            fresh_.push_back(hash);
        else
            start_anew();
    }
}

void ForwardLane::start_anew() {
    state_ = Round::open;
    after_ = {};
    any_waits_ = false;
    // Its answer is of the round before: those in front of it have their turn in this one.
    if (sent_) sent_->is_of_round = false;
}

void ForwardLane::keep_away(Instant now) {
    if (gap_.is_over(now))
        gap_.begin(now, replica::jitter(random_, options_.gap_min, options_.gap_max));
}

std::optional<Instant> ForwardLane::due_at(Instant now) const {
    if (sent_ || !fresh_.empty() || state_ == Round::open) return gap_.over_at(now);
    if (state_ == Round::resting) return std::max(gap_.over_at(now), round_.over_at(now));
    return std::nullopt;
}

// In an order drawn anew: who came first is nobody's business further up.
Result<std::optional<Carried::Waiting>> ForwardLane::take_fresh() {
    while (!fresh_.empty()) {
        const auto last = static_cast<std::int64_t>(fresh_.size()) - 1;
        const auto drawn = replica::jitter(random_, Milliseconds{0}, Milliseconds{last}).count();
        std::swap(fresh_[static_cast<std::size_t>(drawn)], fresh_.back());
        const ops::Hash hash = fresh_.back();
        fresh_.pop_back();
        auto waiting = carried_.waiting(hash);
        if (!waiting || *waiting) return waiting;
    }
    return std::optional<Carried::Waiting>{};
}

Result<std::optional<Carried::Waiting>> ForwardLane::take_turn(Instant now, bool& is_of_round) {
    is_of_round = false;
    auto fresh = take_fresh();
    if (!fresh || *fresh) return fresh;
    if (state_ == Round::resting && round_.is_over(now)) start_anew();
    if (state_ != Round::open) return std::optional<Carried::Waiting>{};
    auto next = carried_.next_waiting(after_);
    if (!next) return next;
    is_of_round = true;
    if (*next) return next;
    if (any_waits_) {
        state_ = Round::resting;
        round_.failed(now, random_);
    } else {
        state_ = Round::over;
        round_.succeeded();
    }
    return next;
}

Result<std::optional<replica::Request>> ForwardLane::make(const ops::CityKeys& keys, Instant now) {
    if (sent_) return sent_->request;
    Sent sent;
    auto next = take_turn(now, sent.is_of_round);
    if (!next) return fail(next.error());
    if (!*next) return std::nullopt;
    sent.hash = (*next)->hash;
    sent.bytes = std::move((*next)->bytes);
    const std::vector<BytesView> one{sent.bytes};
    sent.request.method = "POST";
    sent.request.content_type = "application/cbor";
    sent.request.answer_bytes_max = kAnswerBytesMax;
    if (lane_ == ops::RelayLane::operations) {
        sent.request.lane = replica::Lane::push;
        sent.request.target = "/api/v1/push";
        sent.request.body = ops::encode_push(keys.city.id, one);
    } else {
        sent.request.lane = replica::Lane::ballots;
        sent.request.target = "/api/v1/ballots";
        sent.request.body = ops::encode_ballots_request(keys.city.id, one, &relay_);
    }
    sent_ = std::move(sent);
    return sent_->request;
}

std::optional<ForwardLane::Said> ForwardLane::read_city_receipt(BytesView receipt,
                                                                const ops::CityKeys& keys) const {
    if (receipt.size() > ops::kSingleReceiptBytesMax) return std::nullopt;
    Said said;
    bool is_final = true;
    if (lane_ == ops::RelayLane::operations) {
        const auto by_city = ops::verify_push_receipt(receipt, keys);
        // For it alone: handed back it must tell nobody of others.
        if (!by_city || by_city->batches.size() + by_city->refused.size() != 1 ||
            !ops::names(*by_city, sent_->bytes, keys.city))
            return std::nullopt;
        said.server_epoch = by_city->server_epoch;
        is_final = !has_retry(*by_city);
        said.is_erased = is_final && all_are(*by_city, Outcome::Kind::erased);
    } else {
        const auto by_city = ops::verify_ballot_receipt(receipt, keys);
        if (!by_city || by_city->outcomes.size() != 1 || !ops::names(*by_city, sent_->hash))
            return std::nullopt;
        said.server_epoch = by_city->server_epoch;
        const ops::BallotOutcome& outcome = by_city->outcomes.front();
        is_final = !ops::is_to_be_brought_again(outcome);
        said.is_rotten =
            ops::is_of_spoiled(outcome) && !ops::decode_ballot(sent_->bytes, keys.city.id);
    }
    if (is_final) said.city_receipt.assign(receipt.begin(), receipt.end());
    return said;
}

Result<ForwardLane::Said> ForwardLane::read(const replica::Answer& answer,
                                            const ops::CityKeys& keys, Instant now) const {
    assert(sent_);
    if (auto said = read_city_receipt(answer.body, keys)) {
        said->is_by_city = true;
        return std::move(*said);
    }
    const auto receipt = ops::read_relay_receipt(answer.body, lane_, keys.city.id);
    if (!receipt) return fail(receipt.error());
    const ops::RelayAnswer* about = receipt->find(sent_->hash);
    if (about == nullptr) return fail(Code::not_a_receipt, "a relay's receipt for something else");
    if (auto said = read_city_receipt(about->receipt, keys)) return std::move(*said);
    const Status proof = ops::verify_relay_receipt(answer.body, lane_, *receipt, keys, now);
    if (!proof) return fail(proof.error());
    Said said;
    said.is_held = about->kind != ops::RelayAnswer::Kind::refused;
    said.is_by_unknown_key = !about->receipt.empty();
    return said;
}

Status ForwardLane::settle(const replica::Answer& answer, const Said& said, Instant now) {
    assert(sent_);
    Status stored;
    if (!said.city_receipt.empty())
        stored = carried_.note_received(sent_->hash, said.city_receipt, said.is_erased, now);
    else if (said.is_rotten)
        stored = carried_.drop(sent_->hash);
    else if (said.is_held)
        stored = carried_.note_held(sent_->hash, answer.body);
    if (!stored) return stored;
    had_its_turn(said.city_receipt.empty(), now);
    return {};
}

void ForwardLane::give_way(Instant now) {
    if (sent_) had_its_turn(true, now);
}

void ForwardLane::had_its_turn(bool still_waits, Instant now) {
    if (sent_->is_of_round) after_ = sent_->hash;
    sent_.reset();
    if (!still_waits) return;
    any_waits_ = true;
    if (state_ != Round::over) return;
    state_ = Round::resting;
    round_.failed(now, random_);
}

}  // namespace qp::city::relay
