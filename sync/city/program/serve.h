// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/city/program/city_config.h"

namespace qp::city::program {

// Serves until SIGINT or SIGTERM. Prints "ready http://ADDRESS:PORT" once it answers. The process'
// exit code.
int serve(const CityConfig& config);

}  // namespace qp::city::program
