// SPDX-License-Identifier: EUPL-1.2
// OGC SensorThings API 1.1 (18-088), the read part that clients of live data use: Things,
// Datastreams, Observations and Locations, by id and by navigation, with $expand, $filter on
// phenomenonTime, $orderby phenomenonTime, $top, $skip, $count and $resultFormat=dataArray. What is
// asked for and not served is refused with 400, never silently ignored.
#pragma once

#include <string>
#include <vector>

#include "core/base/ports.h"
#include "sync/city/http/message.h"
#include "sync/feed/station.h"

namespace qp::feed {

class SensorThingsApi {
public:
    // `clock` must outlive it. Any thread may ask.
    SensorThingsApi(std::vector<Station> stations, Clock& clock);

    // `request.header("host")` stands in the links of the answer.
    city::http::Response answer(const city::http::Request& request) const;

private:
    std::vector<Station> stations_;
    Clock& clock_;
};

}  // namespace qp::feed
