// SPDX-License-Identifier: EUPL-1.2
// How everything comes together again, and what must hold then.
#include <filesystem>
#include <set>

#include "native/files.h"
#include "tests/sim/world/world_parts.h"

namespace qp::sim {
namespace {

// Back-off reaches two minutes; a few rounds of it, pulls and delays come on top.
constexpr Milliseconds kHealMax = std::chrono::minutes{15};
constexpr Milliseconds kHealStep{5000};
constexpr std::size_t kSnapshotBytesMax = 64u << 20;
// Under a clock that is a day ahead a report may bear the date of tomorrow already.
constexpr Milliseconds kTwoDays = std::chrono::hours{49};

}  // namespace

// Sealed to whichever key, it can be read; and everybody goes by the list that the city has now.
void World::check_keys() {
    city_->check_readable();
    if (!variety_.changes_keys) return;
    for (const auto& device : devices_)
        if (device->is_up() && !device->is_rotten() &&
            device->keys_version() != city_->keys_version())
            ledger_.violated(device->machine.name + " goes by an old list of city keys");
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
    machine.disk.be_honest();
    machine.disk.set_capacity(std::uint64_t{1} << 30);
    machine.clock.wrong_by = Milliseconds{0};
}

bool World::has_caught_up() {
    const std::uint64_t last = city_->last_seq();
    for (const auto& relay : relays_)
        if (!relay->has_pulled(city_->epoch(), last)) return false;
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
    const bool is_healed = settle();
    healed_after_ = timeline_.now() - began;
    if (!is_healed) return;
    if (variety_.has_enrolled || variety_.changes_keys) pass_two_days();
    // Everybody pulls what was published last; who met many failures rests for up to two minutes.
    // One more round then: what was erased leaves the logs with the next look at the city.
    is_quiet_ = true;
    city_->turn();
    for (int i = 0; i < 10 && !has_caught_up(); ++i)
        timeline_.run_until(timeline_.now() + std::chrono::seconds{31});
    timeline_.run_until(timeline_.now() + std::chrono::seconds{31});
}

bool World::settle() {
    const Milliseconds began = timeline_.now();
    while (timeline_.now() - began < kHealMax && !is_settled())
        timeline_.run_until(timeline_.now() + kHealStep);
    if (!is_settled()) {
        for (const auto& device : devices_)
            if (!device->is_drained())
                ledger_.violated(device->machine.name +
                                 " still waits long after healing:" + device->what_waits());
        for (const auto& relay : relays_)
            if (!relay->has_passed_on())
                ledger_.violated(relay->machine.name + " still carries long after healing");
        return false;
    }
    return true;
}

// What was reported under a clock that was wrong is said again on another day. Nothing else
// happens in the time that is left out.
void World::pass_two_days() {
    trace_.note("world", "lets two days pass");
    leave_out(kTwoDays);
    settle();
    city_->turn();
    // Each asks for the list of keys every hour, a stand of whoever is behind it.
    for (std::size_t hop = 1; hop <= relays_.size(); ++hop)
        leave_out(kTwoDays + hop * std::chrono::minutes{61});
}

void World::leave_out(Milliseconds span) {
    city_->machine.clock.wrong_by = span;
    for (const auto& relay : relays_) relay->machine.clock.wrong_by = span;
    for (const auto& device : devices_) device->machine.clock.wrong_by = span;
    // Each pulls, reports, and pulls the tally that became final by it.
    timeline_.run_until(timeline_.now() + std::chrono::seconds{65});
}

// The city has heard of each enrolled device that still works, and waits for none of them. One
// whose key nobody has any more is waited for until the seal.
void World::check_enrolled() {
    std::set<ops::PublicKey> sound;
    std::set<ops::PublicKey> all;
    for (const auto& relay : relays_) sound.insert(relay->key());
    for (const auto& device : devices_)
        if (device->key() && !device->is_rotten()) sound.insert(device->key()->public_key());
    for (const auto& one : city_->enrolled) all.insert(one.key);
    ledger_.check_health("city", sound, relays_.empty());
    if (sound == all) city_->check_closed_polls();
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
    // What the city hands out lies on the real disk.
    for (const auto& entry : std::filesystem::directory_iterator{on_disk_.folder + "/snapshots"}) {
        const auto bytes = native::read_bytes(entry.path().string(), kSnapshotBytesMax);
        if (!bytes) continue;
        for (const std::string& words : words_in(*bytes, kSecretWord, kSecretBytes))
            if (erased.count(words) != 0)
                ledger_.violated("a snapshot of the city still holds erased words");
    }
    for (const auto& relay : relays_) check(relay->machine, false);
    for (const auto& device : devices_)
        check(device->machine, device->kind() == store::DeviceKind::phone);
}

void World::check_devices() {
    const CityContent city{"city", city_->epoch()};
    for (const auto& relay : relays_)
        if (relay->is_up()) {
            ledger_.check_relay(relay->machine.name);
            relay->check_content(city, true);
        }
    for (const auto& device : devices_) {
        device->check_local();
        device->check_content(city, true);
    }
}

}  // namespace qp::sim
