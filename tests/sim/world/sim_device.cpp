// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/sim_device.h"

#include <algorithm>
#include <cassert>

#include "core/ops/pull.h"
#include "tests/sim/world/table_reader.h"

namespace qp::sim {
namespace {

constexpr std::size_t kAllBytes = 1u << 20;
constexpr std::uint32_t kAll = 10000;
constexpr Milliseconds kDelayMax{20000};
// A ballot that waits is asked for under any clock.
constexpr Instant kEver{Milliseconds{std::int64_t{1} << 50}};

}  // namespace

SimDevice::SimDevice(Parts parts, Setup setup, std::uint64_t seed)
    : machine{setup.name, parts.timeline, parts.vfs, seed},
      parts_{std::move(parts)},
      setup_{std::move(setup)} {}

bool SimDevice::start() {
    assert(!is_up());
    auto content = store::Content::open(machine.path("content.db"));
    auto local = content ? store::Local::open(machine.path("local.db"), setup_.kind, machine.random,
                                              machine.clock, machine.room)
                         : Result<store::Local>{fail(content.error())};
    if (!local) {
        if (!machine.disk.is_stopped() && local.error().code != Code::no_space)
            parts_.ledger.violated(machine.name + " does not start: " + local.error().detail);
        return false;
    }
    content_.emplace(std::move(*content));
    local_.emplace(std::move(*local));
    replica::Options options;
    options.scopes = setup_.scopes;
    options.city = parts_.city.id;
    replica_ = std::make_unique<replica::Replica>(*content_, *local_, machine.random, options);
    ++life_;
    parts_.trace.note(machine.name, "starts");
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
        parts_.network.exchange(machine.name, **request,
                                [this, life = life_](const std::optional<replica::Answer>& answer) {
                                    if (life == life_) on_answer(answer);
                                });
        return;
    }
    const Instant wake = replica_->wake_at(now);
    if (crashed()) return;
    // As the carrier on a kiosk: never more than a few seconds at once, since clocks jump.
    constexpr Milliseconds kSleepMax{30000};
    step_soon(std::clamp(Milliseconds{wake - now}, Milliseconds{1}, kSleepMax));
}

void SimDevice::on_answer(const std::optional<replica::Answer>& answer) {
    const Status taken = replica_->on_answer(answer, machine.clock.now());
    if (crashed()) return;
    parts_.trace.note(machine.name, taken ? "takes the answer" : "refuses the answer",
                      answer ? static_cast<std::uint64_t>(answer->status) : 0);
    step_soon(Milliseconds{0});
}

bool SimDevice::is_saved(const Result<store::Saved>& saved) {
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
    draft.text = "Geheim" + std::to_string(machine.random.next());
    draft.text.append(machine.random.below(600), 'x');
    draft.quarter = setup_.scopes.back();
    const auto saved = local_->save_idea(draft);
    if (!is_saved(saved)) return;
    parts_.trace.note(machine.name, "saves idea", saved->id().view());
    told_saved();
}

void SimDevice::told_saved() {
    const auto pending = local_->unsent(kAll, kAllBytes, last_number_);
    if (!pending || pending->empty())
        return parts_.ledger.violated(machine.name + " said saved and has nothing in its queue");
    last_number_ = pending->back().number;
    parts_.ledger.saved(machine.name, pending->back().batch, parts_.city);
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
    const domain::MoodSession& session = (*sessions)[machine.random.below(sessions->size())];
    const std::size_t thesis = machine.random.below(session.theses.size());
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
    if (!is_there) parts_.ledger.violated(machine.name + " said saved and has no ballot");
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
        return told_saved();
    }
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
}

bool SimDevice::restore() {
    if (!backup_) return false;
    stop();
    machine.disk.install(*backup_);
    last_number_ = last_number_of_backup_;
    known_ballots_.clear();
    parts_.ledger.device_restored(machine.name);
    parts_.trace.note(machine.name, "is put back");
    return true;
}

bool SimDevice::is_drained() {
    if (!is_up()) return false;
    const auto counts = local_->counts();
    return !crashed() && counts && counts->waiting == 0;
}

bool SimDevice::has_pulled(const ops::ServerEpoch& epoch, std::uint64_t seq) {
    if (!is_up()) return false;
    const auto bytes = content_->cursor();
    const auto cursor = bytes ? ops::decode_cursor(*bytes) : fail(bytes.error());
    return cursor && cursor->server_epoch == epoch && cursor->seq >= seq;
}

std::string SimDevice::what_waits() const {
    TableReader local{machine.path("local.db")};
    std::string words;
    local.each("SELECT number FROM outbox WHERE state = 0",
               [&](TableReader& row) { words += " operation " + std::to_string(row.integer(0)); });
    local.each("SELECT not_before FROM ballots WHERE state = 0", [&](TableReader& row) {
        words += " ballot not before " + to_iso(instant(row.integer(0)));
    });
    return words;
}

namespace {

struct Row {
    std::uint64_t seq = 0;
    Bytes payload;
    bool operator==(const Row&) const = default;
};
using Rows = std::map<std::pair<std::int64_t, Id>, Row>;

Rows rows_of(const std::string& path, const std::vector<std::string>& scopes) {
    Rows rows;
    TableReader reader{path};
    reader.each("SELECT kind, id, seq, scope, payload FROM entities WHERE payload IS NOT NULL",
                [&](TableReader& row) {
                    const std::string scope = row.text(3);
                    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) return;
                    const BytesView payload = row.blob(4);
                    rows[{row.integer(0), row.id(1)}] = {static_cast<std::uint64_t>(row.integer(2)),
                                                         Bytes(payload.begin(), payload.end())};
                });
    return rows;
}

}  // namespace

void SimDevice::check_content(const std::string& city_machine, const ops::ServerEpoch& city_epoch,
                              bool is_settled) {
    if (!is_up()) return;
    const auto cursor_bytes = content_->cursor();
    const auto cursor = cursor_bytes ? ops::decode_cursor(*cursor_bytes)
                                     : Result<ops::Cursor>{fail(cursor_bytes.error())};
    // Of a city that has been restored meanwhile: the next pull starts anew.
    if (cursor && cursor->server_epoch != city_epoch && !is_settled) return;
    if (!cursor || cursor->server_epoch != city_epoch) {
        if (is_settled) parts_.ledger.violated(machine.name + " has no content after healing");
        return;
    }
    const Rows city = rows_of(city_machine + "/public.db", setup_.scopes);
    const Rows held = rows_of(machine.path("content.db"), setup_.scopes);
    for (const auto& [key, row] : city) {
        const auto found = held.find(key);
        const bool is_missing = found == held.end() || found->second.seq < row.seq;
        if (row.seq <= cursor->seq && is_missing)
            return parts_.ledger.violated(machine.name + " has a gap before its cursor: entity " +
                                          std::to_string(key.first) + " " + key.second.hex() +
                                          " seq " + std::to_string(row.seq));
    }
    if (is_settled && city != held)
        parts_.ledger.violated(machine.name + " shows something else than the city after healing");
}

}  // namespace qp::sim
