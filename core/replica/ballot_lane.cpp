// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/ballot_lane.h"

#include <algorithm>

namespace qp::replica {
namespace {

constexpr std::size_t kReceiptBytesMax = 64 * 1024;
constexpr std::size_t kHeldBackMax = 1024;
// No poll delays longer. A ballot that seems to wait for more was cast under a clock that was
// wrong.
constexpr Milliseconds kDelayMax = std::chrono::hours{24};

bool refuses_the_request(int status) {
    return status == 400 || status == 413 || status == 415 || status == 422;
}

}  // namespace

std::optional<Instant> BallotLane::due_at(Instant now) const {
    if (sent_ || has_more_) return now;
    // While operations have just gone out only live ballots may go, and those wake the lane.
    if (!next_at_) return std::nullopt;
    const bool is_due = *next_at_ <= now || *next_at_ > now + kDelayMax;
    const Instant due = is_due ? now : *next_at_;
    return std::max({due, gap_.over_at(now), round_.over_at(now)});
}

// Leaves next_at_ at the time of the first one that has to wait.
Result<std::vector<store::PendingBallot>> BallotLane::due_ballots(Instant now) {
    auto next_at = local_.next_ballot_at();
    if (!next_at) return fail(next_at.error());
    next_at_ = *next_at;
    std::vector<store::PendingBallot> due;
    if (!next_at_) {
        round_.succeeded();
        return due;
    }
    const Instant until = *next_at_ > now + kDelayMax ? *next_at_ : now;
    const auto limit = static_cast<std::uint32_t>(ops::kRequestBallotsMax + held_back_.size());
    auto waiting = local_.unsent_ballots(limit, until);
    if (!waiting) return fail(waiting.error());
    const bool is_open = gap_.is_over(now) && round_.is_over(now);
    for (store::PendingBallot& ballot : *waiting) {
        if (due.size() == ballots_max_) break;
        if (held_back_.count(ballot.hash) == 0 && (is_open || ballot.is_live))
            due.push_back(std::move(ballot));
    }
    return due;
}

Result<std::optional<Request>> BallotLane::make(const ops::CityKeys& keys, Instant now) {
    if (sent_) return sent_->request;
    auto due = due_ballots(now);
    if (!due) return fail(due.error());
    has_more_ = false;
    if (due->empty()) {
        // The round is through: those held back get another turn after a while.
        if (!held_back_.empty() && gap_.is_over(now) && round_.is_over(now)) {
            held_back_.clear();
            ballots_max_ = ops::kRequestBallotsMax;
            round_.failed(now, random_);
        }
        return std::nullopt;
    }
    Sent sent;
    std::vector<BytesView> views;
    for (const store::PendingBallot& ballot : *due) {
        sent.hashes.push_back(ballot.hash);
        views.push_back(ballot.ballot);
    }
    sent.request.lane = Lane::ballots;
    sent.request.method = "POST";
    sent.request.target = "/api/v1/ballots";
    sent.request.content_type = "application/cbor";
    sent.request.body = ops::encode_ballots_request(
        keys.city.id, views, options_.enrolled ? &*options_.enrolled : nullptr);
    sent.request.answer_bytes_max = kReceiptBytesMax;
    sent_ = std::move(sent);
    return sent_->request;
}

Result<ops::BallotReceipt> BallotLane::take(const Answer& answer, const ops::CityKeys& keys) {
    auto receipt = ops::verify_ballot_receipt(answer.body, keys);
    Status checked = receipt ? check_covers(*receipt) : Status{fail(receipt.error())};
    if (!checked) {
        if (sent_ && refuses_the_request(answer.status)) give_way();
        return fail(checked.error());
    }
    if (auto stored = local_.mark(*receipt); !stored) return fail(stored.error());
    sent_.reset();
    has_more_ = true;
    return receipt;
}

void BallotLane::keep_away(Instant now) {
    if (gap_.is_over(now)) gap_.begin(now, jitter(random_, options_.gap_min, options_.gap_max));
}

Status BallotLane::check_covers(const ops::BallotReceipt& receipt) const {
    if (!sent_) return fail(Code::not_a_receipt, "a receipt for nothing that was sent");
    for (const ops::Hash& hash : sent_->hashes) {
        const bool is_named =
            std::any_of(receipt.outcomes.begin(), receipt.outcomes.end(),
                        [&](const ops::BallotOutcome& named) { return named.hash == hash; });
        if (!is_named)
            return fail(Code::not_a_receipt, "a receipt for other ballots than those sent");
    }
    return {};
}

void BallotLane::give_way() {
    if (sent_->hashes.size() > 1)
        ballots_max_ = static_cast<std::uint32_t>(sent_->hashes.size() / 2);
    else if (held_back_.size() < kHeldBackMax)
        held_back_.insert(sent_->hashes.front());
    sent_.reset();
    has_more_ = true;
}

}  // namespace qp::replica
