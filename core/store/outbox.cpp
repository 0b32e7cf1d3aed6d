// SPDX-License-Identifier: EUPL-1.2
#include "core/store/outbox.h"

namespace qp::store {

Result<std::int64_t> queue(Database& database, const ops::Contribution& contribution) {
    auto statement = database.prepare(
        "INSERT INTO outbox(author, epoch, first_seq, operations, head, hash, batch) "
        "VALUES(?1, ?2, ?3, 1, ?4, ?5, ?6)");
    if (!statement) return fail(statement.error());
    statement->bind(1, contribution.author.public_key()).bind(2, contribution.chain.epoch);
    statement->bind(3, contribution.chain.seq).bind(4, contribution.chain.head);
    statement->bind(5, ops::sha256(contribution.batch)).bind(6, contribution.batch);
    if (auto done = statement->run(); !done) return fail(done.error());
    return database.last_rowid();
}

Delivery delivery_of(const Statement& row, int state_column, int is_at_relay_column) {
    if (row.is_null(state_column)) return Delivery::received;
    const auto delivery = static_cast<Delivery>(row.integer(state_column));
    const bool is_at_relay = delivery == Delivery::saved && row.integer(is_at_relay_column) != 0;
    return is_at_relay ? Delivery::at_relay : delivery;
}

}  // namespace qp::store
