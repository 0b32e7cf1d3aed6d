// SPDX-License-Identifier: EUPL-1.2
// Polls one SensorThings service: its Things now and then, their new Observations at each turn.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/city/ingest/http_get.h"
#include "sync/city/ingest/observation_sink.h"
#include "sync/city/ingest/sensorthings.h"

namespace qp::city::ingest {

class SensorThingsPoller {
public:
    using Get = std::function<Result<Fetched>(const std::string& url)>;
    SensorThingsPoller(SensorThingsSource source, Get get)
        : source_{std::move(source)}, get_{std::move(get)} {}

    struct Polled {
        std::vector<ObservedStation> stations;
        Report report;
        std::optional<Error> broke_off;  // gone in the middle; what had come by then is in here
    };
    // An error where the service cannot be read at all: what is known stays, and grows old.
    Result<Polled> poll(Instant now);

    // What was polled could not be kept: the next poll asks for all of it again.
    void forget();

    const SensorThingsSource& source() const { return source_; }

private:
    struct Seen {
        Instant newest{};
        Milliseconds interval{0};  // as observed, where the server states none
    };
    Result<std::string> page(const std::string& url);
    Result<ObservedStream> observe(const FoundStream& stream, Instant now, Report& report);
    Status refresh_things(Instant now, Report& report);
    Result<std::vector<domain::Observation>> new_observations(const FoundStream& stream,
                                                              Instant now, Report& report);

    SensorThingsSource source_;
    Get get_;
    std::vector<FoundThing> things_;
    std::map<std::string, Seen> seen_;  // by the datastream's remote id
    Instant refreshed_at_{};
    bool is_gone_ = false;  // no answer at all, as opposed to a wrong one
};

}  // namespace qp::city::ingest
