// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/world.h"

#include <cassert>

#include "tests/sim/world/first_files.h"

namespace qp::sim {
namespace {

constexpr Milliseconds kActive = std::chrono::minutes{5};
constexpr Milliseconds kTurnEvery{4000};
constexpr Milliseconds kModerateEvery{6000};
// Back-off reaches two minutes; a few rounds of it, pulls and delays come on top.
constexpr Milliseconds kHealMax = std::chrono::minutes{15};
constexpr Milliseconds kHealStep{5000};

class World {
public:
    World(const RunOptions& options, CityOnDisk& on_disk);
    RunResult run();

private:
    void set_up(CityOnDisk& on_disk);
    void plan();
    void act();
    void fault();
    void break_machine(Machine& machine, bool is_city);
    void put_back(SimDevice& device);
    void foul_weather(const std::string& device);
    void come_back(SimDevice& device);
    void city_comes_back();
    void every(Milliseconds period, const std::function<void()>& act);
    void mend(Machine& machine);
    void heal();
    bool is_settled();
    bool has_caught_up();
    void check_devices(bool is_settled);
    SimDevice& any_device() { return *devices_[random_.below(devices_.size())]; }
    Milliseconds some_time(std::uint64_t upto_ms) { return Milliseconds{random_.below(upto_ms)}; }

    const RunOptions options_;
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
    std::vector<std::unique_ptr<SimDevice>> devices_;
    std::optional<std::map<std::string, Bytes>> backup_;
    std::uint64_t faults_ = 0;
    std::uint64_t crashes_ = 0;
    bool is_healing_ = false;
    bool is_quiet_ = false;  // the editors have gone home
    Milliseconds healed_after_{0};
};

World::World(const RunOptions& options, CityOnDisk& on_disk)
    : options_{options},
      random_{options.seed * 0x9e3779b97f4a7c15 + 1},
      sqlite_random_{options.seed + 7},
      trace_{timeline_, options.is_traced},
      clock_{timeline_},
      vfs_{clock_, sqlite_random_},
      city_keys_{on_disk.keys->current()->city()} {
    set_up(on_disk);
}

void World::set_up(CityOnDisk& on_disk) {
    city_ = std::make_unique<SimCity>(
        SimCity::Parts{timeline_, trace_, ledger_, vfs_, on_disk,
                       [this](std::uint64_t seq) {
                           trace_.note("city", "publishes", seq);
                           for (const auto& device : devices_)
                               network_->wake(device->machine.name,
                                              [one = device.get()] { one->wake(); });
                       },
                       [this] {
                           ++crashes_;
                           city_comes_back();
                       }},
        random_.next());
    network_ =
        std::make_unique<Network>(timeline_, trace_, random_,
                                  [this](const replica::Request& request,
                                         const std::function<void(replica::Answer)>& answered) {
                                      city_->serve(request, answered);
                                  });
    const bool is_installed = random_.below(8) != 0;
    const FirstFiles& first = first_files();
    city_->machine.disk.install(first.city);
    for (std::uint32_t i = 0; i < options_.devices; ++i) {
        const bool is_kiosk = i % 2 == 0;
        SimDevice::Setup setup{(is_kiosk ? "kiosk" : "phone") + std::to_string(i),
                               is_kiosk ? store::DeviceKind::kiosk : store::DeviceKind::phone,
                               {"city", i % 3 == 0 ? "mitte" : "senne"}};
        devices_.push_back(std::make_unique<SimDevice>(
            SimDevice::Parts{timeline_, trace_, ledger_, vfs_, *network_, city_keys_,
                             [this](SimDevice& device) {
                                 ++crashes_;
                                 come_back(device);
                             }},
            std::move(setup), random_.next()));
        if (is_installed) devices_.back()->machine.disk.install(first.device);
    }
}

void World::every(Milliseconds period, const std::function<void()>& act) {
    timeline_.in(period, [this, period, act] {
        act();
        every(period, act);
    });
}

void World::plan() {
    city_->start();
    for (const auto& device : devices_)
        timeline_.in(some_time(2000), [this, one = device.get()] {
            if (!one->is_up() && !one->start() && one->machine.disk.is_stopped()) come_back(*one);
        });
    every(kTurnEvery, [this] { city_->turn(); });
    every(kModerateEvery, [this] {
        if (!is_quiet_) city_->moderate();
    });
    const auto span = static_cast<std::uint64_t>(kActive.count());
    for (std::uint32_t i = 0; i < options_.actions; ++i)
        timeline_.in(some_time(span), [this] { act(); });
    for (std::uint32_t i = 0; i < options_.faults; ++i)
        timeline_.in(some_time(span), [this] { fault(); });
}

void World::act() {
    SimDevice& device = any_device();
    switch (random_.below(20)) {
        case 0:
        case 1:
        case 2:
        case 3:
        case 4:
        case 5:
        case 6:
            return device.save_idea();
        case 7:
        case 8:
        case 9:
        case 10:
        case 11:
            return device.support(false);
        case 12:
        case 13:
            return device.support(true);
        case 14:
        case 15:
        case 16:
            return device.answer_thesis();
        case 17:
        case 18:
            return device.withdraw();
        default:
            return device.leave();
    }
}

void World::fault() {
    ++faults_;
    SimDevice& device = any_device();
    switch (random_.below(13)) {
        case 12:
            return put_back(device);
        case 0:
        case 1:
        case 2:
            return break_machine(device.machine, false);
        case 3:
        case 4:
            return break_machine(city_->machine, true);
        case 5:
        case 6:
        case 7:
            return foul_weather(device.machine.name);
        case 8: {
            network_->weather(device.machine.name).is_cut = true;
            const std::string name = device.machine.name;
            trace_.note(name, "is cut off");
            return timeline_.in(some_time(90000),
                                [this, name] { network_->weather(name).is_cut = false; });
        }
        case 9: {
            network_->weather(device.machine.name).is_captive = true;
            const std::string name = device.machine.name;
            trace_.note(name, "meets a captive portal");
            return timeline_.in(some_time(60000),
                                [this, name] { network_->weather(name).is_captive = false; });
        }
        case 10: {
            const std::int64_t minutes = static_cast<std::int64_t>(random_.below(2881)) - 1440;
            Machine& machine = random_.below(4) == 0 ? city_->machine : device.machine;
            machine.clock.wrong_by = std::chrono::minutes{minutes};
            return trace_.note(machine.name, "clock jumps", static_cast<std::uint64_t>(minutes));
        }
        default: {
            Machine& machine = random_.below(4) == 0 ? city_->machine : device.machine;
            machine.disk.set_capacity(random_.below(2) == 0 ? 0 : std::uint64_t{20} << 20);
            trace_.note(machine.name, "disk is full");
            return timeline_.in(some_time(40000),
                                [&machine] { machine.disk.set_capacity(std::uint64_t{1} << 30); });
        }
    }
}

// Within one of its next writes, or while it rests.
void World::break_machine(Machine& machine, bool is_city) {
    trace_.note(machine.name, "will break");
    machine.disk.stop_after(1 + random_.below(is_city ? 60 : 40));
}

// A disk that goes back in time: a phone restored from its backup, a kiosk's card swapped.
void World::put_back(SimDevice& device) {
    if (!device.is_up()) return;
    if (!device.restore()) return device.back_up();
    come_back(device);
}

void World::foul_weather(const std::string& device) {
    network_->weather(device) = Weather::foul(random_);
    trace_.note(device, "has foul weather");
    timeline_.in(some_time(90000), [this, device] { network_->weather(device) = Weather::fair(); });
}

void World::come_back(SimDevice& device) {
    timeline_.in(some_time(is_healing_ ? 1000 : 20000), [this, one = &device] {
        if (one->is_up()) return;
        const bool is_power_cut = random_.below(3) != 0;
        one->machine.disk.start(is_power_cut ? Disk::After::power_cut : Disk::After::kill);
        trace_.note(one->machine.name, is_power_cut ? "lost power" : "was killed");
        if (!one->start()) return come_back(*one);
        ledger_.check_device(one->machine.name);
        // A city that has been restored and not started yet has another epoch than its files tell.
        if (city_->is_up()) one->check_content("city", city_->epoch(), false);
    });
}

void World::city_comes_back() {
    timeline_.in(some_time(is_healing_ ? 1000 : 20000), [this] {
        if (city_->is_up()) return;
        const bool is_power_cut = random_.below(3) != 0;
        city_->machine.disk.start(is_power_cut ? Disk::After::power_cut : Disk::After::kill);
        trace_.note("city", is_power_cut ? "lost power" : "was killed");
        // A backup is made while the server stands still; now and then one comes back.
        if (backup_ && !is_healing_ && random_.below(4) == 0) city_->restore(*backup_);
        if (!backup_ || random_.below(2) == 0) backup_ = city_->machine.disk.files();
        if (!city_->start()) return city_comes_back();
        ledger_.check_city("city");
    });
}

bool World::is_settled() {
    if (!city_->is_up()) return false;
    for (const auto& device : devices_)
        if (!device->is_drained()) return false;
    return true;
}

// The clock is set right, and a night has passed: a ballot cast under a clock that was ahead waits
// a day at most.
void World::mend(Machine& machine) {
    machine.disk.do_not_stop();
    machine.disk.set_capacity(std::uint64_t{1} << 30);
    machine.clock.wrong_by = std::chrono::hours{24};
}

bool World::has_caught_up() {
    const std::uint64_t last = city_->last_seq();
    for (const auto& device : devices_)
        if (!device->has_pulled(city_->epoch(), last)) return false;
    return true;
}

void World::heal() {
    trace_.note("world", "heals");
    is_healing_ = true;
    network_->clear_up();
    mend(city_->machine);
    if (!city_->is_up()) city_comes_back();
    for (const auto& device : devices_) {
        mend(device->machine);
        if (!device->is_up()) come_back(*device);
    }
    const Milliseconds began = timeline_.now();
    while (timeline_.now() - began < kHealMax && !is_settled())
        timeline_.run_until(timeline_.now() + kHealStep);
    healed_after_ = timeline_.now() - began;
    if (!is_settled()) {
        for (const auto& device : devices_)
            if (!device->is_drained())
                ledger_.violated(device->machine.name +
                                 " still waits long after healing:" + device->what_waits());
        return;
    }
    // Everybody pulls what was published last; who met many failures rests for up to two minutes.
    is_quiet_ = true;
    city_->turn();
    for (int i = 0; i < 10 && !has_caught_up(); ++i)
        timeline_.run_until(timeline_.now() + std::chrono::seconds{31});
}

void World::check_devices(bool is_settled) {
    for (const auto& device : devices_) {
        ledger_.check_device(device->machine.name);
        device->check_content("city", city_->epoch(), is_settled);
    }
}

RunResult World::run() {
    plan();
    timeline_.run_until(kActive);
    heal();
    if (city_->is_up()) {
        city_->turn();
        ledger_.check_all_arrived("city");
        check_devices(true);
    }
    RunResult result;
    result.violations = ledger_.violations();
    result.trace = trace_.hash();
    result.events = timeline_.happened();
    for (const auto& device : devices_) result.actions += device->actions;
    result.faults = faults_ + network_->faults();
    result.crashes = crashes_;
    result.operations = ledger_.operations();
    result.ballots = ledger_.ballots();
    result.promises = ledger_.promises();
    result.healed_after = healed_after_;
    for (const auto& device : devices_) device->stop();
    city_->stop();
    return result;
}

}  // namespace

RunResult run(const RunOptions& options, CityOnDisk& on_disk) {
    World world{options, on_disk};
    return world.run();
}

}  // namespace qp::sim
