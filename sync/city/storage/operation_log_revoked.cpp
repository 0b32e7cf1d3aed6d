// SPDX-License-Identifier: EUPL-1.2
// Authors whose key has been lost (a stolen kiosk, somebody who has left the office).
#include "core/ops/operation.h"
#include "sync/city/storage/operation_log.h"

namespace qp::city::storage {

namespace {

// Of their keys the author is all that counts here.
Result<std::vector<LoggedOperation>> held_of(store::Database& database,
                                             const ops::PublicKey& author) {
    auto find = database.prepare(
        "SELECT city_seq, chain, item FROM operation JOIN chain ON chain.id = operation.chain"
        " WHERE author = ?1 AND is_held = 1 ORDER BY city_seq");
    if (!find) return fail(find.error());
    find->bind(1, BytesView{author});
    std::vector<LoggedOperation> held;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return held;
        auto operation = ops::decode_operation(find->blob(2));
        if (!operation) return fail(Code::damaged, "an operation in operations.db");
        held.push_back({static_cast<std::uint64_t>(find->integer(0)),
                        find->integer(1),
                        {author, {}, 0},
                        std::move(*operation)});
    }
}

}  // namespace

Result<bool> OperationLog::is_revoked(const ops::PublicKey& author) {
    auto find = database_.prepare("SELECT 1 FROM revoked WHERE author = ?1");
    if (!find) return fail(find.error());
    return find->bind(1, BytesView{author}).step();
}

Status OperationLog::revoke(const ops::PublicKey& author, Instant now) {
    auto insert =
        database_.prepare("INSERT INTO revoked(author, at) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
    if (!insert) return fail(insert.error());
    return insert->bind(1, BytesView{author}).bind(2, ms(now)).run();
}

Result<std::size_t> OperationLog::reinstate(const ops::PublicKey& author, Instant now) {
    auto transaction = store::Transaction::begin(database_);
    if (!transaction) return fail(transaction.error());
    auto remove = database_.prepare("DELETE FROM revoked WHERE author = ?1");
    if (!remove) return fail(remove.error());
    if (auto done = remove->bind(1, BytesView{author}).run(); !done) return fail(done.error());
    if (database_.changes() == 0) return fail(Code::not_found, "this key is not revoked");
    const auto held = held_of(database_, author);
    if (!held) return fail(held.error());
    for (const LoggedOperation& one : *held) {
        auto release = database_.prepare(
            "UPDATE operation SET is_held = 0, is_waiting = ?2 WHERE city_seq = ?1");
        if (!release) return fail(release.error());
        release->bind(1, static_cast<std::int64_t>(one.city_seq));
        release->bind(2, std::int64_t{waits_for_editors(one.operation)});
        if (auto done = release->run(); !done) return fail(done.error());
        if (auto done = take_effect(one, now); !done) return fail(done.error());
    }
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return held->size();
}

}  // namespace qp::city::storage
