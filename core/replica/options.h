// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/ops/city.h"
#include "core/store/local.h"

namespace qp::replica {

// How the machine is on which a kiosk or relay runs.
struct DeviceHealth {
    std::string program_version;
    std::uint64_t uptime_s = 0;  // of the program
    std::uint64_t carried = 0;   // a relay: what it carries for others without the city's receipt
    std::uint64_t database_bytes = 0;
};

struct Options {
    std::vector<std::string> scopes;  // "city", quarter slugs
    // The city this device trusts: pinned by configuration (kiosk) or by the page (phone).
    ops::CityId city;
    // An enrolled kiosk's key: proves the channel of its ballots. Unset: they count as `phone`.
    std::optional<ops::KeyPair> enrolled;
    // A relay: the ballots that it carries for others, by poll. They count in its word on polls
    // that have closed. What the city has signed for under another epoch than the given one waits.
    // Asked on the replica's thread.
    using CarriedBallots = std::map<Id, store::Local::BallotCounts>;
    std::function<Result<CarriedBallots>(const std::optional<ops::ServerEpoch>&)> carried_ballots;
    // A kiosk, a relay: what it tells the city of itself every few hours (health_reports.h). Asked
    // on the replica's thread. Unset: nothing.
    std::function<DeviceHealth()> health;
    // Whether the carrier can fetch a file and hand it to take_snapshot(). If not, everything comes
    // by pages.
    bool takes_snapshots = true;
    Milliseconds pull_every{30000};  // when nothing wakes it
    Milliseconds city_every{std::chrono::hours{1}};
    Milliseconds retry_min{1000};
    Milliseconds retry_max{120000};
    // Between operations and ballots, drawn anew each time.
    Milliseconds gap_min{1000};
    Milliseconds gap_max{5000};
};

}  // namespace qp::replica
