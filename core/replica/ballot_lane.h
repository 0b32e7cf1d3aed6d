// SPDX-License-Identifier: EUPL-1.2
// Ballots on their way to the city: a request of their own, never in one flight with operations, so
// that an arriving idea does not tell whose ballots came with it. A live session's ballots wait for
// nothing.
#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/ops/ballot_request.h"
#include "core/ops/receipt.h"
#include "core/replica/exchange.h"
#include "core/replica/options.h"
#include "core/replica/pause.h"
#include "core/store/local.h"

namespace qp::replica {

class BallotLane {
public:
    BallotLane(store::Local& local, Random& random, const Options& options)
        : local_{local},
          random_{random},
          options_{options},
          round_{options.retry_min, options.retry_max},
          asking_{options.retry_min, options.retry_max} {}

    void wake() { has_more_ = true; }
    std::optional<Instant> due_at(Instant now) const;
    Result<std::optional<Request>> make(const ops::CityKeys& keys, Instant now);
    // As PushLane::take.
    Result<std::optional<ops::ServerEpoch>> take(const Answer& answer, const ops::CityKeys& keys,
                                                 std::optional<ops::ServerEpoch> known,
                                                 Instant now);
    bool wants_keys() { return std::exchange(wants_keys_, false); }  // as PushLane's
    // Operations went out.
    void keep_away(Instant now);

private:
    struct Sent {
        Request request;
        std::vector<ops::Hash> hashes;
        std::vector<Bytes> ballots;  // in the same order
        bool is_asking = false;      // a relay has these: has the city by now?
    };
    Result<std::vector<store::PendingBallot>> due_ballots(Instant now);
    Result<std::vector<store::PendingBallot>> to_ask_for(Instant now);
    Result<std::optional<ops::ServerEpoch>> take_from_relay(const Answer& answer,
                                                            const ops::CityKeys& keys,
                                                            std::optional<ops::ServerEpoch> known,
                                                            Instant now);
    void answered();
    void leave_out_unanswered(ops::BallotReceipt& receipt, const ops::CityKeys& keys);
    Status check_covers(const ops::BallotReceipt& receipt) const;
    void give_way();

    store::Local& local_;
    Random& random_;
    const Options& options_;
    std::optional<Sent> sent_;
    bool has_more_ = true;
    std::optional<Instant> next_at_;  // when the first of those that wait is due
    Instant asked_at_{};              // and by which clock
    std::uint32_t ballots_max_ = ops::kRequestBallotsMax;
    // Spoil a whole request, or are put off: they get another turn in the next round. Of what this
    // device holds itself, hence no more than that.
    std::set<ops::Hash> held_back_;
    Pause gap_;
    BackOff round_;
    bool may_be_at_relay_ = true;
    bool wants_keys_ = false;
    ops::Hash asked_upto_{};  // in this round of asking, by hash
    BackOff asking_;
};

}  // namespace qp::replica
