// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/world.h"

#include <cassert>
#include <set>

#include "tests/sim/world/first_files.h"
#include "tests/sim/world/sim_relay.h"

namespace qp::sim {
namespace {

constexpr Milliseconds kActive = std::chrono::minutes{5};
constexpr Milliseconds kTurnEvery{4000};
constexpr Milliseconds kModerateEvery{6000};
constexpr Milliseconds kMoveEvery{40000};
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
    bool act_at(SimDevice& device);
    void fault();
    // Each is false where it would change nothing.
    bool strike(std::uint64_t what, SimDevice& device);
    bool break_machine(Machine& machine, std::uint64_t within_writes);
    bool cut_off(const std::string& device, bool Weather::*how, const char* words);
    bool jump(Machine& machine, Milliseconds range);
    bool fill_up(Machine& machine);
    bool put_back(SimDevice& device);
    bool clone(SimDevice& device);
    bool foul_weather(const std::string& device);
    void come_back(SimDevice& device);
    void come_back(SimRelay& relay);
    void city_comes_back();
    void set_up_relays(CityOnDisk& on_disk);
    void serve(const std::string& host, const Asked& request, std::function<void(Said)> answered);
    void wake_those_at(const std::string& host);
    std::string any_host();
    Machine& any_machine();
    void move_on();
    void every(Milliseconds period, const std::function<void()>& act);
    void mend(Machine& machine);
    void heal();
    bool is_settled();
    bool has_caught_up();
    void check_devices(bool is_settled);
    void check_erased();
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
    std::vector<std::unique_ptr<SimRelay>> relays_;
    std::vector<std::unique_ptr<SimDevice>> devices_;
    SimDevice* old_device_ = nullptr;
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
        SimCity::Parts{timeline_, trace_, ledger_, vfs_, on_disk, random_.below(5) == 0,
                       [this](std::uint64_t seq) {
                           trace_.note("city", "publishes", seq);
                           wake_those_at("city");
                       },
                       [this] {
                           ++crashes_;
                           city_comes_back();
                       }},
        random_.next());
    network_ = std::make_unique<Network>(
        timeline_, trace_, random_,
        [this](const std::string& host, const Asked& request, std::function<void(Said)> answered) {
            serve(host, request, std::move(answered));
        });
    set_up_relays(on_disk);
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
        devices_.back()->home = any_host();
    }
    // One that was switched off since an older version starts in mid-run with this one.
    if (random_.below(3) != 0) return;
    old_device_ = devices_.back().get();
    old_device_->machine.disk.install(first.old_device);
    ledger_.saved(old_device_->machine.name, first.old_batch, city_keys_);
    ledger_.cast(old_device_->machine.name, first.old_ballot.hash, first.old_ballot.bytes);
}

// In one seed of four there is a stand, and behind it another one: it takes twice as long.
void World::set_up_relays(CityOnDisk& on_disk) {
    if (random_.below(4) != 0) return;
    std::string upstream = "city";
    for (const char* name : {"stand0", "stand1"}) {
        relays_.push_back(std::make_unique<SimRelay>(
            SimRelay::Parts{timeline_, trace_, ledger_, vfs_, *network_, on_disk,
                            [this, name] { wake_those_at(name); },
                            [this](SimRelay& relay) {
                                ++crashes_;
                                come_back(relay);
                            }},
            name, upstream, random_.next()));
        city_->enrolled.push_back(relays_.back()->key());
        upstream = name;
    }
}

void World::serve(const std::string& host, const Asked& request,
                  std::function<void(Said)> answered) {
    for (const auto& relay : relays_)
        if (relay->machine.name == host) return relay->serve(request, answered);
    city_->serve(request, answered);
}

void World::wake_those_at(const std::string& host) {
    for (const auto& relay : relays_)
        if (relay->upstream() == host)
            network_->wake(relay->machine.name, [one = relay.get()] { one->wake(); });
    for (const auto& device : devices_)
        if (device->home == host)
            network_->wake(device->machine.name, [one = device.get()] { one->wake(); });
}

std::string World::any_host() {
    const std::size_t which = random_.below(relays_.size() + 1);
    return which == relays_.size() ? "city" : relays_[which]->machine.name;
}

// Of those that are no person's.
Machine& World::any_machine() {
    const std::size_t which = random_.below(relays_.size() + 1);
    return which == relays_.size() ? city_->machine : relays_[which]->machine;
}

// A device is carried to a stand, to another one, or back into the network.
void World::move_on() {
    SimDevice& device = any_device();
    device.home = any_host();
    trace_.note(device.machine.name, "goes to another place");
}

void World::every(Milliseconds period, const std::function<void()>& act) {
    timeline_.in(period, [this, period, act] {
        act();
        every(period, act);
    });
}

void World::plan() {
    const auto span = static_cast<std::uint64_t>(kActive.count());
    city_->start();
    for (const auto& relay : relays_)
        if (!relay->start() && relay->machine.disk.is_stopped()) come_back(*relay);
    if (!relays_.empty())
        every(kMoveEvery, [this] {
            if (!is_healing_) move_on();
        });
    for (const auto& device : devices_)
        timeline_.in(some_time(device.get() == old_device_ ? span : 2000),
                     [this, one = device.get()] {
                         if (!one->is_up() && !one->start() && one->machine.disk.is_stopped())
                             come_back(*one);
                     });
    every(kTurnEvery, [this] { city_->turn(); });
    every(kModerateEvery, [this] {
        if (!is_quiet_) city_->moderate();
    });
    for (std::uint32_t i = 0; i < options_.actions; ++i)
        timeline_.in(some_time(span), [this] { act(); });
    for (std::uint32_t i = 0; i < options_.faults; ++i)
        timeline_.in(some_time(span), [this] { fault(); });
}

// Until somebody somewhere has done something: a device may be down, or show no idea yet.
void World::act() {
    for (int turn = 0; turn < 8; ++turn)
        if (act_at(any_device())) return;
    if (timeline_.now() < kActive) timeline_.in(some_time(10000), [this] { act(); });
}

bool World::act_at(SimDevice& device) {
    const std::uint64_t before = device.actions;
    const std::uint64_t what = random_.below(20);
    if (what < 7)
        device.save_idea();
    else if (what < 12)
        device.support(false);
    else if (what < 14)
        device.support(true);
    else if (what < 17)
        device.answer_thesis();
    else if (what < 19)
        device.withdraw();
    else
        device.leave();
    return device.actions > before;
}

// One that strikes: what is down already cannot break.
void World::fault() {
    for (int turn = 0; turn < 50; ++turn)
        if (strike(random_.below(20), any_device())) {
            ++faults_;
            return;
        }
}

bool World::strike(std::uint64_t what, SimDevice& device) {
    const std::string& name = device.machine.name;
    Machine& machine = random_.below(4) == 0 ? any_machine() : device.machine;
    if (what < 4) return device.is_up() && break_machine(device.machine, 40);
    if (what < 6) return break_machine(any_machine(), 60);
    if (what < 10) return foul_weather(machine.name == "city" ? name : machine.name);
    if (what < 12) return cut_off(name, &Weather::is_cut, "is cut off");
    if (what < 13) return cut_off(name, &Weather::is_captive, "meets a captive portal");
    if (what < 15) return jump(machine, std::chrono::minutes{2881});
    if (what < 16) return jump(device.machine, std::chrono::hours{24 * 365 * 20});
    if (what < 17) return fill_up(machine);
    if (what < 18) return put_back(device);
    if (what < 19) return clone(device);
    if (!device.rot()) return false;
    come_back(device);
    return true;
}

// Within one of its next writes, or while it rests.
bool World::break_machine(Machine& machine, std::uint64_t within_writes) {
    if (machine.disk.will_stop() || machine.disk.is_stopped()) return false;
    trace_.note(machine.name, "will break");
    machine.disk.stop_after(1 + random_.below(within_writes));
    timeline_.in(some_time(20000), [this, &machine] {
        if (!machine.disk.will_stop()) return;
        machine.disk.stop();
        for (const auto& device : devices_)
            if (&device->machine == &machine) device->crashed();
        for (const auto& relay : relays_)
            if (&relay->machine == &machine) relay->crashed();
        if (&city_->machine == &machine) city_->crashed();
    });
    return true;
}

bool World::cut_off(const std::string& device, bool Weather::*how, const char* words) {
    if (std::exchange(network_->weather(device).*how, true)) return false;
    trace_.note(device, words);
    timeline_.in(some_time(90000), [this, device, how] { network_->weather(device).*how = false; });
    return true;
}

bool World::jump(Machine& machine, Milliseconds range) {
    const auto span = static_cast<std::uint64_t>(range.count());
    machine.clock.wrong_by =
        Milliseconds{static_cast<std::int64_t>(random_.below(span)) - range.count() / 2};
    trace_.note(machine.name, "clock jumps",
                static_cast<std::uint64_t>(machine.clock.wrong_by.count()));
    return true;
}

bool World::fill_up(Machine& machine) {
    machine.disk.set_capacity(random_.below(2) == 0 ? 0 : std::uint64_t{20} << 20);
    trace_.note(machine.name, "disk is full");
    timeline_.in(some_time(40000),
                 [&machine] { machine.disk.set_capacity(std::uint64_t{1} << 30); });
    return true;
}

// A disk that goes back in time: a phone restored from its backup, a kiosk's card swapped.
bool World::put_back(SimDevice& device) {
    if (!device.is_up()) return false;
    if (!device.restore()) {
        device.back_up();
        return false;
    }
    come_back(device);
    return true;
}

// A copy of one device's disk in another: from now on both say that they are the same.
bool World::clone(SimDevice& device) {
    SimDevice& other = any_device();
    if (&other == &device || !device.is_up() || !other.is_up() || other.kind() != device.kind())
        return false;
    other.become_copy_of(device);
    come_back(other);
    return true;
}

bool World::foul_weather(const std::string& device) {
    network_->weather(device) = Weather::foul(random_);
    trace_.note(device, "has foul weather");
    timeline_.in(some_time(90000), [this, device] { network_->weather(device) = Weather::fair(); });
    return true;
}

void World::come_back(SimDevice& device) {
    timeline_.in(some_time(is_healing_ ? 1000 : 20000), [this, one = &device] {
        if (one->is_up()) return;
        const bool is_power_cut = random_.below(3) != 0;
        one->machine.disk.start(is_power_cut ? Disk::After::power_cut : Disk::After::kill);
        trace_.note(one->machine.name, is_power_cut ? "lost power" : "was killed");
        if (!one->start()) return come_back(*one);
        if (one->crashed()) return;  // by the last write of its start
        one->check_local();
        // A city that has been restored and not started yet has another epoch than its files tell.
        if (city_->is_up()) one->check_content("city", city_->epoch(), false);
    });
}

void World::come_back(SimRelay& relay) {
    timeline_.in(some_time(is_healing_ ? 1000 : 20000), [this, one = &relay] {
        if (one->is_up()) return;
        const bool is_power_cut = random_.below(3) != 0;
        one->machine.disk.start(is_power_cut ? Disk::After::power_cut : Disk::After::kill);
        trace_.note(one->machine.name, is_power_cut ? "lost power" : "was killed");
        if (!one->start()) return come_back(*one);
        if (one->crashed()) return;
        ledger_.check_relay(one->machine.name);
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
        if (city_->crashed()) return;
        ledger_.check_city("city");
    });
}

bool World::is_settled() {
    if (!city_->is_up()) return false;
    for (const auto& device : devices_)
        if (!device->is_drained()) return false;
    // What a device handed over whose file has rotted since: it knows nothing of it any more.
    for (const auto& relay : relays_)
        if (!relay->has_passed_on()) return false;
    return true;
}

void World::mend(Machine& machine) {
    machine.disk.do_not_stop();
    machine.disk.set_capacity(std::uint64_t{1} << 30);
    machine.clock.wrong_by = Milliseconds{0};
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
    for (const auto& relay : relays_) {
        mend(relay->machine);
        if (!relay->is_up()) come_back(*relay);
    }
    for (const auto& device : devices_) {
        mend(device->machine);
        // A machine starts anew every night, which shows what has rotted.
        if (device->is_rotten()) device->stop();
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
        for (const auto& relay : relays_)
            if (!relay->has_passed_on())
                ledger_.violated(relay->machine.name + " still carries long after healing");
        return;
    }
    // Everybody pulls what was published last; who met many failures rests for up to two minutes.
    // One more round then: what was erased leaves the logs with the next look at the city.
    is_quiet_ = true;
    city_->turn();
    for (int i = 0; i < 10 && !has_caught_up(); ++i)
        timeline_.run_until(timeline_.now() + std::chrono::seconds{31});
    timeline_.run_until(timeline_.now() + std::chrono::seconds{31});
}

// Words of an idea that was taken back stand in no file, but for those of the phone it was written
// on.
void World::check_erased() {
    const std::set<std::string> erased = ledger_.erased_words();
    const auto check = [&](const Machine& machine, bool keeps_own) {
        for (const std::string& file : machine.disk.names()) {
            if (keeps_own && file.rfind("local.db", 0) == 0) continue;
            for (const std::string& words :
                 machine.disk.find_words(file, kSecretWord, kSecretBytes))
                if (erased.count(words) != 0)
                    ledger_.violated(machine.name + "/" + file + " still holds erased words");
        }
    };
    check(city_->machine, false);
    for (const auto& relay : relays_) check(relay->machine, false);
    for (const auto& device : devices_)
        check(device->machine, device->kind() == store::DeviceKind::phone);
}

void World::check_devices(bool is_settled) {
    for (const auto& relay : relays_)
        if (relay->is_up()) ledger_.check_relay(relay->machine.name);
    for (const auto& device : devices_) {
        device->check_local();
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
        if (ledger_.violations().empty()) check_erased();
    }
    RunResult result;
    result.violations = ledger_.violations();
    result.trace = trace_.hash();
    result.events = timeline_.happened();
    for (const auto& device : devices_) {
        result.actions += device->actions;
        result.snapshots += device->snapshots;
    }
    result.faults = faults_ + network_->faults();
    result.crashes = crashes_;
    result.operations = ledger_.operations();
    result.ballots = ledger_.ballots();
    result.promises = ledger_.promises();
    result.healed_after = healed_after_;
    for (const auto& device : devices_) device->stop();
    for (const auto& relay : relays_) relay->stop();
    city_->stop();
    return result;
}

}  // namespace

RunResult run(const RunOptions& options, CityOnDisk& on_disk) {
    World world{options, on_disk};
    return world.run();
}

}  // namespace qp::sim
