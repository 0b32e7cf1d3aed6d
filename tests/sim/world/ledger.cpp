// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/ledger.h"

#include <algorithm>
#include <cassert>

#include "core/ops/batch.h"
#include "core/ops/payloads.h"
#include "tests/sim/world/ballot_rows.h"
#include "tests/sim/world/table_reader.h"

namespace qp::sim {
namespace {

std::string name_of(const ops::OpKey& key) {
    return to_hex(BytesView{key.author.data(), 4}) + "/" + std::to_string(key.seq);
}

std::string name_of(const ops::Hash& hash) {
    return to_hex(BytesView{hash.data(), 4});
}

struct HeldOperation {
    std::uint64_t city_seq = 0;
    ops::Hash header{};
};

std::map<ops::OpKey, HeldOperation> operations_in(TableReader& log) {
    std::map<ops::OpKey, HeldOperation> held;
    log.each(
        "SELECT author, epoch, seq, city_seq, header_hash FROM operation"
        " JOIN chain ON chain.id = operation.chain",
        [&](TableReader& row) {
            const ops::OpKey key{row.fixed<32>(0), row.fixed<8>(1),
                                 static_cast<std::uint32_t>(row.integer(2))};
            held[key] = {static_cast<std::uint64_t>(row.integer(3)), row.fixed<32>(4)};
        });
    return held;
}

// The layout of the protocol's document, read without the product's code.
SeenBallot read_ballot(BytesView bytes) {
    SeenBallot ballot;
    if (bytes.size() < ops::kBallotBytesMin) return ballot;
    ballot.poll = *Id::from_bytes(bytes.subspan(17, 16));
    ballot.nullifier = *to_array<32>(bytes.subspan(49, 32));
    for (std::size_t i = 81; i < 85; ++i) ballot.revision = ballot.revision << 8 | bytes[i];
    ballot.choice = bytes[85];
    return ballot;
}

}  // namespace

std::string Ledger::words_on(const ops::Hash& hash) const {
    const SeenBallot& seen = seen_.at(hash);
    return name_of(hash) + " revision " + std::to_string(seen.revision) + " on " + seen.poll.hex() +
           (promised_ballots_.count(hash) != 0 ? ", signed for" : "") +
           (refused_ballots_.count(hash) != 0 ? ", refused" : "");
}

void Ledger::saved(const std::string& device, BytesView bytes, const ops::City& city) {
    const auto batch = ops::decode_own_batch(bytes, city);
    assert(batch);
    batches_[ops::sha256(bytes)] = batch->key(0);
    SavedOperation& operation = operations_[batch->key(0)];
    operation.device = device;
    operation.turn = ++turn_;
    operation.headers.insert(batch->header_hashes[0]);
    operation.is_excused = false;
    operation.is_refused = false;
    const ops::Operation& said = batch->operations.front();
    if (said.type == ops::OpType::kiosk_health) last_health_[batch->author] = said.payload;
    if (said.type != ops::OpType::poll_drained) return;
    const auto report = ops::decode_poll_drained(said.payload);
    if (report) check_drained(device, report->poll);
}

void Ledger::cast(const std::string& device, const ops::Hash& hash, BytesView ballot) {
    ballots_.push_back({device, hash, false, ++turn_});
    seen(hash, ballot);
}

void Ledger::seen(const ops::Hash& hash, BytesView ballot) {
    seen_.emplace(hash, read_ballot(ballot));
}

void Ledger::promised(const ops::PushReceipt& receipt) {
    using Kind = ops::Outcome::Kind;
    for (const ops::BatchReceipt& batch : receipt.batches)
        for (std::size_t i = 0; i < batch.outcomes.size(); ++i) {
            const ops::Outcome& outcome = batch.outcomes[i];
            const ops::OpKey key{batch.author, batch.epoch,
                                 batch.first_seq + static_cast<std::uint32_t>(i)};
            if (outcome.kind == Kind::rejected) refused(key, outcome.code);
            if (outcome.kind == Kind::erased) erased_.insert(key);
            if (outcome.kind != Kind::accepted && outcome.kind != Kind::duplicate) continue;
            const auto [held, is_new] = promised_.emplace(key, outcome.city_seq);
            if (!is_new && held->second != outcome.city_seq)
                violated("two numbers for one operation: " + name_of(key));
        }
}

// Nothing but the seal turns a sound ballot away.
void Ledger::promised(const ops::BallotReceipt& receipt,
                      const std::function<bool(const Id& poll)>& is_sealed) {
    for (const ops::BallotOutcome& outcome : receipt.outcomes) {
        if (outcome.kind == ops::BallotOutcome::Kind::retry) continue;
        if (outcome.kind != ops::BallotOutcome::Kind::rejected) {
            promised_ballots_.insert(outcome.hash);
            once_promised_ballots_.insert(outcome.hash);
            continue;
        }
        // Whose sound ballot that was brings it again.
        if (ops::is_of_spoiled(outcome)) continue;
        refused_ballots_.insert(outcome.hash);
        // One with a bit turned over on the way is nobody's.
        const bool is_sound = std::any_of(ballots_.begin(), ballots_.end(), [&](const auto& cast) {
            return cast.hash == outcome.hash;
        });
        if (!is_sound) continue;
        if (outcome.code != name(Code::closed) || !is_sealed(seen_.at(outcome.hash).poll))
            violated("a sound ballot was rejected: " + name_of(outcome.hash) + " " + outcome.code);
    }
}

// Only a device that says the same thing twice in two ways may hear no.
void Ledger::refused(const ops::OpKey& key, const std::string& code) {
    const auto found = operations_.find(key);
    if (found == operations_.end()) return;
    if (restored_devices_.count(found->second.device) == 0 || code != name(Code::conflict))
        return violated("a sound operation was rejected: " + name_of(key) + " " + code);
    found->second.is_refused = true;
}

void Ledger::city_restored() {
    was_city_restored_ = true;
    published_.clear();
    published_updates_.clear();
    promised_.clear();
    promised_ballots_.clear();
}

void Ledger::device_lost(const std::string& device, std::uint64_t since_turn) {
    restored_devices_.insert(device);
    for (auto it = taken_back_.begin(); it != taken_back_.end();)
        it = it->second.first == device && it->second.second > since_turn ? taken_back_.erase(it)
                                                                          : std::next(it);
    for (auto& [key, operation] : operations_)
        if (operation.device == device && operation.turn > since_turn) operation.is_excused = true;
    for (SavedBallot& ballot : ballots_)
        if (ballot.device == device && ballot.turn > since_turn) ballot.is_excused = true;
}

std::set<std::string> Ledger::erased_words() const {
    std::set<std::string> words;
    for (const auto& [text, idea] : texts_)
        if (taken_back_.count(idea) != 0) words.insert(text);
    return words;
}

void Ledger::check_city(const std::string& machine) {
    {
        TableReader log{machine + "/operations.db"};
        const auto held = operations_in(log);
        for (const auto& [key, city_seq] : promised_) {
            const auto found = held.find(key);
            if (found == held.end())
                violated("the city signed for an operation and lost it: " + name_of(key));
            else if (found->second.city_seq != city_seq)
                violated("the city has another number for " + name_of(key));
        }
        for (const auto& [key, operation] : held) {
            const auto known = operations_.find(key);
            // Refused: the other copy of that device came first, and may have crashed before it
            // said "saved".
            if (known == operations_.end() || known->second.is_refused) continue;
            if (known->second.headers.count(operation.header) == 0)
                violated("the city holds another operation under " + name_of(key));
        }
    }
    check_ballots(machine);
}

void Ledger::check_ballots(const std::string& machine) {
    TableReader box{machine + "/ballots.db"};
    const Ballots held = ballots_in(box);
    for (const ops::Hash& hash : promised_ballots_) {
        const auto seen = seen_.find(hash);
        if (seen == seen_.end()) continue;
        const auto found = held.find({seen->second.poll, seen->second.nullifier});
        if (found == held.end())
            violated("the city signed for a ballot and lost it: " + name_of(hash));
        else if (stands_before(seen->second, hash, found->second.second, found->second.first))
            violated("a lower ballot stands in place of " + name_of(hash));
    }
}

void Ledger::check_device(const std::string& machine) {
    TableReader local{machine + "/local.db"};
    std::set<ops::OpKey> outbox;
    std::set<ops::Hash> ballots;
    const bool is_readable =
        local.each("SELECT author, epoch, first_seq FROM outbox",
                   [&](TableReader& row) {
                       outbox.insert({row.fixed<32>(0), row.fixed<8>(1),
                                      static_cast<std::uint32_t>(row.integer(2))});
                   }) &&
        local.each("SELECT hash, ballot FROM ballots", [&](TableReader& row) {
            ballots.insert(row.fixed<32>(0));
            seen(row.fixed<32>(0), row.blob(1));  // the power went, and it was saved all the same
        });
    if (!is_readable) return violated(machine + ": what was saved cannot be read: " + local.why());
    for (const auto& [key, operation] : operations_)
        if (operation.device == machine && !operation.is_excused && !is_said_anew(key) &&
            outbox.count(key) == 0 && (operation.is_refused || promised_.count(key) == 0))
            violated(machine + " lost what it had saved: " + name_of(key));
    // A newer ballot of the same person replaces the older one before it goes out.
    std::map<std::pair<Id, ops::Nullifier>, std::uint32_t> newest;
    for (const ops::Hash& hash : ballots) {
        const auto found = seen_.find(hash);
        if (found == seen_.end()) continue;
        auto& revision = newest[{found->second.poll, found->second.nullifier}];
        revision = std::max(revision, found->second.revision);
    }
    for (const SavedBallot& ballot : ballots_) {
        const SeenBallot& seen = seen_.at(ballot.hash);
        if (ballot.device != machine || ballot.is_excused) continue;
        if (promised_ballots_.count(ballot.hash) != 0) continue;
        if (newest[{seen.poll, seen.nullifier}] < seen.revision)
            violated(machine + " lost a ballot that it had saved: " + words_on(ballot.hash));
    }
}

void Ledger::check_relay(const std::string& machine) {
    std::set<ops::Hash> there;
    for (const char* file : {"/relay.db", "/relay-ballots.db"}) {
        TableReader carried{machine + file};
        carried.each("SELECT hash FROM carried",
                     [&](TableReader& row) { there.insert(row.fixed<32>(0)); });
    }
    for (const ops::Hash& hash : held_[machine]) {
        if (there.count(hash) != 0) continue;
        // What the city had erased must not come back to a restored one, so a relay forgets it.
        const auto batch = batches_.find(hash);
        if (batch == batches_.end() || erased_.count(batch->second) == 0)
            violated(machine + " signed for what it has lost: " + name_of(hash));
    }
}

// What nobody took back is whole, and lies before the editors or has been decided on; what they
// published is public.
void Ledger::check_ideas(const std::string& machine) {
    TableReader log{machine + "/operations.db"};
    std::set<Id> taken_back;
    log.each(
        "SELECT city_seq, (SELECT count(*) FROM operation AS later"
        " WHERE later.chain = operation.chain AND later.type = 3),"
        " is_erased, is_waiting, idea.id"
        " FROM operation LEFT JOIN idea USING(chain) WHERE type = 1",
        [&](TableReader& row) {
            if (row.integer(1) != 0) {
                if (!row.is_null(4)) taken_back.insert(row.id(4));
                return;
            }
            const std::string number = std::to_string(row.integer(0));
            if (row.integer(2) != 0) violated("erased, and nobody took it back: " + number);
            if (row.integer(3) == 0 && row.is_null(4))
                violated("an idea that no editor will see: " + number);
        });
    TableReader content{machine + "/public.db"};
    std::set<Id> shown;
    content.each("SELECT id FROM entities WHERE payload IS NOT NULL",
                 [&](TableReader& row) { shown.insert(row.id(0)); });
    for (const Id& idea : published_)
        if (shown.count(idea) == 0 && taken_back.count(idea) == 0)
            violated("published and not public: " + idea.hex());
}

// What the city took lies there once; what editors published stands once in the project, and
// nothing else does.
void Ledger::check_updates(const std::string& machine) {
    if (told_.empty()) return;
    TableReader log{machine + "/operations.db"};
    std::set<Id> taken;
    std::set<Id> shown;
    log.each("SELECT id, state FROM project_update", [&](TableReader& row) {
        taken.insert(row.id(0));
        if (row.integer(1) == 1) shown.insert(row.id(0));
    });
    log.each("SELECT count(*) FROM operation WHERE type = 5", [&](TableReader& row) {
        if (row.integer(0) != static_cast<std::int64_t>(taken.size()))
            violated("the city holds an update of a project twice, or no editor will see it");
    });
    TableReader content{machine + "/public.db"};
    std::string project;
    content.each("SELECT payload FROM entities WHERE kind = 8 AND payload IS NOT NULL",
                 [&](TableReader& row) {
                     const BytesView payload = row.blob(0);
                     project.append(payload.begin(), payload.end());
                 });
    for (const auto& [update, title] : told_) {
        const std::size_t first = project.find(title);
        const bool is_there = first != std::string::npos;
        if (is_there != (shown.count(update) != 0))
            violated("an update of a project is public or not against its editors' word: " + title);
        if (is_there && project.find(title, first + 1) != std::string::npos)
            violated("an update of a project is public twice: " + title);
    }
    for (const Id& update : published_updates_)
        if (shown.count(update) == 0) violated("published and not public: " + update.hex());
}

// In a chain that lasts all that stands on a fork is refused, by the city or, once that has been
// heard, by the device itself: reports are said anew in another one, and people see what it was.
bool Ledger::stands_on_fork(const ops::OpKey& key, const SavedOperation& operation) const {
    if (enrolled_.count(key.author) + innovators_.count(key.author) == 0) return false;
    bool is_refused = operation.is_refused;
    TableReader local{operation.device + "/local.db"};
    local.each("SELECT author, epoch, first_seq FROM outbox WHERE state = 2 AND code = 'conflict'",
               [&](TableReader& row) {
                   const ops::OpKey listed{row.fixed<32>(0), row.fixed<8>(1),
                                           static_cast<std::uint32_t>(row.integer(2))};
                   is_refused = is_refused || listed == key;
               });
    return is_refused;
}

void Ledger::check_all_arrived(const std::string& machine) {
    check_city(machine);
    check_ideas(machine);
    check_updates(machine);
    TableReader log{machine + "/operations.db"};
    const auto held = operations_in(log);
    for (const auto& [key, operation] : operations_) {
        const auto found = held.find(key);
        if (found == held.end() && !operation.is_excused && !stands_on_fork(key, operation) &&
            !is_said_anew(key))
            violated("saved at " + operation.device + " and not in the city: " + name_of(key));
    }
    TableReader box{machine + "/ballots.db"};
    const Ballots counted = ballots_in(box);
    // Of somebody whose newer ballot came after the seal: it has replaced the older one.
    std::set<std::pair<Id, ops::Nullifier>> refused;
    for (const ops::Hash& hash : refused_ballots_)
        if (const auto seen = seen_.find(hash); seen != seen_.end())
            refused.insert({seen->second.poll, seen->second.nullifier});
    Ballots model;
    std::uint64_t may_count = maybe_;  // these may be there or not
    for (const SavedBallot& ballot : ballots_) {
        const bool is_promised = promised_ballots_.count(ballot.hash) != 0;
        const SeenBallot& seen = seen_.at(ballot.hash);
        const bool is_refused = refused.count({seen.poll, seen.nullifier}) != 0;
        if (!is_promised && (ballot.is_excused || is_refused)) {
            ++may_count;
            continue;
        }
        const auto [place, is_new] =
            model.try_emplace({seen.poll, seen.nullifier}, ballot.hash, seen);
        if (!is_new && stands_before(seen, ballot.hash, place->second.second, place->second.first))
            place->second = {ballot.hash, seen};
    }
    for (const auto& [key, ballot] : model) {
        const auto found = counted.find(key);
        if (found == counted.end())
            violated("a ballot is not counted: " + words_on(ballot.first));
        else if (stands_before(ballot.second, ballot.first, found->second.second,
                               found->second.first))
            violated("another ballot is counted in place of " + name_of(ballot.first));
    }
    if (counted.size() > model.size() + may_count)
        violated("the city counts ballots that nobody cast");
}

}  // namespace qp::sim
