// SPDX-License-Identifier: EUPL-1.2
// Operations on their way to the city. Whatever has gone out and has no answer goes out again byte
// for byte; what the city does not want now or cannot read never blocks what lies behind it.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/replica/exchange.h"
#include "core/replica/options.h"
#include "core/replica/pause.h"
#include "core/store/local.h"

namespace qp::replica {

class PushLane {
public:
    PushLane(store::Local& local, Random& random, const Options& options)
        : local_{local},
          random_{random},
          options_{options},
          round_{options.retry_min, options.retry_max} {}

    void wake() { has_more_ = true; }
    // Nothing before that; unset: nothing is known to wait.
    std::optional<Instant> due_at(Instant now) const;
    // Nothing when the outbox has nothing that may go now.
    Result<std::optional<Request>> make(const ops::CityKeys& keys, Instant now);
    // The first of what waits, for somebody else to bring (Replica::copy_of_waiting).
    Result<std::optional<Request>> copy(const ops::CityKeys& keys) const;
    // Stores what the receipt says. The city's epoch, where the city itself has signed anything.
    // `known`: the epoch this device goes by. What a relay hands back of another one is no ack: the
    // city may have forgotten since.
    Result<std::optional<ops::ServerEpoch>> take(const Answer& answer, const ops::CityKeys& keys,
                                                 std::optional<ops::ServerEpoch> known,
                                                 Instant now);
    // Once: a relay has handed on a receipt by no key listed here. The city may have a new one.
    bool wants_keys() { return std::exchange(wants_keys_, false); }
    // Ballots go out: operations keep away from them.
    void keep_away(Instant now);

private:
    struct Sent {
        Request request;
        std::vector<std::int64_t> numbers;
        std::vector<Bytes> batches;
    };
    Result<std::optional<ops::ServerEpoch>> take_from_relay(const Answer& answer,
                                                            const ops::CityKeys& keys,
                                                            std::optional<ops::ServerEpoch> known,
                                                            Instant now);
    Status check_covers(const ops::PushReceipt& receipt, const ops::CityKeys& keys) const;
    Result<std::vector<store::Pending>> take_turn(Instant now);
    Status had_its_turn();
    void give_way();

    store::Local& local_;
    Random& random_;
    const Options& options_;
    std::optional<Sent> sent_;  // without an answer so far
    bool has_more_ = true;
    // Halved by a whole request refused without a receipt, until the one that spoils it stands
    // alone.
    std::uint32_t operations_max_ = ops::kPushOpsMax;
    std::int64_t after_ = 0;      // numbers up to here have had their turn in this round
    bool is_round_over_ = false;  // and the next one waits for round_
    bool wants_keys_ = false;
    BackOff round_;
    Pause gap_;
};

}  // namespace qp::replica
