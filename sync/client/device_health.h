// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "core/replica/options.h"

namespace qp::client {

// What this machine says of itself: this program's version, how long it has been running, and the
// size of both databases with their logs. May be asked from any thread.
replica::DeviceHealth device_health(const std::string& content_path, const std::string& local_path);

}  // namespace qp::client
