// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/world.h"

#include <doctest/doctest.h>
#include <spdlog/spdlog.h>

#include "tests/sim/world/first_files.h"

namespace qp::sim {
namespace {

RunResult run_seed(std::uint64_t seed) {
    static CityOnDisk on_disk;
    if (static bool is_first = true; std::exchange(is_first, false)) {
        spdlog::set_level(spdlog::level::off);
        make_first_files();
    }
    RunOptions options;
    options.seed = seed;
    return run(options, on_disk);
}

void check_seed(std::uint64_t seed) {
    const RunResult result = run_seed(seed);
    for (const std::string& violation : result.violations)
        FAIL_CHECK("seed " << seed << ": " << violation);
    CHECK(result.operations + result.ballots > 10);
    CHECK(result.promises > 0);
}

}  // namespace

TEST_CASE("a run repeats: the same seed does the same, another seed something else") {
    const RunResult first = run_seed(5);
    run_seed(6);
    CHECK(run_seed(5).trace == first.trace);
    CHECK(run_seed(7).trace != first.trace);
}

TEST_CASE("a killed process's commit is on disk before the city signs for it (seed 122)") {
    check_seed(122);
}

TEST_CASE("a bit that flips in a cursor leads to a new start (seeds 2, 18, 38)") {
    for (const std::uint64_t seed : {2u, 18u, 38u}) check_seed(seed);
}

TEST_CASE("faults come and go, and nothing that was saved is lost") {
    for (std::uint64_t seed = 1001; seed <= 1010; ++seed) check_seed(seed);
}

}  // namespace qp::sim
