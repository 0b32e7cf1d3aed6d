// SPDX-License-Identifier: EUPL-1.2
#include "core/store/take_up.h"

#include "core/store/local_schema.h"

namespace qp::store {
namespace {

// Numbers of rows are each file's own, and so are those of its days: what was received counts as
// received today (?1), and is kept for the longer.
constexpr const char* kTaken[] = {
    "INSERT INTO outbox(author, epoch, first_seq, operations, head, hash, batch, state, code, "
    "received_day, is_at_relay) SELECT author, epoch, first_seq, operations, head, hash, batch, "
    "state, code, iif(state = 1, ?1, received_day), is_at_relay FROM aside.outbox WHERE true "
    "ORDER BY number ON CONFLICT DO NOTHING",
    "INSERT INTO ballots(hash, ballot, not_before, state, code, received_week, is_at_relay, "
    "delay_max) SELECT hash, ballot, not_before, state, code, iif(state = 1, ?1 / 7, "
    "received_week), is_at_relay, delay_max FROM aside.ballots WHERE true ORDER BY hash "
    "ON CONFLICT DO NOTHING",
    "INSERT INTO photos(hash, author, epoch, signature, received, state, received_day, blob) "
    "SELECT hash, author, epoch, signature, received, state, iif(state = 1, ?1, received_day), "
    "blob FROM aside.photos WHERE true ORDER BY id ON CONFLICT DO NOTHING",
};

Result<std::int64_t> today(Database& database) {
    auto days = database.prepare("SELECT ifnull(max(number), 0) FROM main.city_days");
    if (!days) return fail(days.error());
    if (auto row = days->step(); !row) return fail(row.error());
    return days->integer(0);
}

Result<std::int64_t> copy(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    const auto day = today(database);
    if (!day) return fail(day.error());
    std::int64_t count = 0;
    for (const char* sql : kTaken) {
        auto taking = database.prepare_once(sql);
        if (!taking) return fail(taking.error());
        if (auto done = taking->bind(1, *day).run(); !done) return fail(done.error());
        count += database.changes();
    }
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return count;
}

}  // namespace

Result<std::int64_t> take_up(Local& into, const std::string& path) {
    // Read, checked and of this program's tables, before anything is taken from it.
    if (auto aside = Database::open(path, kLocalMigrations); !aside) return fail(aside.error());
    Database& database = into.database();
    {
        auto attach = database.prepare_once("ATTACH ?1 AS aside");
        if (!attach) return fail(attach.error());
        if (auto done = attach->bind(1, path).run(); !done) return fail(done.error());
    }
    auto count = copy(database);
    auto detached = database.run("DETACH aside");
    if (count && !detached) return fail(detached.error());
    return count;
}

}  // namespace qp::store
