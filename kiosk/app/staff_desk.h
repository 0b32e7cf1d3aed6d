// SPDX-License-Identifier: EUPL-1.2
// What stands behind the team's screen: the gate, the sticks, the errand that is under way, what is
// tried again. Owned by the thread that draws; errands run on the sync thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/views/staff.h"
#include "kiosk/app/staff_gate.h"
#include "kiosk/screens/intents.h"
#include "kiosk/usb/carrier.h"
#include "kiosk/usb/usb_drive.h"

namespace qp::kiosk::app {

class StaffDesk {
public:
    struct Parts {
        store::Local& local;
        std::shared_ptr<UsbDrive> drive;
        ops::CityId city;
        std::string snapshot_path;
        store::Room& room;
        Clock& clock;
        std::string kiosk_key;  // hex
        bool has_network = true;
        // Runs a job on the sync thread. Unset: there is none, and nothing can be carried.
        std::function<void(std::function<void(replica::Replica&)>)> post;
        std::function<void()> on_saved;  // something waits again
        // What the program logged, the newest first. Unset: nothing.
        std::function<std::vector<views::StaffLogLine>()> log = {};
    };
    // Seconds are those of a clock that only goes forward.
    StaffDesk(Parts parts, std::string pin_hash, double now);
    ~StaffDesk();

    // Everything but `leave`, which is the controller's.
    void carry_out(const screens::Staff& act, double now);
    // Whoever opened it has gone.
    void close() {
        gate_.close();
        is_testing_ = false;
    }
    // While the screen is shown: sticks, waits and errands go on. True: draw again.
    bool look(double now);
    // An errand is under way: nobody is idle.
    bool is_working() const;
    const views::StaffState& state() const { return state_; }
    // When the city made what it last returned on a stick, in milliseconds; 0: nothing yet.
    std::uint64_t content_version() const;
    // What was chosen for the event that the kiosk stands at; kept over a restart.
    const views::StandState& stand() const { return stand_; }

private:
    struct Errand;
    void start(views::StickAct act);
    void retry(const std::string& id);
    void retry_all();
    void test(const screens::Staff& act);
    void choose(const screens::Staff& act);
    void keep(const char* key, std::string& choice, const std::string& value);
    void renew(double now);

    Parts parts_;
    StaffGate gate_;
    std::shared_ptr<Errand> errand_;  // shared with the sync thread
    std::vector<Stick> sticks_;
    double sticks_at_ = -1e9;
    bool is_testing_ = false;
    std::uint64_t touched_ = 0;
    views::StandState stand_;
    views::StaffState state_;
};

}  // namespace qp::kiosk::app
