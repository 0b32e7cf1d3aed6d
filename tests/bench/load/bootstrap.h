// SPDX-License-Identifier: EUPL-1.2
// A new device that takes over everything a city has published, as a kiosk does it: the same
// client, the same stores, every scope.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace qp::bench {

struct BootstrapOptions {
    std::string url;
    std::string genesis;
    std::string folder;  // empty; the device's files
    std::vector<std::string> scopes;
    std::uint64_t ideas = 0;  // that it must hold in the end
    double seconds_max = 120;
};

struct BootstrapFigures {
    double seconds = 0;  // from no file at all until every idea is in the device's store
    std::uint64_t ideas = 0;
};

Result<BootstrapFigures> run_bootstrap(const BootstrapOptions& options);

}  // namespace qp::bench
