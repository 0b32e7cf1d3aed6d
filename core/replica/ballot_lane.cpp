// SPDX-License-Identifier: EUPL-1.2
#include "core/replica/ballot_lane.h"

#include <algorithm>

#include "core/ops/relay.h"

namespace qp::replica {
namespace {

constexpr std::size_t kReceiptBytesMax = 64 * 1024;

bool refuses_the_request(int status) {
    return status == 400 || status == 413 || status == 415 || status == 422;
}

}  // namespace

std::optional<Instant> BallotLane::due_at(Instant now) const {
    if (sent_ || has_more_) return now;
    std::optional<Instant> due;
    if (may_be_at_relay_) due = std::max(gap_.over_at(now), asking_.over_at(now));
    // While operations have just gone out only live ballots may go, and those wake the lane.
    if (!next_at_) return due;
    // A clock that has been set back makes nobody wait longer than the poll says: ask the store.
    const Instant first =
        std::max({now < asked_at_ ? now : *next_at_, gap_.over_at(now), round_.over_at(now)});
    return due ? std::min(*due, first) : first;
}

// Leaves next_at_ at the time of the first one that has to wait.
Result<std::vector<store::PendingBallot>> BallotLane::due_ballots(Instant now) {
    auto next_at = local_.next_ballot_at(now);
    if (!next_at) return fail(next_at.error());
    next_at_ = *next_at;
    asked_at_ = now;
    std::vector<store::PendingBallot> due;
    if (!next_at_) {
        round_.succeeded();
        return due;
    }
    const auto limit = static_cast<std::uint32_t>(ops::kRequestBallotsMax + held_back_.size());
    auto waiting = local_.unsent_ballots(limit, now);
    if (!waiting) return fail(waiting.error());
    const bool is_open = gap_.is_over(now) && round_.is_over(now);
    for (store::PendingBallot& ballot : *waiting) {
        if (due.size() == ballots_max_) break;
        if (held_back_.count(ballot.hash) == 0 && (is_open || ballot.is_live))
            due.push_back(std::move(ballot));
    }
    return due;
}

// The whole ballot each time: whoever answers now may be the city itself, or a relay that never saw
// it.
Result<std::vector<store::PendingBallot>> BallotLane::to_ask_for(Instant now) {
    std::vector<store::PendingBallot> none;
    if (!may_be_at_relay_ || !gap_.is_over(now) || !asking_.is_over(now)) return none;
    auto found = local_.ballots_at_relay(ballots_max_, asked_upto_);
    if (!found || !found->empty()) return found;
    ballots_max_ = ops::kRequestBallotsMax;
    may_be_at_relay_ = asked_upto_ != ops::Hash{};
    asked_upto_ = {};
    may_be_at_relay_ ? asking_.failed(now, random_) : asking_.succeeded();
    return none;
}

Result<std::optional<Request>> BallotLane::make(const ops::CityKeys& keys, Instant now) {
    if (sent_) return sent_->request;
    auto due = due_ballots(now);
    if (!due) return fail(due.error());
    has_more_ = false;
    Sent sent;
    if (due->empty()) {
        // The round is through: those held back get another turn after a while.
        if (!held_back_.empty() && gap_.is_over(now) && round_.is_over(now)) {
            held_back_.clear();
            ballots_max_ = ops::kRequestBallotsMax;
            round_.failed(now, random_);
        }
        due = to_ask_for(now);
        if (!due) return fail(due.error());
        if (due->empty()) return std::nullopt;
        sent.is_asking = true;
    }
    std::vector<BytesView> views;
    for (store::PendingBallot& ballot : *due) {
        sent.hashes.push_back(ballot.hash);
        sent.ballots.push_back(std::move(ballot.ballot));
        views.push_back(sent.ballots.back());
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

Result<std::optional<ops::ServerEpoch>> BallotLane::take(const Answer& answer,
                                                         const ops::CityKeys& keys,
                                                         std::optional<ops::ServerEpoch> known,
                                                         Instant now) {
    auto receipt = ops::verify_ballot_receipt(answer.body, keys);
    Status checked = receipt ? check_covers(*receipt) : Status{fail(receipt.error())};
    if (!checked && sent_)
        if (auto taken = take_from_relay(answer, keys, known, now);
            taken || taken.error().code != Code::malformed)
            return taken;
    if (!checked) {
        if (sent_ && refuses_the_request(answer.status)) give_way();
        return fail(checked.error());
    }
    leave_out_unanswered(*receipt, keys);
    if (auto stored = local_.mark(*receipt); !stored) return fail(stored.error());
    answered();
    return std::optional{receipt->server_epoch};
}

// malformed: it is no relay's receipt.
Result<std::optional<ops::ServerEpoch>> BallotLane::take_from_relay(
    const Answer& answer, const ops::CityKeys& keys, std::optional<ops::ServerEpoch> known,
    Instant now) {
    constexpr auto kLane = ops::RelayLane::ballots;
    const auto receipt = ops::read_relay_receipt(answer.body, kLane, keys.city.id);
    if (!receipt) return fail(Code::malformed, receipt.error().detail);
    const Status proof = ops::verify_relay_receipt(answer.body, kLane, *receipt, keys, now);
    ops::BallotReceipt received;
    std::vector<ops::Hash> held;
    std::vector<ops::Hash> refused;
    for (const ops::Hash& hash : sent_->hashes) {
        const ops::RelayAnswer* said = receipt->find(hash);
        if (said == nullptr)
            return fail(Code::not_a_receipt, "a relay's receipt for other ballots");
        const auto by_city = ops::verify_ballot_receipt(said->receipt, keys);
        wants_keys_ |= !by_city && !said->receipt.empty();
        if (by_city && ops::names(*by_city, hash) && (!known || by_city->server_epoch == *known)) {
            known = received.server_epoch = by_city->server_epoch;
            received.outcomes.insert(received.outcomes.end(), by_city->outcomes.begin(),
                                     by_city->outcomes.end());
        } else {
            (said->kind == ops::RelayAnswer::Kind::refused ? refused : held).push_back(hash);
        }
    }
    if (!proof && received.outcomes.empty()) return fail(proof.error());
    leave_out_unanswered(received, keys);
    if (auto stored = local_.mark(received); !stored) return fail(stored.error());
    if (proof) {
        if (auto stored = local_.mark_ballots_at_relay(held); !stored) return fail(stored.error());
        may_be_at_relay_ = true;
    } else {
        refused.insert(refused.end(), held.begin(), held.end());
    }
    held_back_.insert(refused.begin(), refused.end());
    answered();
    return received.outcomes.empty() ? std::nullopt : std::optional{received.server_epoch};
}

void BallotLane::answered() {
    if (sent_ && sent_->is_asking) asked_upto_ = sent_->hashes.back();
    sent_.reset();
    has_more_ = true;
}

// That a ballot is spoiled answers only who finds the own one spoiled, and that it is put off
// nobody. What a receipt says of ballots that were not sent now is nobody's answer either: whoever
// carries it may have kept it from another time.
void BallotLane::leave_out_unanswered(ops::BallotReceipt& receipt, const ops::CityKeys& keys) {
    const auto is_no_answer = [&](const ops::BallotOutcome& outcome) {
        const auto at = std::find(sent_->hashes.begin(), sent_->hashes.end(), outcome.hash);
        if (at == sent_->hashes.end()) return true;
        if (!ops::is_to_be_brought_again(outcome)) return false;
        const auto index = static_cast<std::size_t>(at - sent_->hashes.begin());
        const bool is_sound{ops::decode_ballot(sent_->ballots[index], keys.city.id)};
        if (ops::is_of_spoiled(outcome) && !is_sound) return false;
        if (!sent_->is_asking) held_back_.insert(outcome.hash);
        return true;
    };
    receipt.outcomes.erase(
        std::remove_if(receipt.outcomes.begin(), receipt.outcomes.end(), is_no_answer),
        receipt.outcomes.end());
}

void BallotLane::keep_away(Instant now) {
    if (gap_.is_over(now)) gap_.begin(now, jitter(random_, options_.gap_min, options_.gap_max));
}

Status BallotLane::check_covers(const ops::BallotReceipt& receipt) const {
    if (!sent_) return fail(Code::not_a_receipt, "a receipt for nothing that was sent");
    for (const ops::Hash& hash : sent_->hashes)
        if (!ops::names(receipt, hash))
            return fail(Code::not_a_receipt, "a receipt for other ballots than those sent");
    return {};
}

void BallotLane::give_way() {
    if (sent_->hashes.size() > 1)
        ballots_max_ = static_cast<std::uint32_t>(sent_->hashes.size() / 2);
    else if (sent_->is_asking)
        asked_upto_ = sent_->hashes.front();
    else
        held_back_.insert(sent_->hashes.front());
    sent_.reset();
    has_more_ = true;
}

}  // namespace qp::replica
