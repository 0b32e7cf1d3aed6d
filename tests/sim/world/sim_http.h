// SPDX-License-Identifier: EUPL-1.2
// Between what travels on the simulated network and what handlers see.
#pragma once

#include "sync/city/http/message.h"
#include "tests/sim/world/network.h"

namespace qp::sim {

city::http::Request as_http(const Asked& request);
Said as_said(const city::http::Response& response);

}  // namespace qp::sim
