// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/world.h"

#include "tests/sim/world/first_files.h"
#include "tests/sim/world/world_parts.h"

namespace qp::sim {
namespace {

constexpr Milliseconds kTurnEvery{4000};
constexpr Milliseconds kModerateEvery{6000};
constexpr Milliseconds kMoveEvery{40000};
constexpr Milliseconds kTellEvery{25000};

}  // namespace

World::World(const RunOptions& options, CityOnDisk& on_disk)
    : options_{options},
      variety_{options.seed},
      on_disk_{on_disk},
      random_{options.seed * 0x9e3779b97f4a7c15 + 1},
      sqlite_random_{options.seed + 7},
      trace_{timeline_, options.is_traced},
      clock_{timeline_},
      vfs_{clock_, sqlite_random_},
      city_keys_{on_disk.keys->current()->city()} {
    set_up();
}

void World::set_up() {
    city_ = std::make_unique<SimCity>(SimCity::Parts{timeline_, trace_, ledger_, vfs_, on_disk_,
                                                     random_.below(5) == 0, variety_.has_project,
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
    set_up_relays();
    const bool is_installed = random_.below(8) != 0;
    const FirstFiles& first = first_files();
    city_->machine.disk.install(variety_.has_enrolled ? first.closing_city : first.city);
    city_->waits_for_enrolled = variety_.has_enrolled;
    SeededRandom keys{options_.seed ^ 0x6b657973};
    for (std::uint32_t i = 0; i < options_.devices; ++i) {
        const bool is_kiosk = i % 2 == 0;
        SimDevice::Setup setup{(is_kiosk ? "kiosk" : "phone") + std::to_string(i),
                               is_kiosk ? store::DeviceKind::kiosk : store::DeviceKind::phone,
                               {"city", i % 3 == 0 ? "mitte" : "senne"}};
        if (is_kiosk && variety_.has_enrolled) {
            setup.key = ops::KeyPair::generate(keys);
            enroll(setup.name, setup.key->public_key(), setup.scopes.back());
        }
        devices_.push_back(std::make_unique<SimDevice>(
            SimDevice::Parts{timeline_, trace_, ledger_, vfs_, *network_, city_keys_,
                             variety_.has_enrolled, variety_.has_project,
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
void World::set_up_relays() {
    if (random_.below(4) != 0) return;
    std::string upstream = "city";
    for (const char* name : {"stand0", "stand1"}) {
        relays_.push_back(std::make_unique<SimRelay>(
            SimRelay::Parts{timeline_, trace_, ledger_, vfs_, *network_, on_disk_,
                            variety_.has_enrolled, [this, name] { wake_those_at(name); },
                            [this](SimRelay& relay) {
                                ++crashes_;
                                come_back(relay);
                            }},
            name, upstream, random_.next()));
        enroll(name, relays_.back()->key(), "");
        upstream = name;
    }
}

void World::enroll(const std::string& name, const ops::PublicKey& key, const std::string& quarter) {
    city_->enrolled.push_back({key, quarter});
    if (variety_.has_enrolled) ledger_.enrolled(name, key);
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
    if (variety_.changes_keys) plan_keys();
    if (variety_.has_lying_disks) plan_lying_disks();
    if (variety_.puts_stands_back) plan_stands_put_back();
    if (variety_.upgrades) plan_upgrades();
    if (variety_.has_project) plan_project();
    plan_events();
    every(kTurnEvery, [this] { city_->turn(); });
    every(kModerateEvery, [this] {
        if (is_quiet_) return;
        city_->moderate();
        if (variety_.has_reports) city_->look_at_reports();
    });
    for (std::uint32_t i = 0; i < options_.actions; ++i)
        timeline_.in(some_time(span), [this] { act(); });
    for (std::uint32_t i = 0; i < options_.faults; ++i)
        timeline_.in(some_time(span), [this] { fault(); });
}

// Rotated within the first minutes; later, or at once after that, the first key is taken off the
// list.
void World::plan_keys() {
    SeededRandom when{options_.seed ^ 0x726f74617465};
    const Milliseconds rotated{60000 + when.below(120000)};
    timeline_.in(rotated, [this] { city_->change_keys(*on_disk_.rotated_keys); });
    if (when.below(3) == 0) return;
    timeline_.in(rotated + Milliseconds{when.below(120000)},
                 [this] { city_->change_keys(*on_disk_.keys_without_first); });
}

// Whoever has a phone may speak for the project, once the office knows their key.
void World::plan_project() {
    auto chance = std::make_shared<SeededRandom>(options_.seed ^ 0x6b69636b626f78);
    every(kTellEvery, [this, chance] {
        SimDevice& device = *devices_[chance->below(devices_.size())];
        if (is_healing_ || device.kind() != store::DeviceKind::phone) return;
        const auto key = device.project_key();
        if (key && city_->enroll_innovator(*key)) device.tell_of_project();
    });
}

// Until somebody somewhere has done something: a device may be down, or show no idea yet.
void World::act() {
    for (int turn = 0; turn < 8; ++turn)
        if (act_at(any_device())) return;
    if (timeline_.now() < kActive) timeline_.in(some_time(10000), [this] { act(); });
}

bool World::act_at(SimDevice& device) {
    const std::uint64_t before = device.actions;
    std::uint64_t what = random_.below(20);
    if (variety_.has_enrolled && what >= 7 && what < 10) what = 14;  // counts are to become final
    if (what < 7)
        device.save_idea();
    else if (what == 11 && variety_.has_reports)
        device.report();
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

RunResult World::run() {
    plan();
    timeline_.run_until(kActive);
    heal();
    if (city_->is_up()) {
        city_->turn();
        ledger_.check_all_arrived("city");
        if (variety_.has_enrolled) check_enrolled();
        check_keys();
        check_devices();
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
    result.final_tallies = city_->final_tallies();
    result.faults = faults_ + network_->faults();
    result.faults_struck = faults_;
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

RunResult run(const RunOptions& options, CityOnDisk& on_disk) {
    World world{options, on_disk};
    return world.run();
}

}  // namespace qp::sim
