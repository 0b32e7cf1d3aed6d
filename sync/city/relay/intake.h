// SPDX-License-Identifier: EUPL-1.2
// The one thread that writes down what devices bring. It gathers what waits, commits it once, and
// only then lets anybody be told: "accepted at the stand" is on disk.
#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/ports.h"
#include "core/ops/relay.h"
#include "core/store/local.h"
#include "sync/city/relay/carried.h"
#include "sync/city/storage/worker.h"

namespace qp::city::relay {

struct RelayFiles {
    explicit RelayFiles(const std::string& folder)
        : key{folder + "/relay.key"},
          certificate{folder + "/relay.cert"},
          batches{folder + "/relay.db"},
          ballots{folder + "/relay-ballots.db"},
          content{folder + "/content.db"},
          local{folder + "/local.db"},
          snapshot{folder + "/snapshot.db"} {}
    std::string key;
    std::string certificate;
    std::string batches;  // Carried
    std::string ballots;  // Carried
    std::string content;  // what the relay has pulled
    std::string local;    // the city's keys and epoch
    std::string snapshot;
};

class Intake {
public:
    using Taken = std::function<void(ops::RelayLane, const std::vector<ops::Hash>&)>;
    struct Ports {
        Clock& clock;
        store::Room& room;
    };
    // `on_taken`, on the intake's thread after the commit: new ones are to be passed on. Files that
    // cannot be opened are errors as of Database::open. All must outlive it.
    static Result<std::unique_ptr<Intake>> open(const RelayFiles& files, Ports ports,
                                                Taken on_taken,
                                                storage::Threads threads = storage::Threads::own);
    ~Intake();  // commits what waits, where it has a thread

    // Threads::none: the caller's to do, after each request; otherwise the thread's.
    void turn();

    struct Item {
        ops::Hash hash{};
        Bytes bytes;
        std::string refusal;  // protocol code where it cannot be taken; its bytes are not kept
    };
    struct Job {
        ops::RelayLane lane = ops::RelayLane::operations;
        std::vector<Item> items;  // each hash once
        // The city's. A receipt by a key that it has withdrawn since is not handed out: what it was
        // for goes to the city once more.
        std::shared_ptr<const ops::CityKeys> keys;
        std::function<void(Result<std::vector<ops::RelayAnswer>>)> done;
    };
    // Calls `done` once, on the intake's thread, after the durable commit. unavailable: too much
    // waits; no_space: the disk is nearly full, nothing new was taken.
    void take(Job job);

private:
    struct Desk {
        Carried carried;
        bool owes_checkpoint = true;
    };
    Intake(Carried batches, Carried ballots, Ports ports, Taken on_taken)
        : desks_{Desk{std::move(batches)}, Desk{std::move(ballots)}},
          ports_{ports},
          on_taken_{std::move(on_taken)} {}
    Desk& desk(ops::RelayLane lane) { return desks_[static_cast<std::size_t>(lane)]; }
    void loop();
    void do_work(std::vector<Job> jobs);
    void take_all(ops::RelayLane lane, std::vector<Job> jobs);
    Result<std::vector<ops::RelayAnswer>> take_one(Carried& carried, const Job& job, bool has_room,
                                                   std::vector<ops::Hash>& taken);
    void checkpoint_where_owed();

    std::array<Desk, 2> desks_;
    Ports ports_;
    Taken on_taken_;
    Instant checkpoint_at_{};

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job> jobs_;   // guarded by mutex_
    bool is_ending_ = false;  // guarded by mutex_
    std::thread thread_;      // last: it uses all of the above
};

}  // namespace qp::city::relay
