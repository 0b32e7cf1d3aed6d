// SPDX-License-Identifier: EUPL-1.2
// Snapshots: for a list of scopes a database file with everything in them and the cursor after it,
// so that a new device starts with one download. Made when asked for, kept for a while, signed.
#pragma once

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

private:
    SnapshotStore(std::string folder, store::Content content, ops::ServerEpoch epoch,
                  Threads threads);
    Result<std::shared_ptr<const Snapshot>> find_or_make(const std::vector<std::string>& scopes);
    Result<std::shared_ptr<const Snapshot>> make(const std::vector<std::string>& scopes);
    Result<bool> was_erased_since(std::uint64_t seq, const std::vector<std::string>& scopes);
    Status write(const Snapshot& snapshot, const std::vector<std::string>& scopes);
    Status fill(store::Content& target, const std::vector<std::string>& scopes, std::uint64_t seq);

    std::string folder_;
    store::Content content_;
    ops::ServerEpoch epoch_;
    std::uint64_t made_ = 0;
    std::map<std::string, std::shared_ptr<const Snapshot>> snapshots_;  // by scopes
    Worker worker_;
};

}  // namespace qp::city::storage
