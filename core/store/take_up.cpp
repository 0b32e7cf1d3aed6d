// SPDX-License-Identifier: EUPL-1.2
#include "core/store/take_up.h"

#include "core/store/local_schema.h"

namespace qp::store {
namespace {

// Days are numbered by each file for itself: what was received counts as received today, and is
// kept for the longer. Numbers of rows are the file's own, too.
constexpr const char* kTaken[] = {
    "INSERT OR IGNORE INTO outbox(author, epoch, first_seq, operations, head, hash, batch, state, "
    "code, received_day, is_at_relay) SELECT author, epoch, first_seq, operations, head, hash, "
    "batch, state, code, iif(state = 1, (SELECT ifnull(max(number), 0) FROM main.city_days), "
    "received_day), is_at_relay FROM aside.outbox ORDER BY number",
    "INSERT OR IGNORE INTO ballots(hash, ballot, not_before, state, code, received_week, "
    "is_at_relay, delay_max) SELECT hash, ballot, not_before, state, code, iif(state = 1, (SELECT "
    "ifnull(max(number), 0) / 7 FROM main.city_days), received_week), is_at_relay, delay_max FROM "
    "aside.ballots ORDER BY hash",
    "INSERT OR IGNORE INTO photos(hash, author, epoch, signature, received, state, received_day, "
    "blob) SELECT hash, author, epoch, signature, received, state, iif(state = 1, (SELECT "
    "ifnull(max(number), 0) FROM main.city_days), received_day), blob FROM aside.photos ORDER BY "
    "id",
};

Result<std::int64_t> copy(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    std::int64_t count = 0;
    for (const char* sql : kTaken) {
        auto taking = database.prepare_once(sql);
        if (!taking) return fail(taking.error());
        if (auto done = taking->run(); !done) return fail(done.error());
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
