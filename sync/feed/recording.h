// SPDX-License-Identifier: EUPL-1.2
// What the forms of recorded files have in common. Inner part of recorded_stations.
#pragma once

#include <string>
#include <vector>

#include "sync/feed/station.h"

namespace qp::feed {

struct Replay {
    std::string file;  // its name, for people
    double speed = 1;
    Instant anchor{};
};

std::string span_text(const std::vector<domain::Observation>& observations);
Stream recorded_stream(int id, domain::Property property, Milliseconds interval,
                       std::vector<domain::Observation> observations, const Replay& replay);

// Current reports of the Deutscher Wetterdienst (CSV of its stations, POI): three lines of heads,
// then a row an hour, the newest first, in UTC; "---" is not known. malformed: no such file.
bool is_weather_file(std::string_view text);
Result<std::vector<Station>> weather_stations(const std::string& text, const Replay& replay);

}  // namespace qp::feed
