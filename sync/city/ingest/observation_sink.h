// SPDX-License-Identifier: EUPL-1.2
// Observations into the public content: merged with what is there, day by day, and published where
// a day has changed. Stations and datastreams likewise.
#pragma once

#include <vector>

#include "core/domain/sensing.h"
#include "core/store/content.h"

namespace qp::city::ingest {

struct ObservedStream {
    domain::Datastream datastream;
    std::vector<domain::Observation>
        observations;  // any order; of two at one instant the last counts
};
struct ObservedStation {
    domain::Station station;
    std::vector<ObservedStream> streams;
};

// Observations more than a day ahead of `now` are left out: a sensor's clock may be wrong. A
// station that editors have withdrawn stays so. Returns how many entities were published.
Result<std::size_t> publish_observed(store::Content& content,
                                     const std::vector<ObservedStation>& stations, Instant now);

}  // namespace qp::city::ingest
