// SPDX-License-Identifier: EUPL-1.2
// The city's keys: fetched first, checked against the pinned city, and never replaced by older
// ones.
#pragma once

#include <optional>

#include "core/replica/exchange.h"
#include "core/replica/options.h"
#include "core/replica/pause.h"
#include "core/store/local.h"

namespace qp::replica {

class CityLane {
public:
    CityLane(store::Local& local, const Options& options) : local_{local}, options_{options} {}

    // Null until there are any. Errors: wrong_city (this device's file belongs to another one).
    Result<const ops::CityKeys*> keys();
    // A receipt could not be verified: the list may have changed.
    void ask_again() { pause_.end(); }

    Instant due_at(Instant now) const { return pause_.over_at(now); }
    Request make() const;
    Status take(const Answer& answer, Instant now);
    // A list from wherever, checked already: taken where it is newer. too_old: ours is.
    Status offer(ops::CityKeys offered);

private:
    store::Local& local_;
    const Options& options_;
    std::optional<ops::CityKeys> keys_;
    Pause pause_;
};

}  // namespace qp::replica
