// SPDX-License-Identifier: EUPL-1.2
// A kiosk or a phone: the real stores and the real replica on a simulated machine, and the people
// in front of it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/replica/replica.h"
#include "tests/sim/world/ledger.h"
#include "tests/sim/world/machine.h"
#include "tests/sim/world/network.h"

namespace qp::sim {

class SimDevice {
public:
    struct Parts {
        Timeline& timeline;
        Trace& trace;
        Ledger& ledger;
        DiskVfs& vfs;
        Network& network;
        const ops::City& city;
        std::function<void(SimDevice&)> on_crash;
    };
    struct Setup {
        std::string name;
        store::DeviceKind kind = store::DeviceKind::kiosk;
        std::vector<std::string> scopes;
    };
    SimDevice(Parts parts, Setup setup, std::uint64_t seed);
    ~SimDevice() { stop(); }

    bool start();
    void stop();
    bool is_up() const { return replica_ != nullptr; }
    bool crashed();

    // The city called.
    void wake();
    // What a person does; nothing where the device is down or refuses.
    void save_idea();
    void support(bool takes_back);
    void answer_thesis();
    void withdraw();
    void leave();

    // Everything that waits is with the city.
    bool is_drained();
    std::string what_waits() const;
    bool has_pulled(const ops::ServerEpoch& epoch, std::uint64_t seq);
    const std::vector<std::string>& scopes() const { return setup_.scopes; }
    // A copy of the disk, and back to it: what was saved in between is gone. False: there is none.
    void back_up();
    bool restore();

    // Held against the city's content: nothing up to the cursor is missing. `is_settled`: and
    // nothing else is there.
    void check_content(const std::string& city_machine, const ops::ServerEpoch& city_epoch,
                       bool is_settled);

    Machine machine;
    std::uint64_t actions = 0;

private:
    void step();
    void step_soon(Milliseconds delay);
    void on_answer(const std::optional<replica::Answer>& answer);
    void told_saved();
    void cast(const Id& poll, std::uint8_t choice);
    // False where nothing was saved: refused, or the power went.
    bool is_saved(const Result<store::Saved>& saved);
    std::vector<Id> public_ideas();

    Parts parts_;
    const Setup setup_;
    std::optional<store::Content> content_;
    std::optional<store::Local> local_;
    std::unique_ptr<replica::Replica> replica_;
    std::uint64_t life_ = 0;
    std::uint64_t step_order_ = 0;  // the step asked for last; earlier ones are void
    std::int64_t last_number_ = 0;
    std::optional<std::map<std::string, Bytes>> backup_;
    std::int64_t last_number_of_backup_ = 0;
    std::set<ops::Hash> known_ballots_;
    std::uint32_t texts_ = 0;
};

}  // namespace qp::sim
