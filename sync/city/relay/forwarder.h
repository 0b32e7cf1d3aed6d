// SPDX-License-Identifier: EUPL-1.2
// What a relay carries, on its way up, as a state machine like replica::Replica: no I/O, no clock,
// no thread; one thread owns it. A carrier takes its requests to the city, or to another relay, and
// brings answers, or says that none came.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "sync/city/relay/forward_lane.h"

namespace qp::city::relay {

class Forwarder {
public:
    // All must outlive it.
    Forwarder(Carried& batches, Carried& ballots, Random& random, const ops::KeyPair& relay,
              ForwardOptions options);

    // Committed just now.
    void took(ops::RelayLane lane, const std::vector<ops::Hash>& hashes);
    // The city can be reached again, as somebody else has noticed.
    void hurry(Instant now);
    // The city's epoch, as pull says. A new one: everything is passed on once more.
    Status go_by(const ops::ServerEpoch& epoch);

    // What to send now; one request is out at a time. Operations go before ballots, with a drawn
    // gap in between. Byte for byte the same until an answer came.
    Result<std::optional<replica::Request>> next(const ops::CityKeys& keys, Instant now);
    // When to ask `next` again at the latest.
    Instant wake_at(Instant now) const;
    // Unset: none came. not_a_receipt: nothing stored changes and the back-off starts.
    Status on_answer(const std::optional<replica::Answer>& answer, const ops::CityKeys& keys,
                     Instant now);
    // Once: something came that may be a receipt by a key that the city has made since.
    bool wants_keys() { return std::exchange(wants_keys_, false); }

private:
    struct Way {
        Carried& carried;
        ForwardLane lane;
        replica::BackOff rest;
    };
    Status take(Way& way, const replica::Answer& answer, const ops::CityKeys& keys, Instant now);

    Random& random_;
    const ForwardOptions options_;
    std::array<Way, 2> ways_;  // by RelayLane
    replica::BackOff link_;    // no answer at all
    std::optional<std::size_t> out_;
    bool wants_keys_ = false;
};

}  // namespace qp::city::relay
