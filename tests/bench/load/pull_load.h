// SPDX-License-Identifier: EUPL-1.2
// What the newest changes cost a city and the device that asks for them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace qp::bench {

struct PullOptions {
    std::uint16_t port = 0;
    std::string genesis;
    std::string pid;
    std::vector<std::string> scopes;
    std::uint64_t newest_seq = 0;  // of the city
    std::uint64_t changes = 100;   // to be pulled each time: the newest ones
    std::uint64_t pulls = 1000;
};

struct PullFigures {
    double pull_ms_p50 = 0;        // from request to the page's last byte
    double cpu_ms = 0;             // of the server, a pull
    std::uint64_t bytes_down = 0;  // a pull
};

// An error where a page does not bring just those changes.
Result<PullFigures> run_pulls(const PullOptions& options);

}  // namespace qp::bench
