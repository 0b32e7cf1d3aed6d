// SPDX-License-Identifier: EUPL-1.2
// sync_load push|pull|bootstrap: clients of a running city server, for ./dev bench sync. Prints one
// JSON object of figures; what went wrong is said on standard error, and the end is 1.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/domain/place.h"
#include "native/logging.h"
#include "native/system_random.h"
#include "tests/bench/load/bootstrap.h"
#include "tests/bench/load/pull_load.h"
#include "tests/bench/load/push_load.h"

namespace {

using namespace qp;

// As a kiosk asks for: the city's and every quarter's.
std::vector<std::string> every_scope() {
    std::vector<std::string> scopes{std::string{domain::kCityScope}};
    for (const domain::Quarter& quarter : domain::kQuarters) scopes.emplace_back(quarter.slug);
    return scopes;
}

nlohmann::json said(const bench::PushFigures& figures) {
    return {{"operations", figures.operations},   {"pushes", figures.pushes},
            {"seconds", figures.seconds},         {"cpu_ms", figures.cpu_ms},
            {"bytes_up", figures.bytes_up},       {"bytes_down", figures.bytes_down},
            {"push_ms_p50", figures.push_ms_p50}, {"push_ms_p99", figures.push_ms_p99}};
}

nlohmann::json said(const bench::PullFigures& figures) {
    return {{"pull_ms_p50", figures.pull_ms_p50},
            {"cpu_ms", figures.cpu_ms},
            {"bytes_down", figures.bytes_down}};
}

nlohmann::json said(const bench::BootstrapFigures& figures) {
    return {{"seconds", figures.seconds}, {"ideas", figures.ideas}};
}

template <class Figures>
int finish(const Result<Figures>& figures) {
    if (!figures) {
        std::cerr << "sync_load: " << native::describe(figures.error()) << "\n";
        return 1;
    }
    std::cout << said(*figures).dump() << std::endl;
    return 0;
}

void add_city(CLI::App& command, std::uint16_t& port, std::string& genesis, std::string& pid) {
    command.add_option("--port", port, "of 127.0.0.1")->required();
    command.add_option("--genesis", genesis, "the city's key, in hex")->required();
    command.add_option("--pid", pid, "of the server, for its processor time");
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Clients of a running city server, for measuring"};
    app.require_subcommand(1);

    bench::PushOptions pushing;
    CLI::App* push = app.add_subcommand("push", "signed operations");
    add_city(*push, pushing.port, pushing.genesis, pushing.pid);
    const std::map<std::string, bench::PushKind> kinds{{"decisions", bench::PushKind::decisions},
                                                       {"ideas", bench::PushKind::ideas}};
    push->add_option("--kind", pushing.kind)->transform(CLI::CheckedTransformer(kinds));
    push->add_option("--clients", pushing.clients)->check(CLI::Range(1, 200));
    push->add_option("--operations", pushing.operations, "a push")->check(CLI::Range(1, 256));
    push->add_option("--seconds", pushing.seconds, "at least");
    push->add_option("--pushes-max", pushing.pushes_max, "ends earlier after so many");
    bool is_free = false;
    push->add_flag("--free", is_free, "each client goes on without the others");

    bench::PullOptions pulling;
    CLI::App* pull = app.add_subcommand("pull", "the newest changes, again and again");
    add_city(*pull, pulling.port, pulling.genesis, pulling.pid);
    pull->add_option("--newest", pulling.newest_seq, "the city's last number")->required();
    pull->add_option("--changes", pulling.changes);
    pull->add_option("--pulls", pulling.pulls)->check(CLI::Range(1, 1'000'000));

    bench::BootstrapOptions starting;
    CLI::App* bootstrap = app.add_subcommand("bootstrap", "a new device takes over everything");
    bootstrap->add_option("--url", starting.url)->required();
    bootstrap->add_option("--genesis", starting.genesis)->required();
    bootstrap->add_option("--folder", starting.folder, "an empty one")->required();
    bootstrap->add_option("--ideas", starting.ideas, "that it must hold then");

    CLI11_PARSE(app, argc, argv);
    native::SystemRandom random;
    if (push->parsed()) {
        pushing.in_rounds = !is_free;
        return finish(bench::run_pushes(pushing, random));
    }
    if (pull->parsed()) {
        pulling.scopes = every_scope();
        return finish(bench::run_pulls(pulling));
    }
    starting.scopes = every_scope();
    return finish(bench::run_bootstrap(starting));
}
