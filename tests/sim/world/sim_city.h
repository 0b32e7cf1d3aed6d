// SPDX-License-Identifier: EUPL-1.2
// The city's server as it is, on a simulated machine: its storage and its handlers, without sockets
// and threads, and the editors' program beside it on the same files.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
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
    // The same after `keys rotate`, and after `keys revoke` of the first key.
    std::unique_ptr<city::storage::KeyRing> rotated_keys;
    std::unique_ptr<city::storage::KeyRing> keys_without_first;
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
        bool has_project;
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
    // Another process has changed the keys: the server and the editors go by these from now on.
    void change_keys(city::storage::KeyRing& keys);
    std::uint64_t keys_version() const;
    // Whatever the city has taken an editor can read, whichever key it was sealed to.
    void check_readable();
    // Editors look at what waits and decide on one idea.
    void moderate();
    // An innovator shows the office their key. False: not now.
    bool enroll_innovator(const ops::PublicKey& key);
    // Somebody looks at what residents report: about half of it stays.
    void look_at_reports();
    // From a backup that this machine made earlier: the files of then, and a new epoch.
    void restore(const std::map<std::string, Bytes>& backup);
    // Ended, with the files that the first version of the program would have left it.
    void go_back_to_first_version(Machine& workshop);

    Machine machine;
    std::vector<city::storage::Enrolled> enrolled;  // kiosks and relays
    bool waits_for_enrolled = false;                // before counts become final
    std::uint64_t last_seq();
    // Of polls that have closed and are not sealed: all counts are final.
    void check_closed_polls();
    std::uint64_t final_tallies() const { return final_tallies_; }
    const ops::ServerEpoch& epoch() const { return epoch_; }

private:
    struct Server;
    void go_by_keys(Server& server);
    Status set_up_project();
    void decide_on_idea(const Id& idea);
    void decide_on_update(const Id& update);
    void check_decision(const Status& done);
    void turn_soon();
    void note_promises(const Asked& request, const Said& answer);
    bool is_sealed(const Id& poll);
    std::optional<city::storage::PollRules> rules_of(const Id& poll);
    void look_at_tallies();

    Parts parts_;
    city::storage::KeyRing* keys_;
    std::set<ops::PublicKey> innovators_;
    std::unique_ptr<Server> server_;
    std::uint64_t life_ = 0;
    std::uint64_t last_seq_ = 0;
    std::uint64_t final_tallies_ = 0;
    ops::ServerEpoch epoch_;
    bool is_turn_due_ = false;
    bool is_marked_restored_ = false;
};

}  // namespace qp::sim
