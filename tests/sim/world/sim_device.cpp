// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/sim_device.h"

#include <algorithm>
#include <cassert>

#include "core/ops/pull.h"
#include "core/store/own_projects.h"
#include "tests/sim/world/public_project.h"
#include "tests/sim/world/table_reader.h"

namespace qp::sim {
namespace {

constexpr const char* kContentFile = "content.db";
constexpr const char* kLocalFile = "local.db";
constexpr std::size_t kAllBytes = 1u << 20;
constexpr std::uint32_t kAll = 10000;
constexpr Milliseconds kDelayMax{20000};
// A ballot that waits is asked for under any clock.
constexpr Instant kEver{Milliseconds{std::int64_t{1} << 50}};

}  // namespace

SimDevice::SimDevice(Parts parts, Setup setup, std::uint64_t seed)
    : machine{setup.name, parts.timeline, parts.vfs, seed},
      parts_{std::move(parts)},
      setup_{std::move(setup)},
      key_{setup_.key},
      download_{machine, setup_.scopes} {}

// As the kiosk's program does when it starts (kiosk/app/databases.cpp).
template <class Store, class Open>
Result<Store> SimDevice::open_or_set_aside(const char* file, Open open) {
    auto opened = open();
    if (opened || rotten_.count(file) == 0) return opened;
    // One bit of its version, and it is a newer program's.
    const bool is_of_no_use =
        opened.error().code == Code::damaged || opened.error().code == Code::too_new;
    if (!is_of_no_use) return opened;
    parts_.trace.note(machine.name, "sets a file aside");
    for (const char* ending : {"", "-wal"}) machine.disk.remove(file + std::string{ending});
    if (file == std::string{kLocalFile}) {
        last_number_ = 0;
        keys_version_ = 0;
        known_ballots_.clear();
    }
    opened = open();
    // Not before: a power cut in between brings back what was removed.
    if (opened) rotten_.erase(file);
    return opened;
}

bool SimDevice::start() {
    assert(!is_up());
    download_.remove();
    auto content = open_or_set_aside<store::Content>(
        kContentFile, [&] { return store::Content::open(machine.path(kContentFile)); });
    auto local =
        content ? open_or_set_aside<store::Local>(
                      kLocalFile,
                      [&] {
                          return store::Local::open(machine.path(kLocalFile), setup_.kind,
                                                    machine.random, machine.clock, machine.room);
                      })
                : Result<store::Local>{fail(content.error())};
    if (!local) {
        if (!machine.disk.is_stopped() && local.error().code != Code::no_space)
            parts_.ledger.violated(machine.name + " does not start: " + local.error().detail);
        return false;
    }
    // As the kiosk's program does, with a smaller room.
    if (setup_.kind == store::DeviceKind::kiosk)
        static_cast<void>(local->database().keep_log_room(64 * 1024));
    content_.emplace(std::move(*content));
    local_.emplace(std::move(*local));
    replica::Options options;
    options.scopes = setup_.scopes;
    options.city = parts_.city.id;
    options.enrolled = key_;
    if (key_) options.health = [] { return replica::DeviceHealth{"simulated", 0, 0, 0}; };
    replica_ = std::make_unique<replica::Replica>(*content_, *local_, machine.random, options);
    ++life_;
    parts_.trace.note(machine.name, "starts");
    // What it was saying in a chain that lasts when the power went.
    if (key_ || parts_.has_project) note_saved();
    step_soon(Milliseconds{0});
    return true;
}

void SimDevice::stop() {
    ++life_;
    replica_.reset();
    local_.reset();
    content_.reset();
}

bool SimDevice::crashed() {
    if (!machine.disk.is_stopped()) return false;
    if (!is_up()) return true;
    parts_.trace.note(machine.name, "is down", machine.disk.operations());
    stop();
    parts_.on_crash(*this);
    return true;
}

void SimDevice::wake() {
    if (!is_up()) return;
    replica_->city_changed();
    step_soon(Milliseconds{0});
}

void SimDevice::step_soon(Milliseconds delay) {
    parts_.timeline.in(delay, [this, life = life_, order = ++step_order_] {
        if (life == life_ && order == step_order_) step();
    });
}

void SimDevice::step() {
    const Instant now = machine.clock.now();
    auto request = replica_->next(now);
    if (crashed()) return;
    if (request && *request) {
        parts_.trace.note(
            machine.name, "asks",
            static_cast<std::uint64_t>((*request)->lane) << 32 | (*request)->body.size());
        const replica::Lane lane = (*request)->lane;
        const Asked asked = lane == replica::Lane::snapshot ? download_.ask(**request)
                                                            : Asked{std::move(**request)};
        parts_.network.exchange(machine.name, home, asked,
                                [this, life = life_, lane](const std::optional<Said>& said) {
                                    if (life == life_) on_answer(lane, said);
                                });
        return;
    }
    const Instant wake = replica_->wake_at(now);
    if (crashed()) return;
    // As the carrier on a kiosk: never more than a few seconds at once, since clocks jump.
    constexpr Milliseconds kSleepMax{30000};
    step_soon(std::clamp(Milliseconds{wake - now}, Milliseconds{1}, kSleepMax));
}

void SimDevice::on_answer(replica::Lane lane, const std::optional<Said>& said) {
    const auto answer = said ? std::optional<replica::Answer>{*said} : std::nullopt;
    const Status taken = lane == replica::Lane::snapshot
                             ? take_snapshot(said)
                             : replica_->on_answer(answer, machine.clock.now());
    if (crashed()) return;
    if (key_) note_saved();  // what it reports of itself
    look_at_keys();
    const auto status = said ? static_cast<std::uint64_t>(said->status) : 0;
    if (taken)
        parts_.trace.note(machine.name, "takes the answer", status);
    else
        parts_.trace.note(machine.name, ("refuses the answer: " + taken.error().detail).c_str(),
                          status);
    step_soon(Milliseconds{0});
}

// As the carrier of a kiosk does (sync/client/runner.cpp).
Status SimDevice::take_snapshot(const std::optional<Said>& said) {
    const auto keys = replica_->city_keys();
    const auto status = keys && *keys ? download_.take(said, **keys) : std::optional<int>{};
    if (machine.disk.is_stopped()) return {};
    const Instant now = machine.clock.now();
    if (!status) return replica_->on_answer(std::nullopt, now);
    if (*status != 200) return replica_->on_answer(replica::Answer{*status, {}, {}, {}}, now);
    Status taken;
    {
        auto snapshot = store::Content::open(download_.path());
        taken = snapshot ? replica_->take_snapshot(*snapshot, now)
                         : replica_->on_answer(replica::Answer{502, {}, {}, {}}, now);
    }
    if (taken) ++snapshots;
    download_.remove();
    return taken;
}

template <class T>
bool SimDevice::is_saved(const Result<T>& saved) {
    if (machine.disk.is_stopped()) parts_.ledger.maybe_saved();
    if (crashed()) return false;
    if (!saved) parts_.trace.note(machine.name, name(saved.error().code));
    return saved.has_value();
}

void SimDevice::save_idea() {
    if (!is_up()) return;
    ++actions;
    domain::IdeaDraft draft;
    draft.title = "Idee " + std::to_string(++texts_) + " von " + machine.name;
    draft.text = kSecretWord;
    draft.text += std::to_string(machine.random.next() | std::uint64_t{1} << 63);
    draft.text.resize(kSecretBytes);
    const std::string words = draft.text;
    draft.text.append(machine.random.below(600), 'x');
    draft.quarter = setup_.scopes.back();
    const auto saved = local_->save_idea(draft);
    if (!is_saved(saved)) return;
    parts_.trace.note(machine.name, "saves idea", saved->id().view());
    told_saved();
    parts_.ledger.wrote(saved->id(), words);
}

// Also what the power went at, and what it has reported of itself.
void SimDevice::note_saved() {
    const auto pending = local_->unsent(kAll, kAllBytes, last_number_);
    if (!pending) return;
    for (const store::Pending& one : *pending) {
        last_number_ = one.number;
        const bool is_spoiled =
            rotten_.count(kLocalFile) != 0 && !ops::decode_own_batch(one.batch, parts_.city);
        if (!is_spoiled) parts_.ledger.saved(machine.name, one.batch, parts_.city);
    }
}

void SimDevice::told_saved() {
    const std::int64_t before = last_number_;
    note_saved();
    if (last_number_ == before && rotten_.count(kLocalFile) != 0) return;
    if (last_number_ == before)
        return parts_.ledger.violated(machine.name + " said saved and has nothing in its queue");
    replica_->saved_something();
    step_soon(Milliseconds{0});
}

std::vector<Id> SimDevice::public_ideas() {
    std::vector<Id> ids;
    const auto found = content_->some(domain::EntityKind::idea, 0, 200);
    if (found)
        for (const store::Change& change : *found) ids.push_back(change.id);
    return ids;
}

void SimDevice::support(bool takes_back) {
    if (!is_up()) return;
    const auto ideas = public_ideas();
    if (crashed() || ideas.empty()) return;
    // Few polls get most of the support, so that tallies move.
    const std::size_t favourites = std::min<std::size_t>(ideas.size(), 3);
    cast(ideas[machine.random.below(favourites)], takes_back ? 0 : 1);
}

void SimDevice::answer_thesis() {
    if (!is_up()) return;
    const auto sessions = content_->mood_sessions(machine.clock.now());
    if (crashed() || !sessions || sessions->empty()) return;
    // Where counts are to become final in time, one thesis gets most answers, as long as it is
    // asked.
    const bool is_favourite = parts_.has_closing_poll && machine.random.below(4) != 0;
    const domain::MoodSession& session =
        is_favourite ? sessions->front() : (*sessions)[machine.random.below(sessions->size())];
    if (parts_.has_closing_poll && session.closes_at <= machine.clock.now()) return;
    const std::size_t thesis = is_favourite ? 0 : machine.random.below(session.theses.size());
    // At a kiosk mostly somebody else than before.
    if (is_favourite && setup_.kind == store::DeviceKind::kiosk)
        static_cast<void>(local_->new_session());
    if (crashed()) return;
    cast(session.theses[thesis].id, static_cast<std::uint8_t>(machine.random.below(6)));
}

void SimDevice::cast(const Id& poll, std::uint8_t choice) {
    ++actions;
    const bool is_live = machine.random.below(3) == 0;
    const auto saved =
        local_->cast(poll, choice, is_live ? std::nullopt : std::optional{kDelayMax});
    if (!is_saved(saved)) return;
    const auto pending = local_->unsent_ballots(kAll, kEver);
    if (!pending) return;
    bool is_there = false;
    for (const store::PendingBallot& ballot : *pending)
        if (known_ballots_.insert(ballot.hash).second) {
            is_there = true;
            parts_.ledger.cast(machine.name, ballot.hash, ballot.ballot);
        }
    if (!is_there && rotten_.count(kLocalFile) == 0)
        parts_.ledger.violated(machine.name + " said saved and has no ballot");
    parts_.trace.note(machine.name, "casts", poll.view());
    for (const store::PendingBallot& ballot : *pending)
        parts_.trace.note(machine.name, "holds ballot", ballot.hash);
    replica_->saved_something();
    step_soon(Milliseconds{0});
}

void SimDevice::withdraw() {
    if (!is_up()) return;
    const auto own = local_->own_ideas();
    if (crashed() || !own) return;
    for (const store::OwnIdea& idea : *own) {
        if (idea.is_withdrawn || machine.random.below(3) != 0) continue;
        ++actions;
        const auto saved = local_->withdraw_idea(idea.id);
        if (!is_saved(saved)) return;
        parts_.trace.note(machine.name, "withdraws", idea.id.view());
        // With a bit turned over in the idea's own key the city knows nobody who may do so.
        if (rotten_.count(kLocalFile) == 0) parts_.ledger.took_back(machine.name, idea.id);
        return told_saved();
    }
}

void SimDevice::report() {
    if (!is_up()) return;
    const auto ideas = public_ideas();
    if (crashed() || ideas.empty()) return;
    const Id idea = ideas[machine.random.below(ideas.size())];
    const auto before = local_->reported(idea);
    if (crashed() || !before || *before) return;
    ++actions;
    const std::size_t reason = machine.random.below(domain::kReportReasons.size());
    const auto saved =
        local_->report_idea(idea, {domain::kReportReasons.at(reason), "Steht hier nicht gut"});
    if (!is_saved(saved)) return;
    parts_.trace.note(machine.name, "reports", idea.view());
    told_saved();
}

std::optional<ops::PublicKey> SimDevice::project_key() {
    // With a bit turned over it would be another key, which nobody has enrolled.
    if (!is_up() || rotten_.count(kLocalFile) != 0) return std::nullopt;
    const auto key = store::make_project_key(*local_, public_project().id, machine.random);
    if (crashed() || !key) return std::nullopt;
    return *key;
}

void SimDevice::tell_of_project() {
    ++actions;
    const Id project = public_project().id;
    domain::ProjectUpdateDraft draft;
    draft.title = "Neues " + std::to_string(machine.random.next() | std::uint64_t{1} << 63);
    if (machine.random.below(3) == 0)
        draft.stage = static_cast<domain::Stage>(1 + machine.random.below(6));
    if (machine.random.below(3) == 0) draft.help_wanted = std::vector<std::string>{"Holz"};
    const Status saved =
        store::save_update(*local_, project, draft, machine.clock.now(), machine.random);
    if (!is_saved(saved)) return;
    parts_.trace.note(machine.name, "tells of its project");
    told_saved();
    const auto own = store::own_updates(*local_, project);
    if (own && !own->empty()) parts_.ledger.told(own->front().id, draft.title);
}

void SimDevice::leave() {
    if (!is_up()) return;
    ++actions;
    static_cast<void>(local_->new_session());
    crashed();
}

void SimDevice::back_up() {
    backup_ = machine.disk.files();
    last_number_of_backup_ = last_number_;
    rotten_in_backup_ = rotten_;
}

bool SimDevice::restore() {
    if (!backup_) return false;
    stop();
    machine.disk.install(*backup_);
    rotten_ = rotten_in_backup_;
    last_number_ = last_number_of_backup_;
    keys_version_ = 0;
    known_ballots_.clear();
    parts_.ledger.device_restored(machine.name);
    parts_.trace.note(machine.name, "is put back");
    return true;
}

void SimDevice::become_copy_of(SimDevice& other) {
    stop();
    machine.disk.install(other.machine.disk.files());
    rotten_ = other.rotten_;
    key_ = other.key_;
    last_number_ = other.last_number_;
    keys_version_ = 0;
    known_ballots_ = other.known_ballots_;
    backup_.reset();
    parts_.ledger.device_restored(machine.name);
    parts_.ledger.device_copied(other.machine.name);
    parts_.trace.note(machine.name, "is a copy of another");
}

void SimDevice::begin_to_lie() {
    machine.disk.begin_to_lie();
    lies_since_ = parts_.ledger.turn();
    rotten_since_it_lies_ = rotten_;
    parts_.trace.note(machine.name, "has a disk that lies");
}

void SimDevice::look_at_losses() {
    if (!machine.disk.has_lost()) return;
    parts_.trace.note(machine.name, "has lost what its disk said it had");
    parts_.ledger.device_lost(machine.name, lies_since_);
    // One that was set aside may be back.
    rotten_.insert(rotten_since_it_lies_.begin(), rotten_since_it_lies_.end());
    last_number_ = 0;
    TableReader local{machine.path(kLocalFile)};
    local.each("SELECT max(number) FROM outbox",
               [&](TableReader& row) { last_number_ = row.integer(0); });
    known_ballots_.clear();
    keys_version_ = 0;
}

bool SimDevice::rot() {
    if (!is_up()) return false;
    std::vector<std::string> files;
    for (const std::string& name : machine.disk.names())
        if (name.rfind("content.db", 0) == 0 || name.rfind("local.db", 0) == 0)
            files.push_back(name);
    const std::string& file = files[machine.random.below(files.size())];
    stop();
    if (!machine.disk.flip_bit(file, machine.random.next())) return true;
    const std::string database = file.substr(0, file.find(".db") + 3);
    rotten_.insert(database);
    rotten_since_it_lies_.insert(database);
    // Only here was what has no receipt yet.
    if (database == kLocalFile) parts_.ledger.device_restored(machine.name);
    parts_.trace.note(machine.name, database == kLocalFile ? "local.db rots" : "content.db rots");
    return true;
}

void SimDevice::check_local() {
    if (rotten_.count(kLocalFile) == 0) parts_.ledger.check_device(machine.name);
}

std::uint64_t SimDevice::keys_version() {
    const auto keys = replica_->city_keys();
    return keys && *keys != nullptr ? (*keys)->version : 0;
}

// An older list, shown by a proxy or brought by anybody, never takes the place of a newer one.
void SimDevice::look_at_keys() {
    const std::uint64_t version = keys_version();
    if (version < keys_version_ && rotten_.count(kLocalFile) == 0)
        parts_.ledger.violated(machine.name + " went back to an older list of city keys");
    keys_version_ = version;
}

bool SimDevice::is_drained() {
    if (!is_up()) return false;
    // Where a key within an index turned over, no receipt finds its row any more.
    if (rotten_.count(kLocalFile) != 0) return true;
    const auto counts = local_->counts();
    return !crashed() && counts && counts->waiting == 0;
}

bool SimDevice::has_pulled(const ops::ServerEpoch& epoch, std::uint64_t seq) {
    return is_up() && sim::has_pulled(*content_, setup_.scopes, epoch, seq);
}

std::string SimDevice::what_waits() const {
    TableReader local{machine.path(kLocalFile)};
    std::string words;
    local.each("SELECT number FROM outbox WHERE state = 0",
               [&](TableReader& row) { words += " operation " + std::to_string(row.integer(0)); });
    local.each("SELECT not_before FROM ballots WHERE state = 0", [&](TableReader& row) {
        words += " ballot not before " + to_iso(instant(row.integer(0)));
    });
    return words;
}

void SimDevice::check_content(const CityContent& city, bool is_settled) {
    // Rows carry no checksum: a letter that turned over stays until its entity changes.
    if (!is_up() || rotten_.count(kContentFile) != 0) return;
    check_shown(parts_.ledger, machine.name, *content_, setup_.scopes, city, is_settled);
}

}  // namespace qp::sim
