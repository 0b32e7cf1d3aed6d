// SPDX-License-Identifier: EUPL-1.2
// Dead letters: what the city refused for good stays here until a person has seen to it.
#include "core/ops/ballot.h"
#include "core/store/local_impl.h"

namespace qp::store {

namespace {

// A chain begins with its idea: without that the city takes nothing of it. Behind it stand its
// edits, and what withdraws it.
constexpr std::int64_t kIdeaSeq = 1;

Result<RefusedContribution> refused_of(BytesView hash, std::string_view code) {
    const auto named = to_array<32>(hash);
    if (!named) return fail(Code::damaged, "a stored hash");
    RefusedContribution refused;
    refused.hash = *named;
    refused.code = code;
    return refused;
}

}  // namespace

Result<std::vector<RefusedContribution>> Local::refused(std::uint32_t limit) {
    std::vector<RefusedContribution> all;
    const auto known = impl_->known_city();
    if (!known && known.error().code != Code::unavailable) return fail(known.error());
    auto operations = impl_->database.prepare(
        "SELECT o.hash, o.code, o.batch, i.id, o.first_seq, e.seq, o.epoch, u.project "
        "FROM outbox o LEFT JOIN own_updates u ON u.outbox_number = o.number "
        "LEFT JOIN own_ideas i ON i.epoch = o.epoch "
        "LEFT JOIN own_edits e ON e.epoch = o.epoch AND e.seq = o.first_seq "
        "WHERE o.state = 2 ORDER BY o.number LIMIT ?1");
    if (!operations) return fail(operations.error());
    operations->bind(1, limit);
    for (auto row = operations->step();; row = operations->step()) {
        if (!row) return fail(row.error());
        if (!*row) break;
        auto refused = refused_of(operations->blob(0), operations->text(1));
        if (!refused) return fail(refused.error());
        // A batch that we cannot read ourselves may be the very reason why it was refused. What
        // it was its place tells where the chain is an own idea's.
        refused->type = ops::OpType{};
        if (!operations->is_null(7)) {
            refused->about = operations->id(7);
            refused->type = ops::OpType::project_update;
        } else if (!operations->is_null(3)) {
            refused->about = operations->id(3);
            refused->type = operations->integer(4) == kIdeaSeq ? ops::OpType::idea_submit
                            : operations->is_null(5)           ? ops::OpType::idea_withdraw
                                                               : ops::OpType::idea_edit;
        }
        if (impl_->kind == DeviceKind::phone && !refused->about) {
            const auto reported = impl_->idea_of_report(operations->blob(6));
            if (!reported) return fail(reported.error());
            if (*reported) {
                refused->about = **reported;
                refused->type = ops::OpType::report;
            }
        }
        if (known) {
            const auto batch = ops::decode_own_batch(operations->blob(2), (*known)->city);
            if (batch) {
                refused->type = batch->operations.front().type;
                refused->written_at = ops::time_of(batch->operations.front().hlc);
            }
        }
        all.push_back(std::move(*refused));
    }
    auto ballots = impl_->database.prepare(
        "SELECT b.hash, b.code, c.poll FROM ballots b LEFT JOIN choices c ON c.ballot = b.hash "
        "WHERE b.state = 2 ORDER BY b.hash LIMIT ?1");
    if (!ballots) return fail(ballots.error());
    ballots->bind(1, limit - static_cast<std::uint32_t>(all.size()));
    for (auto row = ballots->step();; row = ballots->step()) {
        if (!row) return fail(row.error());
        if (!*row) return all;
        auto refused = refused_of(ballots->blob(0), ballots->text(1));
        if (!refused) return fail(refused.error());
        if (!ballots->is_null(2)) refused->about = ballots->id(2);
        all.push_back(std::move(*refused));
    }
}

Status Local::retry(const ops::Hash& refused) {
    for (const char* sql :
         {"UPDATE outbox SET state = 0, is_at_relay = 0, code = '' WHERE hash = ?1 AND state = 2",
          "UPDATE ballots SET state = 0, is_at_relay = 0, code = '' WHERE hash = ?1 AND state = "
          "2"}) {
        auto statement = impl_->database.prepare(sql);
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, refused).run(); !done) return done;
        if (impl_->database.changes() > 0) return {};
    }
    return fail(Code::not_found, "nothing refused has this hash");
}

namespace {

Status forget_idea(Database& database, BytesView author, BytesView epoch) {
    for (const char* sql :
         {"DELETE FROM own_ideas WHERE epoch = ?2", "DELETE FROM own_edits WHERE epoch = ?2",
          "DELETE FROM photos WHERE author = ?1 AND epoch = ?2",
          "DELETE FROM outbox WHERE author = ?1 AND epoch = ?2"}) {
        auto statement = database.prepare(sql);
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, author).bind(2, epoch).run(); !done) return done;
    }
    return {};
}

// ?1 epoch, ?2 seq of the edit that is undone.
constexpr const char* kRestoreIdea =
    "UPDATE own_ideas SET (title, text, quarter, theme, language, place) = (SELECT title, "
    "text, quarter, theme, language, place FROM own_edits WHERE epoch = ?1 AND seq = ?2) WHERE "
    "epoch = ?1 "
    "AND ?2 = (SELECT max(seq) FROM own_edits WHERE epoch = ?1)";
constexpr const char* kRestoreNextEdit =
    "UPDATE own_edits SET (title, text, quarter, theme, language, place) = (SELECT title, "
    "text, quarter, theme, language, place FROM own_edits WHERE epoch = ?1 AND seq = ?2) WHERE "
    "epoch = ?1 "
    "AND seq = (SELECT min(seq) FROM own_edits WHERE epoch = ?1 AND seq > ?2) "
    "AND EXISTS (SELECT 1 FROM own_edits WHERE epoch = ?1 AND seq = ?2)";
constexpr const char* kForgetEdit = "DELETE FROM own_edits WHERE epoch = ?1 AND seq = ?2";

// What stood before it stands again: in the edit that came after it, else in the idea. False: it
// was no edit.
Result<bool> undo_edit(Database& database, BytesView epoch, std::int64_t seq) {
    for (const char* sql : {kRestoreIdea, kRestoreNextEdit, kForgetEdit}) {
        auto statement = database.prepare(sql);
        if (!statement) return fail(statement.error());
        if (auto done = statement->bind(1, epoch).bind(2, seq).run(); !done)
            return fail(done.error());
    }
    return database.changes() > 0;
}

// An edit, or what withdraws the idea.
Status forget_later(Database& database, const ops::Hash& refused, BytesView epoch,
                    std::int64_t seq) {
    auto drop = database.prepare("DELETE FROM outbox WHERE hash = ?1");
    if (!drop) return fail(drop.error());
    if (auto done = drop->bind(1, refused).run(); !done) return done;
    const auto was_edit = undo_edit(database, epoch, seq);
    if (!was_edit) return fail(was_edit.error());
    // Where nothing else of the chain is kept any more, the idea was received long ago.
    auto restore = database.prepare(
        "UPDATE own_ideas SET is_withdrawn = is_withdrawn AND ?2, outbox_number = coalesce("
        "(SELECT max(number) FROM outbox WHERE epoch = ?1), outbox_number) WHERE epoch = ?1");
    if (!restore) return fail(restore.error());
    return restore->bind(1, epoch).bind(2, *was_edit ? 1 : 0).run();
}

// What the city has of this person and poll; withdrawn where it has nothing.
Result<std::uint8_t> received_choice(Database& database, const ops::CityId& city, const Id& poll) {
    // The poll stands in a ballot's bytes behind suite and city (sync/protocol/README.md).
    auto find = database.prepare(
        "SELECT ballot FROM ballots WHERE state = 1 AND substr(ballot, 18, 16) = ?1");
    if (!find) return fail(find.error());
    find->bind(1, poll);
    std::optional<ops::SignedBallot> last;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return last ? last->ballot.choice : ops::kChoiceWithdrawn;
        auto ballot = ops::decode_ballot(find->blob(0), city);
        if (ballot && (!last || ops::supersedes(*ballot, *last))) last = std::move(*ballot);
    }
}

// What its owner told of a project: each stands for itself. False: it is none of these.
Result<bool> forget_update(Database& database, const ops::Hash& refused) {
    auto forget = database.prepare(
        "DELETE FROM own_updates WHERE outbox_number = "
        "(SELECT number FROM outbox WHERE hash = ?1 AND state = 2)");
    if (!forget) return fail(forget.error());
    if (auto done = forget->bind(1, refused).run(); !done) return fail(done.error());
    if (database.changes() == 0) return false;
    auto drop = database.prepare("DELETE FROM outbox WHERE hash = ?1");
    if (!drop) return fail(drop.error());
    if (auto done = drop->bind(1, refused).run(); !done) return fail(done.error());
    return true;
}

}  // namespace

Status Local::Impl::let_go_ballot(const ops::Hash& refused) {
    std::optional<Id> poll;
    {
        auto find = database.prepare("SELECT poll FROM choices WHERE ballot = ?1");
        if (!find) return fail(find.error());
        const auto row = find->bind(1, refused).step();
        if (!row) return fail(row.error());
        if (*row) poll = find->id(0);
    }
    auto drop = database.prepare("DELETE FROM ballots WHERE hash = ?1 AND state = 2");
    if (!drop) return fail(drop.error());
    if (auto done = drop->bind(1, refused).run(); !done) return done;
    if (database.changes() == 0) return fail(Code::not_found, "nothing refused has this hash");
    if (!poll) return {};
    const auto known = known_city();
    if (!known) return fail(known.error());
    const auto choice = received_choice(database, (*known)->city.id, *poll);
    if (!choice) return fail(choice.error());
    auto restore = database.prepare("UPDATE choices SET choice = ?2 WHERE poll = ?1");
    if (!restore) return fail(restore.error());
    return restore->bind(1, *poll).bind(2, static_cast<int>(*choice)).run();
}

Status Local::let_go(const ops::Hash& refused) {
    if (impl_->kind == DeviceKind::kiosk) return fail(Code::bad_argument, "a kiosk's are others'");
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    Bytes author;
    Bytes epoch;
    std::int64_t seq = 0;
    {
        auto find = impl_->database.prepare(
            "SELECT author, epoch, first_seq FROM outbox WHERE hash = ?1 AND state = 2");
        if (!find) return fail(find.error());
        const auto row = find->bind(1, refused).step();
        if (!row) return fail(row.error());
        if (*row) {
            author.assign(find->blob(0).begin(), find->blob(0).end());
            epoch.assign(find->blob(1).begin(), find->blob(1).end());
            seq = find->integer(2);
        }
    }
    if (!author.empty())
        if (auto forgotten = impl_->forget_report(epoch); !forgotten) return forgotten;
    const auto was_update = forget_update(impl_->database, refused);
    if (!was_update) return fail(was_update.error());
    Status done = *was_update       ? Status{}
                  : author.empty()  ? impl_->let_go_ballot(refused)
                  : seq == kIdeaSeq ? forget_idea(impl_->database, author, epoch)
                                    : forget_later(impl_->database, refused, epoch, seq);
    if (!done) return done;
    if (done = transaction->commit(); !done) return done;
    return impl_->database.checkpoint();
}

}  // namespace qp::store
