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
#include "tests/sim/world/shown_content.h"
#include "tests/sim/world/sim_download.h"

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
        bool has_closing_poll;
        bool has_project;
        std::function<void(SimDevice&)> on_crash;
    };
    struct Setup {
        std::string name;
        store::DeviceKind kind = store::DeviceKind::kiosk;
        std::vector<std::string> scopes;
        // A key that the city knows and that lasts. It lies on the disk and is copied with it.
        std::optional<ops::KeyPair> key = std::nullopt;
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
    void report();
    void leave();
    // A phone: the key by which its owner tells of the project, made when it is asked for.
    std::optional<ops::PublicKey> project_key();
    void tell_of_project();

    // The lasting key that is on its disk now.
    const std::optional<ops::KeyPair>& key() const { return key_; }
    // The version of the list of city keys that it goes by; 0: none.
    std::uint64_t keys_version();
    // Everything that waits is with the city.
    bool is_drained();
    std::string what_waits() const;
    bool has_pulled(const ops::ServerEpoch& epoch, std::uint64_t seq);
    const std::vector<std::string>& scopes() const { return setup_.scopes; }
    store::DeviceKind kind() const { return setup_.kind; }
    // A copy of the disk, and back to it: what was saved in between is gone. False: there is none.
    void back_up();
    bool restore();
    void become_copy_of(SimDevice& other);
    // Its disk answers syncs and writes nothing down, until the power goes or it is told to.
    void begin_to_lie();
    // The power went; what that took with it is excused.
    void look_at_losses();
    // It goes off, and a bit of one of its databases turns over meanwhile.
    bool rot();
    bool is_rotten() const { return !rotten_.empty(); }
    // What was saved here is here, or promised.
    void check_local();

    void check_content(const CityContent& city, bool is_settled);

    Machine machine;
    std::string home = "city";  // whom it asks: the city, or the stand where it is
    std::uint64_t actions = 0;
    std::uint64_t snapshots = 0;  // taken over

private:
    void step();
    void step_soon(Milliseconds delay);
    void on_answer(replica::Lane lane, const std::optional<Said>& said);
    Status take_snapshot(const std::optional<Said>& said);
    void told_saved();
    void note_saved();
    void look_at_keys();
    void cast(const Id& poll, std::uint8_t choice);
    // Opens a database, anew where a bit that turned over has made it of no use.
    template <class Store, class Open>
    Result<Store> open_or_set_aside(const char* file, Open open);
    // False where nothing was saved: refused, or the power went.
    template <class T>
    bool is_saved(const Result<T>& saved);
    std::vector<Id> public_ideas();

    Parts parts_;
    const Setup setup_;
    std::optional<ops::KeyPair> key_;
    SimDownload download_;
    std::optional<store::Content> content_;
    std::optional<store::Local> local_;
    std::unique_ptr<replica::Replica> replica_;
    std::uint64_t life_ = 0;
    std::uint64_t step_order_ = 0;  // the step asked for last; earlier ones are void
    std::int64_t last_number_ = 0;
    std::optional<std::map<std::string, Bytes>> backup_;
    std::int64_t last_number_of_backup_ = 0;
    std::set<std::string> rotten_in_backup_;
    std::set<ops::Hash> known_ballots_;
    std::set<std::string> rotten_;  // files in which a bit has turned over
    std::set<std::string> rotten_since_it_lies_;
    std::uint32_t texts_ = 0;
    std::uint64_t lies_since_ = 0;    // the ledger's turn
    std::uint64_t keys_version_ = 0;  // the highest of this disk so far
};

}  // namespace qp::sim
