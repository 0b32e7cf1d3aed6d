// SPDX-License-Identifier: EUPL-1.2
// One run: a city, kiosks and phones, people who act, faults that come, then healing, in which
// everything must come together again. The seed decides all of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/sim/world/sim_city.h"
#include "tests/sim/world/sim_device.h"

namespace qp::sim {

struct RunOptions {
    std::uint64_t seed = 1;
    bool is_traced = false;
    std::uint32_t devices = 5;
    std::uint32_t actions = 60;
    std::uint32_t faults = 20;
};

struct RunResult {
    std::vector<std::string> violations;
    std::uint64_t trace = 0;  // the same for the same seed
    std::uint64_t events = 0;
    std::uint64_t actions = 0;
    std::uint64_t faults = 0;         // those of single messages, too
    std::uint64_t faults_struck = 0;  // beside those
    std::uint64_t crashes = 0;
    std::uint64_t snapshots = 0;
    std::uint64_t final_tallies = 0;  // of closed polls that wait for no seal
    std::uint64_t operations = 0;
    std::uint64_t ballots = 0;
    std::uint64_t promises = 0;
    Milliseconds healed_after{0};
};

RunResult run(const RunOptions& options, CityOnDisk& on_disk);

}  // namespace qp::sim
