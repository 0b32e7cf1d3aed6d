// SPDX-License-Identifier: EUPL-1.2
// The stations that a feed serves.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/domain/place.h"
#include "core/domain/sensing.h"
#include "sync/feed/series.h"

namespace qp::feed {

struct Stream {
    int id = 0;  // SensorThings id, unique in the feed
    std::string name;
    domain::Property property = domain::Property::other;
    Milliseconds interval{3'600'000};
    std::shared_ptr<const Series> series;
};

struct Station {
    int id = 0;
    std::string name;
    std::string description;
    std::string quarter;
    std::optional<domain::Point> at;
    std::string attribution;
    std::string licence;
    std::string replayed_from;  // file and span of a recording; empty where values are generated
    std::vector<Stream> streams;
};

// Places of the Reallabor and of the city's counters, with generated values.
std::vector<Station> generated_stations();

// What a recorded file holds, as stations. Errors: not_found, too_large, malformed (no known form).
Result<std::vector<Station>> recorded_stations(const std::string& path, double speed,
                                               Instant anchor);

}  // namespace qp::feed
