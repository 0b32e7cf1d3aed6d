// SPDX-License-Identifier: EUPL-1.2
// One lane of what a relay carries on its way up: a request for each batch or ballot, so that the
// city's receipt can be kept beside it and handed back by itself. Whatever the city has not signed
// for is brought again, round after round, with growing waits in between.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ops/relay.h"
#include "core/replica/exchange.h"
#include "core/replica/pause.h"
#include "sync/city/relay/carried.h"

namespace qp::city::relay {

struct ForwardOptions {
    Milliseconds retry_min{1000};
    Milliseconds retry_max{120000};
    // Between operations and ballots, drawn anew each time.
    Milliseconds gap_min{1000};
    Milliseconds gap_max{5000};
};

class ForwardLane {
public:
    // All must outlive it. `relay`: signs the envelopes of ballots.
    ForwardLane(ops::RelayLane lane, Carried& carried, Random& random, const ops::KeyPair& relay,
                const ForwardOptions& options)
        : lane_{lane},
          carried_{carried},
          random_{random},
          relay_{relay},
          options_{options},
          round_{options.retry_min, options.retry_max} {}

    // These have just been committed: they go before what waits for another turn.
    void took(const std::vector<ops::Hash>& hashes);
    // There may be another way by now: the round begins as soon as its shortest wait allows.
    void hurry(Instant now) { round_.hurry(now); }
    // Everything gets another turn.
    void start_anew();
    // The other lane has just been out.
    void keep_away(Instant now);

    // Nothing before that; unset: nothing is known to wait.
    std::optional<Instant> due_at(Instant now) const;
    Result<std::optional<replica::Request>> make(const ops::CityKeys& keys, Instant now);

    struct Said {
        Bytes city_receipt;             // for what was sent, alone and final; else empty
        ops::ServerEpoch server_epoch;  // of it
        bool is_by_city = false;        // from the city itself, not from a relay's hand
        bool is_erased = false;
        bool is_held = false;            // a relay of this city keeps it
        bool is_by_unknown_key = false;  // what that relay hands on as the city's receipt
        // Its bytes here are no longer what came: they go, and whoever gave them brings them again.
        bool is_rotten = false;
    };
    // What an answer says of what was sent; changes nothing. not_a_receipt: nothing.
    Result<Said> read(const replica::Answer& answer, const ops::CityKeys& keys, Instant now) const;
    // Stores it; what was sent has had its turn. REQUIRES: read() of the answer to what is out.
    Status settle(const replica::Answer& answer, const Said& said, Instant now);
    // The whole request was refused without a receipt: others get their turn.
    void give_way(Instant now);

private:
    struct Sent {
        replica::Request request;
        ops::Hash hash{};
        Bytes bytes;
        bool is_of_round = false;
    };
    enum class Round { open, resting, over };  // over: nothing waits
    Result<std::optional<Carried::Waiting>> take_turn(Instant now, bool& is_of_round);
    Result<std::optional<Carried::Waiting>> take_fresh();
    std::optional<Said> read_city_receipt(BytesView receipt, const ops::CityKeys& keys) const;
    void had_its_turn(bool still_waits, Instant now);

    const ops::RelayLane lane_;
    Carried& carried_;
    Random& random_;
    const ops::KeyPair& relay_;
    const ForwardOptions& options_;
    std::optional<Sent> sent_;  // without an answer so far
    std::vector<ops::Hash> fresh_;
    Round state_ = Round::open;
    ops::Hash after_{};       // up to here all have had their turn in this round
    bool any_waits_ = false;  // of those that had their turn in this round
    replica::BackOff round_;
    replica::Pause gap_;
};

}  // namespace qp::city::relay
