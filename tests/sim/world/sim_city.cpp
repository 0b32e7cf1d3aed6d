// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/sim_city.h"

#include <stdlib.h>

#include <cassert>
#include <filesystem>

#include "core/ops/ballot_request.h"
#include "tests/sim/world/first_version.h"
#include "tests/sim/world/public_project.h"
#include "tests/sim/world/sim_http.h"

namespace qp::sim {
namespace {

using city::storage::Threads;

constexpr Milliseconds kGatherMax{40};

}  // namespace

CityOnDisk::CityOnDisk() {
    // In memory where there is such a place: snapshots are made in real files.
    const char* parent = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
    std::string name = std::string{parent} + "/quartierpuls-sim-XXXXXX";
    const char* made_folder = mkdtemp(name.data());
    assert(made_folder != nullptr);
    folder = made_folder;
    SeededRandom random{1};
    auto made = city::storage::KeyStore::create(folder + "/keys", "Simstadt", random,
                                                MachineClock::kBeginning - std::chrono::hours{24});
    assert(made);
    auto staff = made->staff("editor", random);
    assert(staff);
    editor = *staff;
    auto ring = city::storage::KeyRing::open(folder + "/keys");
    assert(ring);
    keys = std::move(*ring);
    const auto changed = [&](const std::string& from, const std::string& to, const auto& change) {
        std::filesystem::copy(folder + from, folder + to, std::filesystem::copy_options::recursive);
        auto store = city::storage::KeyStore::open(folder + to);
        assert(store);
        const Status done = change(*store);
        assert(done);
        auto opened = city::storage::KeyRing::open(folder + to);
        assert(opened);
        return std::move(*opened);
    };
    const Instant soon = MachineClock::kBeginning + std::chrono::minutes{1};
    SeededRandom other{2};
    rotated_keys =
        changed("/keys", "/rotated", [&](auto& store) { return store.rotate(other, soon); });
    keys_without_first = changed("/rotated", "/revoked", [&](auto& store) {
        return store.revoke(store.list().keys.front().id, soon);
    });
}

CityOnDisk::~CityOnDisk() {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
}

struct SimCity::Server {
    std::unique_ptr<city::storage::Storage> storage;
    std::unique_ptr<city::storage::Reader> reader;
    std::unique_ptr<city::storage::SnapshotStore> snapshots;
    std::optional<city::api::CityApi> api;
    city::storage::PollSettings polls;
    // The editors' program, with connections of its own.
    std::shared_ptr<const city::storage::KeyStore> keys;
    std::optional<city::storage::OperationLog> log;
    std::optional<store::Content> content;
    std::optional<city::staff::Moderation> moderation;
};

SimCity::SimCity(Parts parts, std::uint64_t seed)
    : machine{"city", parts.timeline, parts.vfs, seed},
      parts_{std::move(parts)},
      keys_{parts_.on_disk.keys.get()} {}

SimCity::~SimCity() {
    stop();
}

bool SimCity::is_up() const {
    return server_ != nullptr;
}

bool SimCity::start() {
    assert(!is_up());
    auto server = std::make_unique<Server>();
    city::storage::PollSettings polls;
    polls.enrolled = enrolled;
    const auto try_start = [&]() -> Status {
        const std::string content = machine.path("public.db");
        // As Storage::open does for the operator's mark, which lies on the real disk: it goes only
        // once the new epoch is stored.
        if (is_marked_restored_) {
            auto log = city::storage::OperationLog::open(machine.path("operations.db"));
            if (!log) return fail(log.error());
            if (auto made = log->epoch(machine.random, true); !made) return fail(made.error());
            is_marked_restored_ = false;
        }
        if (auto done = set_up_project(); !done) return done;
        auto storage = city::storage::Storage::open(
            city::storage::DataFiles{machine.name}, {machine.clock, machine.random, machine.room},
            [this](std::uint64_t seq) {
                last_seq_ = seq;
                if (server_) server_->snapshots->let_go_of_erased();
                parts_.on_published(seq);
            },
            Threads::none, waits_for_enrolled ? polls : city::storage::PollSettings{});
        if (!storage) return fail(storage.error());
        server->storage = std::move(*storage);
        auto reader = city::storage::Reader::open(content, Threads::none);
        if (!reader) return fail(reader.error());
        server->reader = std::move(*reader);
        auto log = city::storage::OperationLog::open(machine.path("operations.db"));
        if (!log) return fail(log.error());
        server->log.emplace(std::move(*log));
        auto shown = store::Content::open(content);
        if (!shown) return fail(shown.error());
        server->content.emplace(std::move(*shown));
        auto snapshots = city::storage::SnapshotStore::open(
            parts_.on_disk.folder + "/snapshots", content, server->storage->epoch(), Threads::none);
        if (!snapshots) return fail(snapshots.error());
        server->snapshots = std::move(*snapshots);
        return {};
    };
    if (auto started = try_start(); !started) {
        if (!machine.disk.is_stopped() && started.error().code != Code::no_space)
            parts_.ledger.violated("the city does not start: " + started.error().detail);
        return false;
    }
    server->polls = std::move(polls);
    go_by_keys(*server);
    epoch_ = server->storage->epoch();
    server_ = std::move(server);
    ++life_;
    is_turn_due_ = false;
    parts_.trace.note(machine.name, "starts");
    return true;
}

// As the office does beside the server: the project is imported, and whoever may tell of it is
// enrolled, once more where a backup knows nothing of either.
Status SimCity::set_up_project() {
    if (!parts_.has_project) return {};
    const domain::KickboxProject project = public_project();
    auto log = city::storage::OperationLog::open(machine.path("operations.db"));
    if (!log) return fail(log.error());
    for (const ops::PublicKey& key : innovators_)
        if (auto done = log->enroll_innovator(key, project.id, machine.clock.now()); !done)
            return done;
    auto content = store::Content::open(machine.path("public.db"));
    if (!content) return fail(content.error());
    const auto held = content->entity(domain::EntityKind::project, project.id);
    if (!held) return fail(held.error());
    if (*held) return {};
    const auto published = content->publish(
        {{domain::EntityKind::project, project.id, project.quarter, 1, domain::encode(project)}});
    return published ? Status{} : fail(published.error());
}

bool SimCity::enroll_innovator(const ops::PublicKey& key) {
    if (innovators_.count(key) != 0) return true;
    if (!is_up()) return false;
    const Status done =
        server_->log->enroll_innovator(key, public_project().id, machine.clock.now());
    if (crashed() || !done) return false;
    innovators_.insert(key);
    parts_.ledger.may_tell(key);
    parts_.trace.note("editor", "enrolls an innovator", BytesView{key});
    return true;
}

void SimCity::go_by_keys(Server& server) {
    server.keys = keys_->current();
    server.api.emplace(city::api::CityApi::Parts{machine.clock, *keys_, *server.storage,
                                                 *server.reader, *server.snapshots, server.polls});
    server.moderation.emplace(city::staff::Moderation::Parts{*server.log, *server.content,
                                                             *server.keys, *parts_.on_disk.editor,
                                                             machine.clock, machine.random});
}

// What waits is answered by the handlers that took it.
void SimCity::change_keys(city::storage::KeyRing& keys) {
    keys_ = &keys;
    parts_.trace.note(machine.name, "goes by other keys");
    turn();
    if (is_up()) go_by_keys(*server_);
}

std::uint64_t SimCity::keys_version() const {
    return keys_->current()->list().version;
}

void SimCity::check_readable() {
    const auto waiting = server_->moderation->waiting();
    if (!waiting) return;
    for (const auto& [city_seq, error] : waiting->unreadable)
        parts_.ledger.violated("the city cannot open what it took: " + error.detail);
}

void SimCity::stop() {
    ++life_;
    server_.reset();
}

bool SimCity::crashed() {
    if (!machine.disk.is_stopped()) return false;
    if (!is_up()) return true;
    parts_.trace.note(machine.name, "is down", machine.disk.operations());
    stop();
    parts_.on_crash();
    return true;
}

void SimCity::serve(const Asked& request, const Answered& answered) {
    if (!is_up()) return;
    if (request.lane == replica::Lane::snapshot && !parts_.gives_snapshots)
        return answered(
            Said{replica::Answer{404, "application/problem+json", {}, Milliseconds{0}}});
    if (request.lane == replica::Lane::ballots)
        if (const auto body = ops::decode_ballots_request(request.body, server_->keys->city().id))
            for (const ops::SignedBallot& ballot : body->ballots)
                parts_.ledger.seen(ballot.hash, ballot.bytes);
    const auto reply = [this, life = life_, request, answered](city::http::Response response) {
        // What a dead process would still have said nobody hears.
        if (life != life_ || machine.disk.is_stopped()) return;
        const Said answer = as_said(response);
        note_promises(request, answer);
        answered(answer);
    };
    server_->api->handle(as_http(request), city::http::Reply{reply});
    if (crashed()) return;
    if (request.lane == replica::Lane::push || request.lane == replica::Lane::ballots) turn_soon();
}

void SimCity::note_promises(const Asked& request, const Said& answer) {
    const ops::CityKeys& keys = server_->keys->list();
    if (request.lane == replica::Lane::push) {
        if (const auto receipt = ops::verify_push_receipt(answer.body, keys))
            parts_.ledger.promised(*receipt);
    } else if (request.lane == replica::Lane::ballots) {
        if (const auto receipt = ops::verify_ballot_receipt(answer.body, keys))
            parts_.ledger.promised(*receipt, [this](const Id& poll) { return is_sealed(poll); });
    }
    parts_.trace.note(machine.name, "answers", static_cast<std::uint64_t>(answer.status));
}

bool SimCity::is_sealed(const Id& poll) {
    const auto rules = rules_of(poll);
    return rules && rules->sealed_at && machine.clock.now() >= *rules->sealed_at;
}

std::optional<city::storage::PollRules> SimCity::rules_of(const Id& poll) {
    auto rules = city::storage::poll_rules(*server_->content, poll, machine.clock.now());
    return rules ? std::optional{std::move(*rules)} : std::nullopt;
}

// Several requests share a commit when they come close together.
void SimCity::turn_soon() {
    if (std::exchange(is_turn_due_, true)) return;
    const Milliseconds wait{machine.random.below(static_cast<std::uint64_t>(kGatherMax.count()))};
    parts_.timeline.in(wait, [this, life = life_] {
        if (life == life_) turn();
    });
}

void SimCity::turn() {
    if (!is_up()) return;
    is_turn_due_ = false;
    const std::uint64_t before = last_seq_;
    server_->storage->turn();
    if (crashed()) return;
    if (last_seq_ != before) look_at_tallies();
}

void SimCity::look_at_tallies() {
    const auto changes = server_->content->some(domain::EntityKind::tally, 0, 1000);
    if (!changes) return;
    for (const store::Change& change : *changes) {
        const auto tally = domain::decode_tally(*change.payload);
        if (!tally || tally->as_of != machine.clock.now()) continue;
        if (tally->is_provisional) {
            parts_.ledger.check_tally(machine.name, *tally);
            continue;
        }
        const auto rules = rules_of(tally->poll);
        if (rules && rules->closes_at && !is_sealed(tally->poll))
            parts_.ledger.check_final_tally(machine.name, *tally, *rules->closes_at);
    }
}

void SimCity::check_closed_polls() {
    const auto changes = server_->content->some(domain::EntityKind::tally, 0, 1000);
    if (!changes) return;
    for (const store::Change& change : *changes) {
        const auto tally = domain::decode_tally(*change.payload);
        const auto rules = tally ? rules_of(tally->poll) : std::nullopt;
        if (!rules || !rules->closes_at || machine.clock.now() < *rules->closes_at) continue;
        ++final_tallies_;
        if (tally->is_provisional)
            parts_.ledger.violated(
                tally->poll.hex() + " is still provisional; not heard of:" +
                parts_.ledger.who_is_silent(machine.name, tally->poll, *rules->closes_at));
    }
}

void SimCity::moderate() {
    if (!is_up()) return;
    const auto waiting = server_->moderation->waiting();
    if (crashed() || !waiting) return;
    for (const auto& [city_seq, error] : waiting->unreadable)
        parts_.ledger.violated("the city cannot open what it took: " + error.detail);
    if (!waiting->updates.empty())
        decide_on_update(waiting->updates[machine.random.below(waiting->updates.size())].id);
    if (!is_up() || waiting->ideas.empty()) return;
    decide_on_idea(waiting->ideas[machine.random.below(waiting->ideas.size())].id);
}

// Where the project cannot go to the stage that is told it stays where it is.
void SimCity::decide_on_update(const Id& update) {
    const bool is_published = machine.random.below(5) != 0;
    city::staff::Moderation& office = *server_->moderation;
    Status done =
        is_published ? office.publish(update, {}) : office.decline(update, "Gehört nicht hierher.");
    if (!done && done.error().code == Code::bad_argument)
        done = office.publish(update, {.theme = {}, .quarter = {}, .keeps_stage = true});
    if (crashed()) return;
    parts_.trace.note("editor", is_published ? "publishes an update" : "declines an update",
                      update.view());
    check_decision(done);
    if (done && is_published) parts_.ledger.published_update(update);
    turn_soon();
}

void SimCity::decide_on_idea(const Id& idea) {
    const bool is_published = machine.random.below(5) != 0;
    const Status done = is_published ? server_->moderation->publish(idea, {})
                                     : server_->moderation->decline(idea, "Gehört nicht hierher.");
    if (crashed()) return;
    parts_.trace.note("editor", is_published ? "publishes" : "declines", idea.view());
    check_decision(done);
    if (done && is_published) parts_.ledger.published(idea);
    turn_soon();
}

void SimCity::look_at_reports() {
    if (!is_up()) return;
    const auto reported = server_->moderation->reports();
    if (crashed() || !reported || reported->empty()) return;
    const Id idea = (*reported)[machine.random.below(reported->size())].id;
    const bool stays = machine.random.below(2) == 0;
    const Status done = stays ? server_->moderation->dismiss_reports(idea)
                              : server_->moderation->decline(idea, "Gehört nicht hierher.");
    if (crashed()) return;
    parts_.trace.note("editor", stays ? "dismisses reports" : "takes down", idea.view());
    check_decision(done);
    turn_soon();
}

// A busy or a full file may be in its way, nothing else.
void SimCity::check_decision(const Status& done) {
    if (!done && done.error().code != Code::timeout && done.error().code != Code::no_space)
        parts_.ledger.violated("the editors' decision failed: " + done.error().detail);
}

std::uint64_t SimCity::last_seq() {
    return is_up() ? server_->content->last_seq().value_or(0) : 0;
}

void SimCity::go_back_to_first_version(Machine& workshop) {
    stop();
    machine.disk.install(city_of_first_version(workshop, machine.disk.files()));
    parts_.trace.note(machine.name, "is to be upgraded");
}

void SimCity::restore(const std::map<std::string, Bytes>& backup) {
    assert(!is_up());
    machine.disk.install(backup);
    is_marked_restored_ = true;
    parts_.ledger.city_restored();
    parts_.trace.note(machine.name, "is restored");
}

}  // namespace qp::sim
