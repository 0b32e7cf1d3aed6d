// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/runner.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "native/disk_room.h"
#include "native/logging.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/client/clock_watch.h"
#include "sync/client/curl_transport.h"
#include "sync/client/event_stream.h"
#include "sync/client/published.h"
#include "sync/client/snapshot_download.h"

namespace qp::client {
namespace {

// A wall clock may jump while this thread sleeps by a steady one.
constexpr Milliseconds kSleepMax{5000};
constexpr Milliseconds kReopenEvery{10000};

Milliseconds steady_now() {
    return std::chrono::duration_cast<Milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

// Says a trouble once, and once more when it is another one.
class Complaint {
public:
    void about(const Error& error) {
        const std::string text = native::describe(error);
        if (text == last_) return;
        last_ = text;
        spdlog::warn("sync: {}", text);
    }
    void settled() { last_.clear(); }

private:
    std::string last_;
};

}  // namespace

struct Runner::Impl {
    explicit Impl(RunnerOptions the_options) : options{std::move(the_options)} {}

    const RunnerOptions options;
    native::SystemClock clock;
    native::SystemRandom random;
    StopFlag stop{false};
    Published<RunnerState> published;

    std::mutex mutex;
    std::condition_variable changed;
    bool has_saved = false;        // guarded by mutex
    bool city_called = false;      // guarded by mutex
    std::deque<Runner::Job> jobs;  // guarded by mutex
    Complaint complaint;           // of the sync thread, as all below
    ClockWatch clock_watch;
    bool had_link = false;
    std::thread thread;

    void run();
    bool has_network() const { return !options.city.url.empty(); }
    Status run_with_stores(EventStream* events);
    void step(replica::Replica& replica, CurlTransport& transport, SnapshotDownload& snapshots,
              EventStream* events);
    void do_jobs(replica::Replica& replica);
    void carry(replica::Replica& replica, const replica::Request& request, CurlTransport& transport,
               SnapshotDownload& snapshots);
    Status take_snapshot(replica::Replica& replica, const replica::Request& request,
                         SnapshotDownload& snapshots);
    void publish(replica::Replica& replica, EventStream* events);
    void take_wakes(replica::Replica& replica);
    void sleep(Milliseconds at_most);
    void wake(bool Impl::*flag);
};

void Runner::Impl::wake(bool Impl::*flag) {
    {
        const std::lock_guard lock{mutex};
        this->*flag = true;
    }
    changed.notify_all();
}

void Runner::Impl::sleep(Milliseconds at_most) {
    std::unique_lock lock{mutex};
    changed.wait_for(lock, at_most,
                     [this] { return stop || has_saved || city_called || !jobs.empty(); });
}

void Runner::Impl::run() {
    std::optional<EventStream> events;
    if (has_network()) events.emplace(options.city, random, [this] { wake(&Impl::city_called); });
    while (!stop) {
        if (auto ran = run_with_stores(events ? &*events : nullptr); !ran)
            complaint.about(ran.error());
        std::unique_lock lock{mutex};
        changed.wait_for(lock, kReopenEvery, [this] { return stop.load(); });
    }
}

// Returns when it is to stop, or when a store cannot be opened.
Status Runner::Impl::run_with_stores(EventStream* events) {
    native::DiskRoom room{options.local_path};
    auto content = store::Content::open(options.content_path);
    if (!content) return fail(content.error());
    auto local = store::Local::open(options.local_path, options.kind, random, clock, room);
    if (!local) return fail(local.error());
    replica::Replica replica{*content, *local, random, options.replica};
    CurlTransport transport{options.city, options.deadlines, stop};
    SnapshotDownload snapshots{options.city, stop, options.snapshot_path, room};
    snapshots.remove();  // one that a crash left
    while (!stop) {
        take_wakes(replica);
        do_jobs(replica);
        step(replica, transport, snapshots, events);
    }
    return {};
}

void Runner::Impl::take_wakes(replica::Replica& replica) {
    const std::lock_guard lock{mutex};
    if (std::exchange(has_saved, false)) replica.saved_something();
    if (std::exchange(city_called, false)) replica.city_changed();
}

void Runner::Impl::do_jobs(replica::Replica& replica) {
    for (;;) {
        std::unique_lock lock{mutex};
        if (jobs.empty() || stop) return;
        const Runner::Job job = std::move(jobs.front());
        jobs.pop_front();
        lock.unlock();
        job(replica);
    }
}

void Runner::Impl::step(replica::Replica& replica, CurlTransport& transport,
                        SnapshotDownload& snapshots, EventStream* events) {
    const Milliseconds set_by = clock_watch.set_by(clock.now(), steady_now());
    if (set_by != Milliseconds{0}) replica.clock_was_set(set_by);
    if (has_network()) {
        auto request = replica.next(clock.now());
        if (!request)
            complaint.about(request.error());
        else if (*request)
            carry(replica, **request, transport, snapshots);
    }
    publish(replica, events);
    const Instant now = clock.now();
    const Instant wake_at = has_network() ? replica.wake_at(now) : now + kSleepMax;
    if (wake_at > now) sleep(std::min<Milliseconds>(wake_at - now, kSleepMax));
}

void Runner::Impl::carry(replica::Replica& replica, const replica::Request& request,
                         CurlTransport& transport, SnapshotDownload& snapshots) {
    Status taken;
    if (request.lane == replica::Lane::snapshot) {
        taken = take_snapshot(replica, request, snapshots);
    } else {
        auto answer = transport.exchange(request);
        if (stop) return;
        if (!answer) complaint.about(answer.error());
        taken = replica.on_answer(answer ? std::optional{std::move(*answer)} : std::nullopt,
                                  clock.now());
        if (answer && taken) complaint.settled();
    }
    if (!taken) complaint.about(taken.error());
}

Status Runner::Impl::take_snapshot(replica::Replica& replica, const replica::Request& request,
                                   SnapshotDownload& snapshots) {
    auto keys = replica.city_keys();
    if (!keys) return fail(keys.error());
    if (!*keys) return replica.on_answer(std::nullopt, clock.now());
    auto fetched = snapshots.fetch(request, **keys, options.replica.scopes);
    if (stop) return {};
    if (!fetched) {
        complaint.about(fetched.error());
        const bool has_link =
            fetched.error().code != Code::unavailable && fetched.error().code != Code::timeout;
        // Somebody answered, with something that is no use: like a server's own failure.
        return replica.on_answer(
            has_link ? std::optional{replica::Answer{502, {}, {}, {}}} : std::nullopt, clock.now());
    }
    if (*fetched != 200)
        return replica.on_answer(replica::Answer{*fetched, {}, {}, {}}, clock.now());
    Status taken;
    {
        auto snapshot = store::Content::open(snapshots.path());
        taken = snapshot ? replica.take_snapshot(*snapshot, clock.now())
                         // Of a newer program, say: the pages hold the same.
                         : replica.on_answer(replica::Answer{404, {}, {}, {}}, clock.now());
    }
    snapshots.remove();
    return taken;
}

void Runner::Impl::publish(replica::Replica& replica, EventStream* events) {
    auto sync = replica.state();
    if (!sync) {
        complaint.about(sync.error());
        return;
    }
    // What kept us from the city kept the stream from it as well.
    const bool had_it = std::exchange(had_link, sync->has_link);
    if (events != nullptr && sync->has_link && !had_it) events->hurry();
    published.write({std::move(*sync), replica.changes_taken(), clock.now()});
}

Runner::Runner(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {
    impl_->thread = std::thread{[self = impl_.get()] { self->run(); }};
}

Result<std::unique_ptr<Runner>> Runner::start(RunnerOptions options) {
    if (!options.city.url.empty())
        if (auto checked = check_address(options.city); !checked) return fail(checked.error());
    return std::unique_ptr<Runner>{new Runner{std::make_unique<Impl>(std::move(options))}};
}

Runner::~Runner() {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->stop = true;
    }
    impl_->changed.notify_all();
    impl_->thread.join();
}

void Runner::saved_something() {
    impl_->wake(&Impl::has_saved);
}

void Runner::post(Job job) {
    {
        const std::lock_guard lock{impl_->mutex};
        impl_->jobs.push_back(std::move(job));
    }
    impl_->changed.notify_all();
}

RunnerState Runner::state() const {
    return impl_->published.read();
}

}  // namespace qp::client
