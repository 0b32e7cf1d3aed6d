// SPDX-License-Identifier: EUPL-1.2
// What breaks, and how it comes back.
#include "tests/sim/world/world_parts.h"

namespace qp::sim {
namespace {

constexpr Milliseconds kUpgradeAgain{5000};
// About as many as a start with a migration takes.
constexpr std::uint64_t kUpgradeWrites = 80;

}  // namespace

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

bool World::cut_off(const std::string& machine, bool Weather::*how, const char* words) {
    if (network_->weather(machine).*how) return false;
    cut_off_for(some_time(90000), machine, how, words);
    return true;
}

void World::cut_off_for(Milliseconds span, const std::string& machine, bool Weather::*how,
                        const char* words) {
    network_->weather(machine).*how = true;
    trace_.note(machine, words);
    timeline_.in(span, [this, machine, how] { network_->weather(machine).*how = false; });
}

// A stand at an event: for up to four of the five minutes it has no way up, or one that ends at
// somebody's login page, while people leave things there.
void World::plan_events() {
    SeededRandom chance{options_.seed ^ 0x6576656e74};
    for (const auto& relay : relays_) {
        if (chance.below(2) == 0) continue;
        const bool is_captive = chance.below(3) == 0;
        const Milliseconds begins{chance.below(120000)};
        const Milliseconds span{60000 + chance.below(180000)};
        timeline_.in(begins, [this, is_captive, span, name = relay->machine.name] {
            ++faults_;
            if (is_captive)
                cut_off_for(span, name, &Weather::is_captive, "meets a captive portal");
            else
                cut_off_for(span, name, &Weather::is_cut, "is cut off");
        });
    }
}

// A stand's card is swapped for a copy of it that was made a while before.
void World::plan_stands_put_back() {
    SeededRandom chance{options_.seed ^ 0x7374616e64};
    for (const auto& relay : relays_) {
        const Milliseconds copied{20000 + chance.below(120000)};
        const Milliseconds swapped = copied + Milliseconds{10000 + chance.below(120000)};
        timeline_.in(copied, [one = relay.get()] { one->back_up(); });
        timeline_.in(swapped, [this, one = relay.get()] {
            if (!one->restore()) return;
            ++faults_;
            come_back(*one);
        });
    }
}

// Each once in mid-run; in one of three the power goes while its files are migrated.
void World::plan_upgrades() {
    workshop_.emplace("workshop", timeline_, vfs_, options_.seed);
    SeededRandom chance{options_.seed ^ 0x75706772616465};
    const auto some_time_within = [&] { return Milliseconds{30000 + chance.below(210000)}; };
    const auto is_cut = [&] { return chance.below(3) == 0; };
    // The first version knew nothing of projects, and would have turned away what is told of them.
    if (!variety_.has_project)
        timeline_.in(some_time_within(), [this, cut = is_cut()] { upgrade_city(cut); });
    for (const auto& relay : relays_)
        timeline_.in(some_time_within(),
                     [this, one = relay.get(), cut = is_cut()] { upgrade(*one, cut); });
}

// Whoever is down just then is upgraded once it is back.
void World::upgrade_city(bool is_cut) {
    if (is_healing_) return;
    if (!city_->is_up())
        return timeline_.in(kUpgradeAgain, [this, is_cut] { upgrade_city(is_cut); });
    city_->go_back_to_first_version(*workshop_);
    if (is_cut) city_->machine.disk.stop_after(1 + random_.below(kUpgradeWrites));
    if (!city_->start()) return city_comes_back();
    if (!city_->crashed()) ledger_.check_city("city");
}

void World::upgrade(SimRelay& relay, bool is_cut) {
    if (is_healing_) return;
    if (!relay.is_up())
        return timeline_.in(kUpgradeAgain, [this, one = &relay, is_cut] { upgrade(*one, is_cut); });
    relay.go_back_to_first_version(*workshop_);
    if (is_cut) relay.machine.disk.stop_after(1 + random_.below(kUpgradeWrites));
    if (!relay.start()) return come_back(relay);
    if (!relay.crashed()) ledger_.check_relay(relay.machine.name);
}

bool World::jump(Machine& machine, Milliseconds range) {
    const auto span = static_cast<std::uint64_t>(range.count());
    machine.clock.wrong_by =
        Milliseconds{static_cast<std::int64_t>(random_.below(span)) - range.count() / 2};
    ledger_.may_speak_early(machine.name);
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

// For a minute and a half each, in which the power mostly goes.
void World::plan_lying_disks() {
    SeededRandom chance{options_.seed ^ 0x6c6965};
    for (const auto& device : devices_) {
        if (chance.below(2) == 0) continue;
        const Milliseconds begins{chance.below(200000)};
        const Milliseconds cut = begins + Milliseconds{20000 + chance.below(50000)};
        const bool is_cut = chance.below(4) != 0;
        timeline_.in(begins, [one = device.get()] { one->begin_to_lie(); });
        timeline_.in(cut, [this, is_cut, one = device.get()] {
            if (!is_cut || !one->is_up() || !one->machine.disk.is_lying()) return;
            ++faults_;
            one->machine.disk.stop();
            one->crashed();
        });
        timeline_.in(begins + Milliseconds{90000}, [one = device.get()] {
            if (!one->machine.disk.is_stopped()) one->machine.disk.be_honest();
        });
    }
}

bool World::foul_weather(const std::string& device) {
    set_weather(device, Weather::foul(random_));
    trace_.note(device, "has foul weather");
    timeline_.in(some_time(90000), [this, device] { set_weather(device, Weather::fair()); });
    return true;
}

// Whoever is cut off stays so under any weather.
void World::set_weather(const std::string& machine, Weather weather) {
    Weather& now = network_->weather(machine);
    weather.is_cut = now.is_cut;
    weather.is_captive = now.is_captive;
    now = weather;
}

void World::come_back(SimDevice& device) {
    timeline_.in(some_time(is_healing_ ? 1000 : 20000), [this, one = &device] {
        if (one->is_up()) return;
        const bool is_power_cut = random_.below(3) != 0;
        one->machine.disk.start(is_power_cut ? Disk::After::power_cut : Disk::After::kill);
        trace_.note(one->machine.name, is_power_cut ? "lost power" : "was killed");
        one->look_at_losses();
        if (!one->start()) return come_back(*one);
        if (one->crashed()) return;  // by the last write of its start
        one->check_local();
        // A city that has been restored and not started yet has another epoch than its files tell.
        if (city_->is_up()) one->check_content({"city", city_->epoch()}, false);
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
        if (city_->is_up()) one->check_content({"city", city_->epoch()}, false);
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

}  // namespace qp::sim
