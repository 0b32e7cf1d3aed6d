// SPDX-License-Identifier: EUPL-1.2
// What waits for the city, what the city said, and what a person sees of it.
#include "core/base/mutant.h"
#include "core/ops/ballot_request.h"
#include "core/store/local_impl.h"

namespace qp::store {

namespace {

enum class Verdict { none, received, refused };

// Of a whole batch: it stays as long as any of its operations is to be tried again.
Verdict verdict_of(const ops::BatchReceipt& receipt, std::string& code) {
    Verdict verdict = Verdict::received;
    for (const ops::Outcome& outcome : receipt.outcomes) {
        if (outcome.kind == ops::Outcome::Kind::retry) return Verdict::none;
        if (outcome.kind == ops::Outcome::Kind::rejected) {
            verdict = Verdict::refused;
            if (code.empty()) code = outcome.code;
        }
    }
    return verdict;
}

Status refuse_later_ones(Database& database, const ops::BatchReceipt& receipt,
                         const std::string& code) {
    auto statement = database.prepare(
        "UPDATE outbox SET state = 2, code = ?4 "
        "WHERE author = ?1 AND epoch = ?2 AND first_seq > ?3 AND state = 0");
    if (!statement) return fail(statement.error());
    statement->bind(1, receipt.author).bind(2, receipt.epoch).bind(3, receipt.upto_seq());
    return statement->bind(4, code).run();
}

// For the mutant alone: nobody would ever see it again.
[[maybe_unused]] Status drop(Database& database, const ops::BatchReceipt& receipt) {
    auto statement =
        database.prepare("DELETE FROM outbox WHERE author = ?1 AND epoch = ?2 AND first_seq = ?3");
    if (!statement) return fail(statement.error());
    statement->bind(1, receipt.author).bind(2, receipt.epoch).bind(3, receipt.first_seq);
    return statement->run();
}

Status mark_batch(Database& database, const ops::BatchReceipt& receipt, std::int64_t day) {
    std::string code;
    const Verdict verdict = verdict_of(receipt, code);
    if (verdict == Verdict::none) return {};
    if (QP_MUTANT(drop_on_dead_letter) && verdict == Verdict::refused)
        return drop(database, receipt);
    // The head is part of the name: a receipt for other bytes under the same key is not for these.
    auto statement = database.prepare(
        "UPDATE outbox SET state = ?1, code = ?2, received_day = ?3 "
        "WHERE author = ?4 AND epoch = ?5 AND first_seq = ?6 AND operations = ?7 AND head = ?8 "
        "AND state <> 1");
    if (!statement) return fail(statement.error());
    statement->bind(1, verdict == Verdict::received ? 1 : 2).bind(2, code);
    if (verdict == Verdict::received) statement->bind(3, day);
    statement->bind(4, receipt.author).bind(5, receipt.epoch).bind(6, receipt.first_seq);
    statement->bind(7, std::int64_t(receipt.outcomes.size())).bind(8, receipt.head);
    if (auto done = statement->run(); !done) return done;
    if (verdict == Verdict::refused && database.changes() > 0 && code == name(Code::conflict)) {
        return refuse_later_ones(database, receipt, code);
    }
    return {};
}

}  // namespace

namespace {

// A disk may turn a bit over. What is no longer what was saved is listed for a person to see: sent,
// it would be refused under a name that nobody here knows, and tried again for ever.
template <class Name>
Status list_as_damaged(Database& database, const char* sql, const std::vector<Name>& names) {
    for (const Name& one : names) {
        auto statement = database.prepare(sql);
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, one).bind(2, name(Code::damaged)).run(); !done)
            return done;
    }
    return {};
}

}  // namespace

Result<std::vector<Pending>> Local::unsent(std::uint32_t operations_max, std::size_t bytes_max,
                                           std::int64_t after_number) {
    std::vector<Pending> pending;
    std::vector<std::int64_t> damaged;
    std::int64_t last = after_number;
    {
        auto statement = impl_->database.prepare(
            "SELECT number, batch, operations, hash FROM outbox WHERE state = 0 AND number > ?1 "
            "ORDER BY number LIMIT ?2");
        if (!statement) return fail(statement.error());
        statement->bind(1, after_number).bind(2, operations_max);
        std::size_t bytes = 0;
        std::uint32_t operations = 0;
        for (;;) {
            auto row = statement->step();
            if (!row) return fail(row.error());
            if (!*row) break;
            last = statement->integer(0);
            const BytesView batch = statement->blob(1);
            if (as_text(ops::sha256(batch)) != as_text(statement->blob(3))) {
                damaged.push_back(last);
                continue;
            }
            bytes += batch.size();
            operations += static_cast<std::uint32_t>(statement->integer(2));
            // One alone always goes, or it would block those behind it for ever.
            if (!pending.empty() && (bytes > bytes_max || operations > operations_max)) break;
            pending.push_back({last, Bytes{batch.begin(), batch.end()}});
        }
    }
    constexpr auto kList = "UPDATE outbox SET state = 2, code = ?2 WHERE number = ?1";
    if (auto done = list_as_damaged(impl_->database, kList, damaged); !done)
        return fail(done.error());
    if (pending.empty() && !damaged.empty()) return unsent(operations_max, bytes_max, last);
    return pending;
}

namespace {

Result<std::vector<PendingBallot>> read_ballots(Database& database, Statement statement) {
    std::vector<PendingBallot> pending;
    std::vector<Bytes> damaged;
    for (;;) {
        auto row = statement.step();
        if (!row) return fail(row.error());
        if (!*row) break;
        const BytesView name = statement.blob(0);
        const BytesView ballot = statement.blob(1);
        const ops::Hash hash = ops::ballot_hash(ballot);
        if (as_text(hash) != as_text(name)) {
            damaged.emplace_back(name.begin(), name.end());
            continue;
        }
        const Instant not_before = instant(statement.integer(2));
        pending.push_back(
            {hash, Bytes{ballot.begin(), ballot.end()}, not_before, not_before == Instant{}});
    }
    statement.reset();
    constexpr auto kList = "UPDATE ballots SET state = 2, code = ?2 WHERE hash = ?1";
    if (auto done = list_as_damaged(database, kList, damaged); !done) return fail(done.error());
    return pending;
}

}  // namespace

Result<std::vector<PendingBallot>> Local::unsent_ballots(std::uint32_t limit, Instant now) {
    auto statement = impl_->database.prepare(
        "SELECT hash, ballot, not_before FROM ballots WHERE state = 0 AND is_at_relay = 0 "
        "AND (not_before <= ?1 OR not_before > ?1 + delay_max) ORDER BY hash LIMIT ?2");
    if (!statement) return fail(statement.error());
    statement->bind(1, ms(now)).bind(2, limit);
    return read_ballots(impl_->database, std::move(*statement));
}

Result<std::vector<PendingBallot>> Local::ballots_at_relay(std::uint32_t limit,
                                                           const ops::Hash& after) {
    auto statement = impl_->database.prepare(
        "SELECT hash, ballot, not_before FROM ballots WHERE state = 0 AND is_at_relay = 1 "
        "AND hash > ?1 ORDER BY hash LIMIT ?2");
    if (!statement) return fail(statement.error());
    statement->bind(1, after).bind(2, limit);
    return read_ballots(impl_->database, std::move(*statement));
}

Result<std::vector<PendingBallot>> Local::ballots_without_receipt() {
    auto statement = impl_->database.prepare(
        "SELECT hash, ballot, not_before FROM ballots WHERE state = 0 ORDER BY hash");
    if (!statement) return fail(statement.error());
    return read_ballots(impl_->database, std::move(*statement));
}

Result<std::optional<Instant>> Local::next_ballot_at(Instant now) {
    auto statement = impl_->database.prepare(
        "SELECT min(iif(not_before > ?1 + delay_max, ?1, not_before)) FROM ballots "
        "WHERE state = 0 AND is_at_relay = 0");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, ms(now)).step();
    if (!row) return fail(row.error());
    if (statement->is_null(0)) return std::optional<Instant>{};
    return std::optional<Instant>{instant(statement->integer(0))};
}

Status Local::mark(const ops::PushReceipt& receipt) {
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto day = impl_->city_day();
    if (!day) return fail(day.error());
    for (const ops::BatchReceipt& batch : receipt.batches) {
        if (auto done = mark_batch(impl_->database, batch, *day); !done) return done;
    }
    for (const ops::RefusedBatch& refused : receipt.refused) {
        auto statement = impl_->database.prepare(
            "UPDATE outbox SET state = 2, code = ?2 WHERE hash = ?1 AND state = 0");
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, refused.hash).bind(2, refused.code).run(); !done) {
            return done;
        }
    }
    return transaction->commit();
}

Status Local::mark(const ops::BallotReceipt& receipt) {
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto day = impl_->city_day();
    if (!day) return fail(day.error());
    for (const ops::BallotOutcome& outcome : receipt.outcomes) {
        if (outcome.kind == ops::BallotOutcome::Kind::retry) continue;
        const bool is_refused = outcome.kind == ops::BallotOutcome::Kind::rejected;
        if (QP_MUTANT(drop_on_dead_letter) && is_refused) {
            auto drop = impl_->database.prepare("DELETE FROM ballots WHERE hash = ?1");
            if (!drop) return fail(drop.error());
            if (auto done = drop->bind(1, outcome.hash).run(); !done) return done;
        }
        auto statement = impl_->database.prepare(
            "UPDATE ballots SET state = ?2, code = ?3, received_week = ?4 "
            "WHERE hash = ?1 AND state = 0");
        if (!statement) return fail(statement.error());
        statement->bind(1, outcome.hash).bind(2, is_refused ? 2 : 1).bind(3, outcome.code);
        if (!is_refused) statement->bind(4, *day / 7);
        if (auto done = statement->run(); !done) return done;
    }
    return transaction->commit();
}

Status Local::mark_at_relay(const std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return {};
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    for (const std::int64_t number : numbers) {
        auto statement = impl_->database.prepare(
            QP_MUTANT(stand_for_city)
                ? "UPDATE outbox SET state = 1 WHERE number = ?1"
                : "UPDATE outbox SET is_at_relay = 1 WHERE number = ?1 AND is_at_relay = 0");
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, number).run(); !done) return done;
    }
    return transaction->commit();
}

Status Local::mark_ballots_at_relay(const std::vector<ops::Hash>& hashes) {
    if (hashes.empty()) return {};
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    for (const ops::Hash& hash : hashes) {
        auto statement = impl_->database.prepare(
            QP_MUTANT(stand_for_city)
                ? "UPDATE ballots SET state = 1 WHERE hash = ?1"
                : "UPDATE ballots SET is_at_relay = 1 WHERE hash = ?1 AND is_at_relay = 0");
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, hash).run(); !done) return done;
    }
    return transaction->commit();
}

Status Local::resend_all() {
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    auto done = impl_->database.run(
        "UPDATE outbox SET state = 0, is_at_relay = 0, received_day = NULL, code = '' "
        "WHERE state = 1 OR (state = 2 AND code = 'conflict');"
        "UPDATE ballots SET state = 0, is_at_relay = 0, received_week = NULL WHERE state = 1;"
        "UPDATE photos SET state = 0, received = 0, received_day = NULL WHERE state = 1;"
        // What the device has said of itself is said anew, once it is true again: that a poll is
        // drained must not reach such a city before the ballots do. Its chain goes on with a gap.
        "DELETE FROM outbox WHERE state = 0 AND author = (SELECT author FROM device_chain);"
        "DELETE FROM drained");
    if (!done) return done;
    return transaction->commit();
}

Result<Local::Counts> Local::counts() {
    auto statement = impl_->database.prepare(
        "SELECT (SELECT count(*) FROM outbox WHERE state = 0) + "
        "(SELECT count(*) FROM ballots WHERE state = 0) + "
        "(SELECT count(*) FROM photos WHERE state = 0), "
        "(SELECT count(*) FROM outbox WHERE state = 0 AND is_at_relay = 1) + "
        "(SELECT count(*) FROM ballots WHERE state = 0 AND is_at_relay = 1), "
        "(SELECT count(*) FROM outbox WHERE state = 2) + "
        "(SELECT count(*) FROM ballots WHERE state = 2)");
    if (!statement) return fail(statement.error());
    auto row = statement->step();
    if (!row) return fail(row.error());
    return Counts{static_cast<std::uint32_t>(statement->integer(0)),
                  static_cast<std::uint32_t>(statement->integer(1)),
                  static_cast<std::uint32_t>(statement->integer(2))};
}

namespace {

OwnIdea own_idea_of(const Statement& row) {
    OwnIdea own;
    own.id = row.id(0);
    own.draft.title = row.text(1);
    own.draft.text = row.text(2);
    own.draft.quarter = row.text(3);
    own.draft.theme = domain::find_theme(row.text(4));
    own.draft.language = row.text(5);
    own.receipt_code = row.text(6);
    own.saved_at = instant(row.integer(7));
    own.is_withdrawn = row.integer(8) != 0;
    own.draft.place = domain::find_coarse_point(row.text(11));
    return own;
}

// An operation that is no longer kept has been received long ago.
Status add_delivery(Database& database, std::int64_t outbox_number, BytesView epoch, OwnIdea& own) {
    auto statement =
        database.prepare("SELECT state, code, is_at_relay FROM outbox WHERE number = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, outbox_number).step();
    if (!row) return fail(row.error());
    own.delivery = *row ? delivery_of(*statement, 0, 2) : Delivery::received;
    if (*row) own.refusal = statement->text(1);
    if (own.delivery != Delivery::refused) return {};
    auto first =
        database.prepare("SELECT 1 FROM outbox WHERE epoch = ?1 AND first_seq = 1 AND state = 2");
    if (!first) return fail(first.error());
    const auto is_first_refused = first->bind(1, epoch).step();
    if (!is_first_refused) return fail(is_first_refused.error());
    own.never_arrived = *is_first_refused;
    return {};
}

constexpr const char* kOwnIdeas =
    "SELECT id, title, text, quarter, theme, language, code, saved_at, is_withdrawn, "
    "outbox_number, epoch, place FROM own_ideas ORDER BY number DESC";
constexpr const char* kOwnIdea =
    "SELECT id, title, text, quarter, theme, language, code, saved_at, is_withdrawn, "
    "outbox_number, epoch, place FROM own_ideas WHERE id = ?1";

}  // namespace

Result<std::vector<OwnIdea>> Local::own_ideas() {
    auto statement = impl_->person().prepare(kOwnIdeas);
    if (!statement) return fail(statement.error());
    std::vector<OwnIdea> ideas;
    for (;;) {
        auto row = statement->step();
        if (!row) return fail(row.error());
        if (!*row) return ideas;
        OwnIdea own = own_idea_of(*statement);
        auto known = add_delivery(impl_->database, statement->integer(9), statement->blob(10), own);
        if (!known) return fail(known.error());
        ideas.push_back(std::move(own));
    }
}

Result<std::optional<OwnIdea>> Local::own_idea(const Id& id) {
    auto statement = impl_->person().prepare(kOwnIdea);
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, id).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<OwnIdea>{};
    OwnIdea own = own_idea_of(*statement);
    auto known = add_delivery(impl_->database, statement->integer(9), statement->blob(10), own);
    if (!known) return fail(known.error());
    return std::optional<OwnIdea>{std::move(own)};
}

}  // namespace qp::store
