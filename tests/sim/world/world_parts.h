// SPDX-License-Identifier: EUPL-1.2
// One run from within: who acts and when (world.cpp), what breaks and comes back
// (world_faults.cpp), how it heals and what is looked at then (world_healing.cpp).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/sim/world/sim_relay.h"
#include "tests/sim/world/variety.h"
#include "tests/sim/world/world.h"

namespace qp::sim {

constexpr Milliseconds kActive = std::chrono::minutes{5};

class World {
public:
    World(const RunOptions& options, CityOnDisk& on_disk);
    RunResult run();

private:
    void set_up();
    void plan();
    void act();
    bool act_at(SimDevice& device);
    void fault();
    // Each is false where it would change nothing.
    bool strike(std::uint64_t what, SimDevice& device);
    bool break_machine(Machine& machine, std::uint64_t within_writes);
    bool cut_off(const std::string& machine, bool Weather::*how, const char* words);
    void cut_off_for(Milliseconds span, const std::string& machine, bool Weather::*how,
                     const char* words);
    bool jump(Machine& machine, Milliseconds range);
    bool fill_up(Machine& machine);
    bool put_back(SimDevice& device);
    bool clone(SimDevice& device);
    void plan_lying_disks();
    void plan_events();
    void plan_stands_put_back();
    void plan_upgrades();
    void upgrade_city(bool is_cut);
    void upgrade(SimRelay& relay, bool is_cut);
    void set_weather(const std::string& machine, Weather weather);
    bool foul_weather(const std::string& device);
    void come_back(SimDevice& device);
    void come_back(SimRelay& relay);
    void city_comes_back();
    void set_up_relays();
    void enroll(const std::string& name, const ops::PublicKey& key, const std::string& quarter);
    void serve(const std::string& host, const Asked& request, std::function<void(Said)> answered);
    void wake_those_at(const std::string& host);
    std::string any_host();
    Machine& any_machine();
    void move_on();
    void every(Milliseconds period, const std::function<void()>& act);
    void mend(Machine& machine);
    void heal();
    bool settle();
    void pass_two_days();
    void leave_out(Milliseconds span);  // since the beginning
    void check_enrolled();
    void plan_keys();
    void plan_project();
    void check_keys();
    bool is_settled();
    bool has_caught_up();
    void check_devices();
    void check_erased();
    SimDevice& any_device() { return *devices_[random_.below(devices_.size())]; }
    Milliseconds some_time(std::uint64_t upto_ms) { return Milliseconds{random_.below(upto_ms)}; }

    const RunOptions options_;
    const Variety variety_;
    CityOnDisk& on_disk_;
    SeededRandom random_;
    SeededRandom sqlite_random_;
    Timeline timeline_;
    Trace trace_;
    Ledger ledger_;
    MachineClock clock_;
    DiskVfs vfs_;
    const ops::City city_keys_;
    std::unique_ptr<Network> network_;
    std::unique_ptr<SimCity> city_;
    std::vector<std::unique_ptr<SimRelay>> relays_;
    std::vector<std::unique_ptr<SimDevice>> devices_;
    SimDevice* old_device_ = nullptr;
    std::optional<std::map<std::string, Bytes>> backup_;
    std::optional<Machine> workshop_;  // where files are made that nobody has open
    std::uint64_t faults_ = 0;
    std::uint64_t crashes_ = 0;
    bool is_healing_ = false;
    bool is_quiet_ = false;  // the editors have gone home
    Milliseconds healed_after_{0};
};

}  // namespace qp::sim
