// SPDX-License-Identifier: EUPL-1.2
// A stand: the relay's parts as they are (sync/city/relay), without sockets and threads. Its way up
// leads to the city or to another relay.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/ops/relay.h"
#include "core/replica/options.h"
#include "tests/sim/world/ledger.h"
#include "tests/sim/world/machine.h"
#include "tests/sim/world/network.h"
#include "tests/sim/world/shown_content.h"
#include "tests/sim/world/sim_city.h"

namespace qp::sim {

class SimRelay {
public:
    struct Parts {
        Timeline& timeline;
        Trace& trace;
        Ledger& ledger;
        DiskVfs& vfs;
        Network& network;
        CityOnDisk& on_disk;
        bool reports;  // of itself, as every relay does; runs of old seeds went without
        std::function<void()> on_changed;  // what it has pulled
        std::function<void(SimRelay&)> on_crash;
    };
    SimRelay(Parts parts, std::string name, std::string upstream, std::uint64_t seed);
    ~SimRelay();

    // False: its files could not be opened (the machine may have stopped meanwhile).
    bool start();
    void stop();
    bool is_up() const { return server_ != nullptr; }
    bool crashed();

    using Answered = std::function<void(Said)>;
    void serve(const Asked& request, const Answered& answered);
    // Further up something was published.
    void wake();
    // The city has signed for everything that it carries.
    bool has_passed_on();
    const std::string& upstream() const { return upstream_; }
    bool has_pulled(const ops::ServerEpoch& epoch, std::uint64_t seq);
    void check_content(const CityContent& city, bool is_settled);
    ops::PublicKey key() const { return key_.public_key(); }
    // A copy of the disk, and back to it. False: there is none, or it is down.
    void back_up();
    bool restore();
    // Ended, with the files that the first version of the program would have left it.
    void go_back_to_first_version(Machine& workshop);

    Machine machine;

private:
    struct Server;
    struct Backup {
        std::map<std::string, Bytes> files;
        std::int64_t last_number = 0;
        std::set<ops::Hash> held;  // what it had signed for by then
    };
    bool open(Server& server);
    static replica::DeviceHealth health_of(Server& server);
    void step_down_soon(Milliseconds delay);
    void step_down();
    void step_up_soon(Milliseconds delay);
    void step_up();
    void note_promises(replica::Lane of, const Said& said);
    Status hear_epoch();
    void note_saved();
    void report_drained();
    void turn_soon();

    Parts parts_;
    const std::string upstream_;
    const ops::KeyPair key_;
    const Bytes certificate_;
    std::unique_ptr<Server> server_;
    std::uint64_t life_ = 0;
    std::uint64_t down_order_ = 0;  // the step asked for last; earlier ones are void
    std::uint64_t up_order_ = 0;
    bool is_turn_due_ = false;
    std::int64_t last_number_ = 0;  // of what it has reported
    std::optional<Backup> backup_;
};

}  // namespace qp::sim
