// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/load/bootstrap.h"

#include <chrono>
#include <thread>

#include "core/ops/city.h"
#include "native/disk_room.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/client/runner.h"

namespace qp::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLookEvery{5};

double seconds_since(SteadyClock::time_point begun) {
    return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

Result<std::uint64_t> count_ideas(store::Content& content) {
    auto page = content.ideas({});
    if (!page) return fail(page.error());
    return page->total;
}

}  // namespace

Result<BootstrapFigures> run_bootstrap(const BootstrapOptions& options) {
    const auto bytes = from_hex(options.genesis);
    const auto key = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!key) return fail(Code::bad_argument, "a genesis key has 64 hexadecimal digits");
    client::RunnerOptions runner_options;
    runner_options.city = {options.url, ""};
    runner_options.content_path = options.folder + "/content.db";
    runner_options.local_path = options.folder + "/local.db";
    runner_options.snapshot_path = options.folder + "/snapshot.db";
    runner_options.replica.scopes = options.scopes;
    runner_options.replica.city = ops::city_of(*key).id;

    BootstrapFigures figures;
    native::SystemRandom random;
    native::SystemClock clock;
    native::DiskRoom room{options.folder};
    const auto begun = SteadyClock::now();
    auto content = store::Content::open(runner_options.content_path);
    if (!content) return fail(content.error());
    auto local =
        store::Local::open(runner_options.local_path, runner_options.kind, random, clock, room);
    if (!local) return fail(local.error());
    auto runner = client::Runner::start(runner_options);
    if (!runner) return fail(runner.error());
    while (!(*runner)->state().sync.has_content) {
        if (seconds_since(begun) > options.seconds_max)
            return fail(Code::timeout, "the device does not hold the city's content");
        std::this_thread::sleep_for(kLookEvery);
    }
    figures.seconds = seconds_since(begun);
    const auto ideas = count_ideas(*content);
    if (!ideas) return fail(ideas.error());
    figures.ideas = *ideas;
    if (figures.ideas < options.ideas)
        return fail(Code::refused, "the device holds " + std::to_string(figures.ideas) +
                                       " ideas of " + std::to_string(options.ideas));
    return figures;
}

}  // namespace qp::bench
