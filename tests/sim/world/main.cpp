// SPDX-License-Identifier: EUPL-1.2
// sim: runs seeds. Exit 0: no violation; 1: at least one; 2: wrong arguments.
#include <malloc.h>
#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "tests/sim/world/first_files.h"
#include "tests/sim/world/mutants.h"
#include "tests/sim/world/quick_memory.h"
#include "tests/sim/world/world.h"

namespace {

using qp::sim::RunOptions;
using qp::sim::RunResult;

struct Sums {
    std::uint64_t seeds = 0;
    std::uint64_t failed = 0;
    std::uint64_t caught = 0;  // of these, those that show the mistake made on purpose
    std::uint64_t actions_min = UINT64_MAX;  // in any one seed
    std::uint64_t faults_min = UINT64_MAX;
    std::uint64_t faults_struck_min = UINT64_MAX;  // without those of single messages
    std::uint64_t actions = 0;
    std::uint64_t faults = 0;
    std::uint64_t crashes = 0;
    std::uint64_t snapshots = 0;
    std::uint64_t final_tallies = 0;
    std::uint64_t operations = 0;
    std::uint64_t ballots = 0;
    std::uint64_t events = 0;
};

struct Plan {
    std::uint64_t first = 1;
    std::uint64_t seeds = 0;
    std::vector<std::uint64_t> listed;  // instead of first, first + 1, …
    double seconds = 0;                 // 0: no limit
    unsigned jobs = 1;
    RunOptions options;
    std::string caught_as;  // of the mistake made on purpose; empty: none is made
};

// The simulator's own costs: one thread needs no locks, and nearly all memory is asked for again.
void be_quick() {
    qp::sim::give_sqlite_quick_memory();
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 200);
}

bool shows(const RunResult& result, const std::string& caught_as) {
    return !caught_as.empty() &&
           std::any_of(result.violations.begin(), result.violations.end(),
                       [&](const auto& what) { return what.find(caught_as) != std::string::npos; });
}

Sums run_share(const Plan& plan, unsigned job) {
    const auto began = std::chrono::steady_clock::now();
    qp::sim::CityOnDisk on_disk;
    qp::sim::make_first_files(on_disk.keys->current()->list());
    Sums sums;
    for (std::uint64_t turn = job; turn < plan.seeds; turn += plan.jobs) {
        const std::uint64_t seed = plan.listed.empty() ? plan.first + turn : plan.listed[turn];
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
        if (plan.seconds > 0 && passed.count() >= plan.seconds) break;
        RunOptions options = plan.options;
        options.seed = seed;
        const RunResult result = qp::sim::run(options, on_disk);
        ++sums.seeds;
        sums.failed += result.violations.empty() ? 0 : 1;
        sums.caught += shows(result, plan.caught_as) ? 1 : 0;
        sums.actions += result.actions;
        sums.faults += result.faults;
        sums.actions_min = std::min(sums.actions_min, result.actions);
        sums.faults_min = std::min(sums.faults_min, result.faults);
        sums.faults_struck_min = std::min(sums.faults_struck_min, result.faults_struck);
        sums.crashes += result.crashes;
        sums.snapshots += result.snapshots;
        sums.final_tallies += result.final_tallies;
        sums.operations += result.operations;
        sums.ballots += result.ballots;
        sums.events += result.events;
        for (const std::string& violation : result.violations)
            std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed),
                        violation.c_str());
        std::fflush(stdout);
        if (options.is_traced)
            std::printf("trace %016llx\n", static_cast<unsigned long long>(result.trace));
        if (sums.caught > 0) break;
    }
    std::fflush(stdout);
    return sums;
}

Sums run_all(const Plan& plan) {
    if (plan.jobs == 1) return run_share(plan, 0);
    std::vector<int> pipes;
    std::vector<pid_t> children;
    for (unsigned job = 0; job < plan.jobs; ++job) {
        int ends[2];
        if (pipe(ends) != 0) std::abort();
        const pid_t child = fork();
        if (child == 0) {
            const Sums sums = run_share(plan, job);
            _exit(write(ends[1], &sums, sizeof sums) == sizeof sums ? 0 : 1);
        }
        close(ends[1]);
        pipes.push_back(ends[0]);
        children.push_back(child);
    }
    Sums all;
    for (unsigned job = 0; job < plan.jobs; ++job) {
        Sums sums;
        const bool is_whole = read(pipes[job], &sums, sizeof sums) == sizeof sums;
        int status = 0;
        waitpid(children[job], &status, 0);
        if (!is_whole || status != 0) {
            std::printf("a process of the simulator died (status %d)\n", status);
            ++all.failed;
            continue;
        }
        all.seeds += sums.seeds;
        all.failed += sums.failed;
        all.actions += sums.actions;
        all.faults += sums.faults;
        all.actions_min = std::min(all.actions_min, sums.actions_min);
        all.faults_min = std::min(all.faults_min, sums.faults_min);
        all.faults_struck_min = std::min(all.faults_struck_min, sums.faults_struck_min);
        all.crashes += sums.crashes;
        all.snapshots += sums.snapshots;
        all.final_tallies += sums.final_tallies;
        all.operations += sums.operations;
        all.ballots += sums.ballots;
        all.events += sums.events;
    }
    return all;
}

double per_seed(std::uint64_t sum, const Sums& sums) {
    return sums.seeds == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(sums.seeds);
}

unsigned long long number(std::uint64_t value) {
    return value;
}

// One seed a line; what follows a '#' is for people.
// A number at the beginning of each line; the rest says what it once found.
qp::Result<std::vector<std::uint64_t>> read_seeds(const std::string& path) {
    std::vector<std::uint64_t> seeds;
    std::ifstream file{path};
    int count = 0;
    for (std::string line; std::getline(file, line);) {
        ++count;
        if (line.empty() || line.front() == '#') continue;
        std::uint64_t seed = 0;
        const auto read = std::from_chars(line.data(), line.data() + line.size(), seed);
        if (read.ec != std::errc{} || (*read.ptr != ' ' && *read.ptr != 0))
            return qp::fail(qp::Code::malformed,
                            fmt::format("{}:{}: no seed: {}", path, count, line));
        seeds.push_back(seed);
    }
    return seeds;
}

// The last line is for programs: README.md says what stands in it.
void print(const Sums& sums, const Plan& plan, double seconds) {
    std::printf(
        "%llu seeds from %llu, %llu failed; a seed: %.1f actions (at least %llu), %.1f faults (at "
        "least %llu, and %llu beside those of messages), %.1f crashes, %.1f snapshots, %.1f final "
        "counts, %.1f operations, %.1f "
        "ballots, %.0f events\n",
        number(sums.seeds), number(plan.first), number(sums.failed), per_seed(sums.actions, sums),
        number(sums.actions_min), per_seed(sums.faults, sums), number(sums.faults_min),
        number(sums.faults_struck_min), per_seed(sums.crashes, sums),
        per_seed(sums.snapshots, sums), per_seed(sums.final_tallies, sums),
        per_seed(sums.operations, sums), per_seed(sums.ballots, sums), per_seed(sums.events, sums));
    const double a_minute = static_cast<double>(sums.seeds) * 60.0 / seconds;
    std::printf("%.1f s, %.0f seeds a minute with %u processes\n", seconds, a_minute, plan.jobs);
    std::printf(
        "sim {\"seeds\":%llu,\"seconds\":%.3f,\"seeds_per_min\":%.1f,\"processes\":%u,"
        "\"devices\":%u,\"actions\":%llu,\"actions_min\":%llu,\"faults\":%llu,\"faults_min\":%llu,"
        "\"faults_struck_min\":%llu,\"crashes\":%llu,\"violations\":%llu}\n",
        number(sums.seeds), seconds, a_minute, plan.jobs, plan.options.devices,
        number(sums.actions), number(sums.actions_min), number(sums.faults),
        number(sums.faults_min), number(sums.faults_struck_min), number(sums.crashes),
        number(sums.failed));
}

#ifdef QP_MUTANTS
std::vector<std::string> names_of_mutants() {
    std::vector<std::string> names;
    for (const qp::sim::Mutant& mutant : qp::sim::kMutants) names.emplace_back(mutant.name);
    return names;
}
#endif

}  // namespace

int main(int argc, char** argv) {
    Plan plan;
    std::uint64_t seed = 0;
    std::string seeds_of;
    CLI::App app{"Simulates a city, stands, kiosks and phones with all their faults, a seed a run"};
    app.add_option("--seeds", plan.seeds, "How many seeds");
    app.add_option("--first", plan.first, "The first of them")->capture_default_str();
    app.add_option("--seconds", plan.seconds, "Stop after that long");
    app.add_option("--jobs", plan.jobs, "Processes")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    app.add_option("--seed", seed, "One seed alone");
    app.add_option("--seeds-of", seeds_of, "The seeds that this file lists, one a line")
        ->check(CLI::ExistingFile);
    app.add_flag("--trace", plan.options.is_traced, "Print what happens");
#ifdef QP_MUTANTS
    std::string mutant;
    app.add_option("--mutant", mutant, "Makes this mistake on purpose; exit 0 once it is caught")
        ->required()
        ->check(CLI::IsMember(names_of_mutants()));
#endif
    CLI11_PARSE(app, argc, argv);
#ifdef QP_MUTANTS
    qp::sim::choose_mutant(mutant);
    for (const qp::sim::Mutant& known : qp::sim::kMutants)
        if (mutant == known.name) plan.caught_as = known.caught_as;
    plan.jobs = 1;
#endif
    if (app.count("--seed") != 0) {
        plan.first = seed;
        plan.seeds = 1;
    }
    if (!seeds_of.empty()) {
        auto listed = read_seeds(seeds_of);
        if (!listed) {
            std::fprintf(stderr, "%s\n", listed.error().detail.c_str());
            return 2;
        }
        plan.listed = std::move(*listed);
        plan.seeds = plan.listed.size();
    }
    if (plan.seeds == 0) plan.seeds = plan.seconds > 0 ? UINT32_MAX : 100;
    if (plan.seeds == 1) plan.jobs = 1;
    spdlog::set_level(spdlog::level::off);
    be_quick();

    const auto began = std::chrono::steady_clock::now();
    const Sums sums = run_all(plan);
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
    print(sums, plan, passed.count());
    const bool is_as_it_should_be = plan.caught_as.empty() ? sums.failed == 0 : sums.caught > 0;
    return is_as_it_should_be ? 0 : 1;
}
