// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/replica/replica.h"
#include "sync/client/connection.h"

namespace qp::client {

struct RunnerOptions {
    Address city;  // without a url: no network at all, only what is carried by hand
    Deadlines deadlines;
    std::string content_path;
    std::string local_path;
    std::string
        snapshot_path;  // where a snapshot is fetched to; removed when it has been taken over
    store::DeviceKind kind = store::DeviceKind::kiosk;
    replica::Options replica;
};

// What the program's other threads see of sync.
struct RunnerState {
    replica::SyncState sync;
    std::uint64_t changes_taken = 0;  // grew: read the screens' content again
    Instant as_of{};
};

// Sync on a thread of its own, with its own connections to the databases. The program opens both
// files first (and sets aside what cannot be opened); saving and reading there never waits for this
// thread beyond SQLite's own lock.
class Runner {
public:
    // bad_argument: an address that is none. Everything else is tried again until it works, and
    // logged.
    static Result<std::unique_ptr<Runner>> start(RunnerOptions options);
    // Ends what is on its way and waits for the thread: about a second at most.
    ~Runner();

    // From any thread, after a commit.
    void saved_something();
    // From any thread: `job` runs once on the sync thread, between two exchanges, with the replica
    // that is its own. One that still waits when the runner ends is dropped. It may take its time:
    // sync waits for it.
    using Job = std::function<void(replica::Replica&)>;
    void post(Job job);
    // From any thread; never blocks for long.
    RunnerState state() const;

private:
    struct Impl;
    explicit Runner(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::client
