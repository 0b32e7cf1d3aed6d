// SPDX-License-Identifier: EUPL-1.2
// Snapshots: for a list of scopes a database file with everything in them and the cursor after it,
// so that a new device starts with one download. Made when asked for, kept for a while, signed.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/ops/pull.h"
#include "core/store/content.h"
#include "sync/city/storage/worker.h"

namespace qp::city::storage {

struct Snapshot {
    ~Snapshot();  // removes the file, once nobody sends it any more
    std::string path;
    std::uint64_t size = 0;
    std::uint64_t seq = 0;
    ops::Hash hash{};
    std::chrono::steady_clock::time_point made_at{};
};

class SnapshotStore {
public:
    // `folder` is emptied: snapshots of an earlier run are of no use.
    static Result<std::unique_ptr<SnapshotStore>> open(const std::string& folder,
                                                       const std::string& content_path,
                                                       ops::ServerEpoch epoch,
                                                       Threads threads = Threads::own);

    using Done = std::function<void(Result<std::shared_ptr<const Snapshot>>)>;
    // Calls `done` once, on the store's thread (unavailable, at once, when too many wait).
    void get(const std::vector<std::string>& scopes, Done done);
    // Something was published: snapshots that hold what has been erased since go, and those that
    // are old, whether or not anybody asks for them again. From any thread; returns at once.
    void let_go_of_erased();

private:
    SnapshotStore(std::string folder, store::Content content, ops::ServerEpoch epoch,
                  Threads threads);
    Result<std::shared_ptr<const Snapshot>> find_or_make(const std::vector<std::string>& scopes);
    Result<std::shared_ptr<const Snapshot>> make(const std::vector<std::string>& scopes);
    struct Kept {
        std::shared_ptr<const Snapshot> snapshot;
        std::vector<std::string> scopes;
        std::uint64_t looked_upto = 0;  // nothing in it was erased up to here
    };
    Result<bool> has_erased(Kept& kept);
    bool is_of_use(Kept& kept);
    Status write(const Snapshot& snapshot, const std::vector<std::string>& scopes);
    Status fill(store::Content& target, const std::vector<std::string>& scopes, std::uint64_t seq);

    std::string folder_;
    store::Content content_;
    ops::ServerEpoch epoch_;
    std::uint64_t made_ = 0;
    std::map<std::string, Kept> snapshots_;  // by scopes
    std::atomic<bool> is_look_due_{false};
    Worker worker_;
};

}  // namespace qp::city::storage
