// SPDX-License-Identifier: EUPL-1.2
// The city's server as it is, on a simulated machine: its storage and its handlers, without sockets
// and threads, and the editors' program beside it on the same files.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/replica/exchange.h"
#include "sync/city/api/city_api.h"
#include "sync/city/staff/moderation.h"
#include "tests/sim/world/ledger.h"
#include "tests/sim/world/machine.h"
#include "tests/sim/world/network.h"

namespace qp::sim {

// Keys and folders on the real disk, which all runs of a process share.
class CityOnDisk {
public:
    CityOnDisk();
    ~CityOnDisk();
    std::string folder;
    std::unique_ptr<city::storage::KeyRing> keys;
    std::optional<city::storage::StaffKey> editor;
};

class SimCity {
public:
    struct Parts {
        Timeline& timeline;
        Trace& trace;
        Ledger& ledger;
        DiskVfs& vfs;
        CityOnDisk& on_disk;
        bool gives_snapshots;  // making one takes as long as all the rest of a run
        std::function<void(std::uint64_t)> on_published;
        std::function<void()> on_crash;
    };
    SimCity(Parts parts, std::uint64_t seed);
    ~SimCity();

    // False: its files could not be opened (the machine may have stopped meanwhile).
    bool start();
    void stop();
    bool is_up() const;
    // Its disk gave out within something: the process is gone.
    bool crashed();

    using Answered = std::function<void(Said)>;
    void serve(const Asked& request, const Answered& answered);
    // Commits what waits, publishes what is due.
    void turn();
    // Editors look at what waits and decide on one idea.
    void moderate();
    // From a backup that this machine made earlier: the files of then, and a new epoch.
    void restore(const std::map<std::string, Bytes>& backup);

    Machine machine;
    std::vector<ops::PublicKey> enrolled;  // relays
    std::uint64_t last_seq();
    const ops::ServerEpoch& epoch() const { return epoch_; }

private:
    struct Server;
    void turn_soon();
    void note_promises(const Asked& request, const Said& answer);
    bool is_sealed(const Id& poll);
    void look_at_tallies();

    Parts parts_;
    std::unique_ptr<Server> server_;
    std::uint64_t life_ = 0;
    std::uint64_t last_seq_ = 0;
    ops::ServerEpoch epoch_;
    bool is_turn_due_ = false;
    bool is_marked_restored_ = false;
};

}  // namespace qp::sim
