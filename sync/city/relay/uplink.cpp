// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/uplink.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "native/logging.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/client/curl_transport.h"
#include "sync/client/device_health.h"
#include "sync/client/runner.h"

namespace qp::city::relay {

namespace {

constexpr Milliseconds kLookEvery{250};  // for what pull has brought: well within 2 s
constexpr Milliseconds kReopenEvery{10000};
constexpr Milliseconds kForgetEvery = std::chrono::hours{6};

// On the thread of whoever asks, by a connection of its own.
Result<replica::Options::CarriedBallots> carried_ballots(
    const std::string& path, const std::optional<ops::ServerEpoch>& epoch) {
    auto carried = Carried::open(path);
    if (!carried) return fail(carried.error());
    return carried->ballots_by_poll(epoch);
}

replica::DeviceHealth health(const RelayFiles& files) {
    replica::DeviceHealth health = client::device_health(files.content, files.local);
    for (const std::string& path : {files.batches, files.ballots}) {
        auto carried = Carried::open(path);
        if (!carried) continue;
        if (const auto counts = carried->counts()) health.carried += counts->waiting;
    }
    return health;
}

client::RunnerOptions runner_options(const UplinkOptions& options, const ops::KeyPair& relay) {
    client::RunnerOptions down;
    down.city = options.city;
    down.deadlines = options.deadlines;
    down.content_path = options.files.content;
    down.local_path = options.files.local;
    down.snapshot_path = options.files.snapshot;
    down.kind = store::DeviceKind::kiosk;
    down.replica.city = options.city_id;
    down.replica.scopes = options.scopes;
    down.replica.enrolled = relay;  // a relay that is not is not waited for
    down.replica.carried_ballots = [path = options.files.ballots](const auto& epoch) {
        return carried_ballots(path, epoch);
    };
    down.replica.health = [files = options.files] { return health(files); };
    down.replica.retry_min = options.pull_retry_min;
    down.replica.retry_max = options.pull_retry_max;
    return down;
}

}  // namespace

struct Uplink::Impl {
    Impl(UplinkOptions the_options, const ops::KeyPair& the_relay, KnownCity& the_city,
         std::function<void()> when_pulled)
        : options{std::move(the_options)},
          relay{the_relay},
          known{the_city},
          on_pulled{std::move(when_pulled)} {}

    const UplinkOptions options;
    const ops::KeyPair& relay;
    KnownCity& known;
    const std::function<void()> on_pulled;
    native::SystemClock clock;
    native::SystemRandom random;
    client::StopFlag stop{false};
    std::unique_ptr<client::Runner> down;

    std::mutex mutex;
    std::condition_variable changed;
    std::array<std::vector<ops::Hash>, 2> taken;  // guarded by mutex, by RelayLane

    // Of the thread.
    std::optional<ops::ServerEpoch> epoch;
    bool had_link = false;
    std::optional<Instant> last_contact;
    std::uint64_t changes_taken = 0;
    bool has_brought_ballots = false;  // since polls were last reported
    Instant forgotten_at{};
    std::string complaint;
    std::thread thread;  // last: it uses all of the above

    void run();
    Status run_with_stores();
    Status step(Forwarder& forwarder, client::CurlTransport& transport);
    void look_at_pull(Forwarder& forwarder);
    void report_drained();
    void ask_for_keys();
    Status hear_epoch(Forwarder& forwarder);
    Status forget(Carried& batches, Carried& ballots);
    void take_wakes(Forwarder& forwarder);
    void sleep(Milliseconds at_most);
    void complain(const Error& error);
};

// Once, and once more when it is another trouble.
void Uplink::Impl::complain(const Error& error) {
    const std::string text = native::describe(error);
    if (text == complaint) return;
    complaint = text;
    spdlog::warn("passing on: {}", text);
}

void Uplink::Impl::sleep(Milliseconds at_most) {
    std::unique_lock lock{mutex};
    changed.wait_for(lock, at_most,
                     [this] { return stop || !taken[0].empty() || !taken[1].empty(); });
}

void Uplink::Impl::run() {
    while (!stop) {
        if (auto ran = run_with_stores(); !ran) complain(ran.error());
        std::unique_lock lock{mutex};
        changed.wait_for(lock, kReopenEvery, [this] { return stop.load(); });
    }
}

// Returns when it is to stop, or when a store cannot be opened.
Status Uplink::Impl::run_with_stores() {
    auto batches = Carried::open(options.files.batches);
    if (!batches) return fail(batches.error());
    auto ballots = Carried::open(options.files.ballots);
    if (!ballots) return fail(ballots.error());
    Forwarder forwarder{*batches, *ballots, random, relay, options.forward};
    client::CurlTransport transport{options.city, options.deadlines, stop};
    epoch.reset();
    while (!stop) {
        take_wakes(forwarder);
        look_at_pull(forwarder);
        if (auto heard = hear_epoch(forwarder); !heard) complain(heard.error());
        if (auto done = forget(*batches, *ballots); !done) complain(done.error());
        if (auto done = step(forwarder, transport); !done) complain(done.error());
    }
    return {};
}

void Uplink::Impl::take_wakes(Forwarder& forwarder) {
    std::array<std::vector<ops::Hash>, 2> now_taken;
    {
        const std::lock_guard lock{mutex};
        now_taken = std::exchange(taken, {});
    }
    for (const auto lane : {ops::RelayLane::operations, ops::RelayLane::ballots})
        forwarder.took(lane, now_taken[static_cast<std::size_t>(lane)]);
}

void Uplink::Impl::look_at_pull(Forwarder& forwarder) {
    const client::RunnerState state = down->state();
    if (state.sync.has_link && !std::exchange(had_link, state.sync.has_link))
        forwarder.hurry(clock.now());
    had_link = state.sync.has_link;
    // Each page tells the epoch anew, also where it is the same: a receipt that a proxy had kept
    // may have told of an older one meanwhile.
    if (std::exchange(last_contact, state.sync.last_contact) != state.sync.last_contact)
        epoch.reset();
    if (std::exchange(changes_taken, state.changes_taken) != state.changes_taken) on_pulled();
}

// A poll has closed and its last ballot is at the city: nobody should wait for the next pull.
void Uplink::Impl::report_drained() {
    down->post([](replica::Replica& replica) {
        if (auto reported = replica.passed_on_ballots(native::SystemClock{}.now()); !reported)
            spdlog::warn("polls that have closed: {}", native::describe(reported.error()));
    });
}

void Uplink::Impl::ask_for_keys() {
    down->post([](replica::Replica& replica) { replica.city_keys_may_be_old(); });
}

// Once a page: a receipt may have told of a newer one than pull has seen so far.
Status Uplink::Impl::hear_epoch(Forwarder& forwarder) {
    const auto now_known = known.epoch();
    if (!now_known || now_known == epoch) return {};
    if (auto gone = forwarder.go_by(*now_known); !gone) return gone;
    epoch = now_known;
    return {};
}

Status Uplink::Impl::forget(Carried& batches, Carried& ballots) {
    const Instant now = clock.now();
    if (now < forgotten_at + kForgetEvery && now >= forgotten_at) return {};
    forgotten_at = now;
    for (Carried* carried : {&batches, &ballots})
        if (auto gone = carried->forget_received(now, options.keep); !gone)
            return fail(gone.error());
    return {};
}

Status Uplink::Impl::step(Forwarder& forwarder, client::CurlTransport& transport) {
    const auto keys = known.keys();
    if (!keys) {
        sleep(kLookEvery);
        return {};
    }
    auto request = forwarder.next(*keys, clock.now());
    if (!request) return fail(request.error());
    if (*request) {
        auto answer = transport.exchange(**request);
        if (stop) return {};
        if (!answer) complain(answer.error());
        auto taken_in = forwarder.on_answer(
            answer ? std::optional{std::move(*answer)} : std::nullopt, *keys, clock.now());
        if (forwarder.wants_keys()) ask_for_keys();
        if (!taken_in) return taken_in;
        if (answer) complaint.clear();
        has_brought_ballots |= (*request)->lane == replica::Lane::ballots;
    } else if (std::exchange(has_brought_ballots, false)) {
        report_drained();
    }
    const Instant now = clock.now();
    const Instant wake = forwarder.wake_at(now);
    if (wake > now) sleep(std::min<Milliseconds>(wake - now, kLookEvery));
    return {};
}

Uplink::Uplink(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {
    impl_->thread = std::thread{[self = impl_.get()] { self->run(); }};
}

Result<std::unique_ptr<Uplink>> Uplink::start(UplinkOptions options, const ops::KeyPair& relay,
                                              KnownCity& known, std::function<void()> on_pulled) {
    auto impl = std::make_unique<Impl>(std::move(options), relay, known, std::move(on_pulled));
    auto down = client::Runner::start(runner_options(impl->options, relay));
    if (!down) return fail(down.error());
    impl->down = std::move(*down);
    return std::unique_ptr<Uplink>{new Uplink{std::move(impl)}};
}

Uplink::~Uplink() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stop = true;
    }
    impl_->changed.notify_all();
    impl_->thread.join();
}

void Uplink::took(ops::RelayLane lane, const std::vector<ops::Hash>& hashes) {
    {
        const std::lock_guard lock{impl_->mutex};
        auto& taken = impl_->taken[static_cast<std::size_t>(lane)];
        taken.insert(taken.end(), hashes.begin(), hashes.end());
    }
    impl_->changed.notify_all();
}

bool Uplink::has_link() const {
    return impl_->down->state().sync.has_link;
}

}  // namespace qp::city::relay
