// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/sim_relay.h"

#include <algorithm>
#include <cassert>

#include "core/replica/replica.h"
#include "sync/city/relay/forwarder.h"
#include "sync/city/relay/relay_api.h"
#include "tests/sim/world/first_version.h"
#include "tests/sim/world/sim_http.h"

namespace qp::sim {
namespace {

using city::relay::Carried;
using city::storage::Threads;

constexpr Milliseconds kGatherMax{40};
constexpr Milliseconds kSleepMax{5000};
constexpr std::size_t kAllBytes = 1u << 20;
constexpr std::uint32_t kAll = 10000;

std::vector<std::string> scopes() {
    return {"city", "mitte", "senne"};
}

Bytes certify(const CityOnDisk& on_disk, const ops::PublicKey& relay, const std::string& name) {
    const auto keys = on_disk.keys->current();
    const Instant from = MachineClock::kBeginning - std::chrono::hours{24};
    return ops::sign_relay_certificate(keys->city(), keys->signing_key(MachineClock::kBeginning),
                                       relay, name, from, from + std::chrono::hours{24 * 365});
}

}  // namespace

struct SimRelay::Server {
    // Its own sync, as that of a kiosk.
    std::optional<store::Content> content;
    std::optional<store::Local> local;
    std::unique_ptr<replica::Replica> down;
    // What it answers to devices.
    std::unique_ptr<city::relay::KnownCity> known;
    std::unique_ptr<city::storage::Reader> reader;
    std::unique_ptr<city::relay::Intake> intake;
    std::optional<city::relay::RelayKey> key;
    std::optional<city::relay::RelayApi> api;
    // Its way up, by connections of its own.
    std::optional<Carried> batches;
    std::optional<Carried> ballots;
    std::optional<city::relay::Forwarder> up;
    std::optional<ops::ServerEpoch> epoch;
    std::uint64_t changes_taken = 0;
    bool has_brought_ballots = false;  // since polls were last reported
};

SimRelay::SimRelay(Parts parts, std::string name, std::string upstream, std::uint64_t seed)
    : machine{std::move(name), parts.timeline, parts.vfs, seed},
      parts_{std::move(parts)},
      upstream_{std::move(upstream)},
      key_{ops::KeyPair::generate(machine.random)},
      certificate_{certify(parts_.on_disk, key_.public_key(), machine.name)} {}

SimRelay::~SimRelay() {
    stop();
}

// As Relay::open, but for the threads.
bool SimRelay::open(Server& server) {
    const city::relay::RelayFiles files{machine.name};
    const ops::CityId city = parts_.on_disk.keys->current()->city().id;
    const auto try_open = [&]() -> Status {
        auto content = store::Content::open(files.content);
        if (!content) return fail(content.error());
        server.content.emplace(std::move(*content));
        auto local = store::Local::open(files.local, store::DeviceKind::kiosk, machine.random,
                                        machine.clock, machine.room);
        if (!local) return fail(local.error());
        server.local.emplace(std::move(*local));
        auto known = city::relay::KnownCity::open(files.local, city, machine.random, machine.clock,
                                                  machine.room);
        if (!known) return fail(known.error());
        server.known = std::move(*known);
        auto reader = city::storage::Reader::open(files.content, Threads::none);
        if (!reader) return fail(reader.error());
        server.reader = std::move(*reader);
        auto intake = city::relay::Intake::open(
            files, {machine.clock, machine.room},
            [this](ops::RelayLane lane, const std::vector<ops::Hash>& taken) {
                if (!server_) return;
                server_->up->took(lane, taken);
                step_up_soon(Milliseconds{0});
            },
            Threads::none);
        if (!intake) return fail(intake.error());
        server.intake = std::move(*intake);
        for (const auto& [carried, path] : {std::pair{&server.batches, &files.batches},
                                            std::pair{&server.ballots, &files.ballots}}) {
            auto opened = Carried::open(*path);
            if (!opened) return fail(opened.error());
            carried->emplace(std::move(*opened));
        }
        return {};
    };
    const Status opened = try_open();
    if (!opened && !machine.disk.is_stopped() && opened.error().code != Code::no_space)
        parts_.ledger.violated(machine.name + " does not start: " + opened.error().detail);
    return opened.has_value();
}

// As in sync/city/relay/uplink.cpp.
replica::DeviceHealth SimRelay::health_of(Server& server) {
    replica::DeviceHealth health{"simulated", 0, 0, 0};
    for (Carried* carried : {&*server.batches, &*server.ballots})
        if (const auto counts = carried->counts()) health.carried += counts->waiting;
    return health;
}

void SimRelay::note_saved() {
    const auto pending = server_->local->unsent(kAll, kAllBytes, last_number_);
    if (!pending) return;
    for (const store::Pending& one : *pending) {
        last_number_ = one.number;
        parts_.ledger.saved(machine.name, one.batch, parts_.on_disk.keys->current()->city());
    }
}

// Nobody should wait for the next pull.
void SimRelay::report_drained() {
    static_cast<void>(server_->down->passed_on_ballots(machine.clock.now()));
    if (crashed()) return;
    note_saved();
    step_down_soon(Milliseconds{0});
}

bool SimRelay::start() {
    assert(!is_up());
    auto server = std::make_unique<Server>();
    if (!open(*server)) return false;
    replica::Options options;
    options.scopes = scopes();
    options.city = parts_.on_disk.keys->current()->city().id;
    options.takes_snapshots = false;
    if (parts_.reports) {
        options.enrolled = key_;
        options.carried_ballots = [raw = server.get()](const auto& epoch) {
            return raw->ballots->ballots_by_poll(epoch);
        };
        options.health = [raw = server.get()] { return health_of(*raw); };
    }
    server->down = std::make_unique<replica::Replica>(*server->content, *server->local,
                                                      machine.random, options);
    auto certificate = ops::read_relay_certificate(certificate_, options.city);
    assert(certificate);
    server->key.emplace(city::relay::RelayKey{key_, std::move(*certificate)});
    server->api.emplace(city::relay::RelayApi::Parts{*server->key, *server->known, *server->intake,
                                                     *server->reader, options.scopes,
                                                     [] { return true; }});
    server->up.emplace(*server->batches, *server->ballots, machine.random, key_,
                       city::relay::ForwardOptions{});
    server_ = std::move(server);
    ++life_;
    is_turn_due_ = false;
    parts_.trace.note(machine.name, "starts");
    if (parts_.reports) note_saved();  // what it had reported when the power went
    step_down_soon(Milliseconds{0});
    step_up_soon(Milliseconds{0});
    return true;
}

void SimRelay::stop() {
    ++life_;
    server_.reset();
}

bool SimRelay::crashed() {
    if (!machine.disk.is_stopped()) return false;
    if (!is_up()) return true;
    parts_.trace.note(machine.name, "is down", machine.disk.operations());
    stop();
    parts_.on_crash(*this);
    return true;
}

void SimRelay::back_up() {
    if (!is_up()) return;
    backup_ = Backup{machine.disk.files(), last_number_, parts_.ledger.held_at(machine.name)};
    parts_.trace.note(machine.name, "is copied");
}

bool SimRelay::restore() {
    if (!backup_ || !is_up()) return false;
    stop();
    machine.disk.install(backup_->files);
    last_number_ = backup_->last_number;
    parts_.ledger.relay_restored(machine.name, backup_->held);
    parts_.trace.note(machine.name, "is put back");
    return true;
}

void SimRelay::go_back_to_first_version(Machine& workshop) {
    stop();
    machine.disk.install(stand_of_first_version(workshop, machine.disk.files()));
    parts_.trace.note(machine.name, "is to be upgraded");
}

bool SimRelay::has_passed_on() {
    if (!is_up()) return false;
    for (Carried* carried : {&*server_->batches, &*server_->ballots}) {
        const auto counts = carried->counts();
        if (!counts || counts->waiting > 0) return false;
    }
    const auto own = server_->local->counts();
    if (!own || own->waiting > 0) return false;
    return !crashed();
}

bool SimRelay::has_pulled(const ops::ServerEpoch& epoch, std::uint64_t seq) {
    return is_up() && sim::has_pulled(*server_->content, scopes(), epoch, seq);
}

void SimRelay::check_content(const CityContent& city, bool is_settled) {
    if (is_up())
        check_shown(parts_.ledger, machine.name, *server_->content, scopes(), city, is_settled);
}

void SimRelay::wake() {
    if (!is_up()) return;
    server_->down->city_changed();
    step_down_soon(Milliseconds{0});
}

void SimRelay::serve(const Asked& request, const Answered& answered) {
    if (!is_up()) return;
    const auto reply = [this, life = life_, lane = request.lane,
                        answered](const city::http::Response& response) {
        // What a dead process would still have said nobody hears.
        if (life != life_ || machine.disk.is_stopped()) return;
        parts_.trace.note(machine.name, "answers", static_cast<std::uint64_t>(response.status));
        const Said said = as_said(response);
        note_promises(lane, said);
        answered(said);
    };
    server_->api->handle(as_http(request), city::http::Reply{reply});
    if (crashed()) return;
    if (request.lane == replica::Lane::push || request.lane == replica::Lane::ballots) turn_soon();
}

// "Accepted at the stand."
void SimRelay::note_promises(replica::Lane of, const Said& said) {
    if (of != replica::Lane::push && of != replica::Lane::ballots) return;
    const auto lane =
        of == replica::Lane::push ? ops::RelayLane::operations : ops::RelayLane::ballots;
    const auto receipt =
        ops::read_relay_receipt(said.body, lane, parts_.on_disk.keys->current()->city().id);
    if (!receipt) return;
    for (const ops::RelayAnswer& answer : receipt->answers)
        if (answer.kind != ops::RelayAnswer::Kind::refused)
            parts_.ledger.held(machine.name, answer.hash);
}

// Several requests share a commit when they come close together.
void SimRelay::turn_soon() {
    if (std::exchange(is_turn_due_, true)) return;
    const Milliseconds wait{machine.random.below(static_cast<std::uint64_t>(kGatherMax.count()))};
    parts_.timeline.in(wait, [this, life = life_] {
        if (life != life_) return;
        is_turn_due_ = false;
        server_->intake->turn();
        crashed();
    });
}

void SimRelay::step_down_soon(Milliseconds delay) {
    parts_.timeline.in(delay, [this, life = life_, order = ++down_order_] {
        if (life == life_ && order == down_order_) step_down();
    });
}

// What is public comes down, as in sync/client/runner.cpp.
void SimRelay::step_down() {
    const Instant now = machine.clock.now();
    auto request = server_->down->next(now);
    if (crashed()) return;
    if (request && *request) {
        parts_.network.exchange(
            machine.name, upstream_, Asked{std::move(**request)},
            [this, life = life_](const std::optional<Said>& said) {
                if (life != life_) return;
                const auto answer = said ? std::optional<replica::Answer>{*said} : std::nullopt;
                const Status heard = server_->down->on_answer(answer, machine.clock.now());
                if (crashed()) return;
                if (parts_.reports) note_saved();
                if (heard && said) server_->epoch.reset();  // as in Uplink::look_at_pull
                const std::uint64_t taken = server_->down->changes_taken();
                if (std::exchange(server_->changes_taken, taken) != taken) parts_.on_changed();
                step_down_soon(Milliseconds{0});
            });
        return;
    }
    const Instant wake = server_->down->wake_at(now);
    if (crashed()) return;
    step_down_soon(std::clamp(Milliseconds{wake - now}, Milliseconds{1}, kSleepMax));
}

void SimRelay::step_up_soon(Milliseconds delay) {
    parts_.timeline.in(delay, [this, life = life_, order = ++up_order_] {
        if (life == life_ && order == up_order_) step_up();
    });
}

Status SimRelay::hear_epoch() {
    const auto known = server_->known->epoch();
    if (!known || known == server_->epoch) return {};
    if (auto gone = server_->up->go_by(*known); !gone) return gone;
    server_->epoch = known;
    return {};
}

// What it carries goes up, as in sync/city/relay/uplink.cpp.
void SimRelay::step_up() {
    const auto keys = server_->known->keys();
    static_cast<void>(hear_epoch());
    if (crashed()) return;
    if (!keys) return step_up_soon(kSleepMax);
    const Instant now = machine.clock.now();
    auto request = server_->up->next(*keys, now);
    if (crashed()) return;
    if (!request) return step_up_soon(kSleepMax);
    if (*request) {
        parts_.trace.note(machine.name, "passes on");
        parts_.network.exchange(
            machine.name, upstream_, Asked{std::move(**request)},
            [this, life = life_, keys, lane = (*request)->lane](const std::optional<Said>& said) {
                if (life != life_) return;
                const auto answer = said ? std::optional<replica::Answer>{*said} : std::nullopt;
                const Status taken = server_->up->on_answer(answer, *keys, machine.clock.now());
                if (crashed()) return;
                if (server_->up->wants_keys()) {
                    server_->down->city_keys_may_be_old();
                    step_down_soon(Milliseconds{0});
                }
                server_->has_brought_ballots |= taken && lane == replica::Lane::ballots;
                parts_.trace.note(machine.name, taken ? "has passed on" : "goes on trying");
                step_up_soon(Milliseconds{0});
            });
        return;
    }
    if (parts_.reports && std::exchange(server_->has_brought_ballots, false)) report_drained();
    if (!is_up()) return;
    const Instant wake = server_->up->wake_at(now);
    step_up_soon(std::clamp(Milliseconds{wake - now}, Milliseconds{1}, kSleepMax));
}

}  // namespace qp::sim
