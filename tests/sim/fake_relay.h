// SPDX-License-Identifier: EUPL-1.2
// A relay in memory before a fake city: real formats, and it passes on when told. What the real one
// does is tried in tests/client_city.
#pragma once

#include <map>

#include "core/ops/relay.h"
#include "tests/sim/fake_city.h"

namespace qp::sim {

class FakeRelay {
public:
    FakeRelay(FakeCity& city, Instant not_before, Instant not_after);

    // Push and ballots it answers itself; everything else comes from the city.
    replica::Answer handle(const replica::Request& request);
    // Each batch and ballot in a request of its own, so that the city's receipt can be kept.
    void pass_on();

    // Of each batch or ballot: its bytes, and the city's receipt once there is one.
    struct Held {
        Bytes bytes;
        Bytes receipt;
    };
    std::map<ops::Hash, Held> batches;
    std::map<ops::Hash, Held> ballots;
    // Answers "not taken" to whatever it does not hold yet.
    bool refuses = false;
    std::uint32_t asked = 0;  // requests of devices with operations or ballots

private:
    replica::Answer answer(ops::RelayLane lane, std::map<ops::Hash, Held>& held,
                           const std::vector<std::pair<ops::Hash, Bytes>>& brought);

    FakeCity& city_;
    ops::KeyPair key_;
    Bytes certificate_;
};

}  // namespace qp::sim
