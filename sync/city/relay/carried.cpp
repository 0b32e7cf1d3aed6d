// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/carried.h"

namespace qp::city::relay {

namespace {

constexpr Milliseconds kWeek = std::chrono::hours{7 * 24};

// state: 0 here alone, 1 a relay further up holds it, 2 the city has signed for it. Of the time of
// an answer the week alone is kept.
constexpr store::Migration kMigrations[] = {{1, R"(
CREATE TABLE carried(
    hash BLOB PRIMARY KEY,
    bytes BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    receipt BLOB NOT NULL DEFAULT x'',
    received_week INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_waiting ON carried(hash) WHERE state < 2;
CREATE INDEX carried_received ON carried(received_week) WHERE state = 2;
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
)"}};

std::int64_t week_of(Instant at) {
    return ms(at) / kWeek.count();
}

Result<std::optional<Carried::Waiting>> read_waiting(store::Statement& statement) {
    const auto row = statement.step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Carried::Waiting>{};
    const auto hash = to_array<32>(statement.blob(0));
    if (!hash) return fail(Code::damaged, "a hash of something carried");
    const BytesView bytes = statement.blob(1);
    return std::optional{Carried::Waiting{*hash, Bytes{bytes.begin(), bytes.end()}}};
}

}  // namespace

Result<Carried> Carried::open(const std::string& path) {
    auto database = store::Database::open(path, kMigrations);
    if (!database) return fail(database.error());
    return Carried{std::move(*database)};
}

Status Carried::put(const ops::Hash& hash, BytesView bytes) {
    auto statement =
        database_.prepare("INSERT INTO carried(hash, bytes) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
    if (!statement) return fail(statement.error());
    return statement->bind(1, hash).bind(2, bytes).run();
}

Result<std::optional<Carried::Standing>> Carried::find(const ops::Hash& hash) {
    auto statement = database_.prepare("SELECT state, receipt FROM carried WHERE hash = ?1");
    if (!statement) return fail(statement.error());
    const auto row = statement->bind(1, hash).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Standing>{};
    Standing standing;
    const BytesView receipt = statement->blob(1);
    if (statement->integer(0) == 2) standing.city_receipt.assign(receipt.begin(), receipt.end());
    return std::optional{std::move(standing)};
}

Result<std::optional<Carried::Waiting>> Carried::next_waiting(const ops::Hash& after) {
    auto statement = database_.prepare(
        "SELECT hash, bytes FROM carried WHERE state < 2 AND hash > ?1 ORDER BY hash LIMIT 1");
    if (!statement) return fail(statement.error());
    statement->bind(1, after);
    return read_waiting(*statement);
}

Result<std::optional<Carried::Waiting>> Carried::waiting(const ops::Hash& hash) {
    auto statement =
        database_.prepare("SELECT hash, bytes FROM carried WHERE state < 2 AND hash = ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, hash);
    return read_waiting(*statement);
}

Status Carried::note_held(const ops::Hash& hash, BytesView relay_receipt) {
    // Each further one would say the same, and each write is a flush of the disk.
    auto statement = database_.prepare(
        "UPDATE carried SET state = 1, receipt = ?2 WHERE hash = ?1 AND state = 0");
    if (!statement) return fail(statement.error());
    return statement->bind(1, hash).bind(2, relay_receipt).run();
}

Status Carried::note_received(const ops::Hash& hash, BytesView city_receipt, bool is_erased,
                              Instant now) {
    auto statement = database_.prepare(
        "UPDATE carried SET state = 2, receipt = ?2, received_week = ?3, "
        "bytes = CASE WHEN ?4 THEN x'' ELSE bytes END WHERE hash = ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, hash).bind(2, city_receipt).bind(3, week_of(now));
    return statement->bind(4, is_erased ? 1 : 0).run();
}

Status Carried::wait_again(const ops::Hash& hash, BytesView bytes) {
    auto statement = database_.prepare(
        "UPDATE carried SET state = 0, receipt = x'', received_week = NULL, bytes = ?2"
        " WHERE hash = ?1 AND state = 2");
    if (!statement) return fail(statement.error());
    return statement->bind(1, hash).bind(2, bytes).run();
}

Status Carried::drop(const ops::Hash& hash) {
    auto statement = database_.prepare("DELETE FROM carried WHERE hash = ?1");
    if (!statement) return fail(statement.error());
    return statement->bind(1, hash).run();
}

Result<std::optional<ops::ServerEpoch>> Carried::epoch() {
    auto held = database_.prepare("SELECT value FROM meta WHERE key = 'server_epoch'");
    if (!held) return fail(held.error());
    const auto row = held->step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<ops::ServerEpoch>{};
    return std::optional{held->id(0).as<ops::ServerEpoch>()};
}

Status Carried::go_by(const ops::ServerEpoch& epoch) {
    auto transaction = store::Transaction::begin(database_);
    if (!transaction) return fail(transaction.error());
    const auto held = this->epoch();
    if (!held) return fail(held.error());
    if (*held == epoch) return {};
    auto set = database_.prepare(
        "INSERT INTO meta(key, value) VALUES('server_epoch', ?1) "
        "ON CONFLICT DO UPDATE SET value = excluded.value");
    if (!set) return fail(set.error());
    if (auto done = set->bind(1, epoch.view()).run(); !done) return done;
    // What the city had erased has no bytes left to bring it again, and must not come back.
    auto done = database_.run(
        "DELETE FROM carried WHERE state = 2 AND length(bytes) = 0;"
        "UPDATE carried SET state = 0, receipt = x'', received_week = NULL WHERE state = 2");
    if (!done) return done;
    return transaction->commit();
}

Result<std::uint64_t> Carried::forget_received(Instant now, Milliseconds keep) {
    auto statement =
        database_.prepare("DELETE FROM carried WHERE state = 2 AND received_week < ?1");
    if (!statement) return fail(statement.error());
    if (auto done = statement->bind(1, week_of(now - keep)).run(); !done) return fail(done.error());
    return static_cast<std::uint64_t>(database_.changes());
}

Result<Carried::Counts> Carried::counts() {
    auto statement =
        database_.prepare("SELECT sum(state < 2), sum(state = 1), sum(state = 2) FROM carried");
    if (!statement) return fail(statement.error());
    if (const auto row = statement->step(); !row) return fail(row.error());
    return Counts{static_cast<std::uint64_t>(statement->integer(0)),
                  static_cast<std::uint64_t>(statement->integer(1)),
                  static_cast<std::uint64_t>(statement->integer(2))};
}

Result<std::map<Id, store::Local::BallotCounts>> Carried::ballots_by_poll(
    const std::optional<ops::ServerEpoch>& epoch) {
    const auto held = this->epoch();
    if (!held) return fail(held.error());
    const bool is_of_epoch = *held && *held == epoch;
    // Behind suite and city (sync/protocol/README.md).
    auto statement = database_.prepare(
        "SELECT substr(bytes, 18, 16), sum(state < 2), sum(state = 2) FROM carried GROUP BY 1");
    if (!statement) return fail(statement.error());
    std::map<Id, store::Local::BallotCounts> polls;
    for (;;) {
        const auto row = statement->step();
        if (!row) return fail(row.error());
        if (!*row) return polls;
        const auto poll = to_array<16>(statement->blob(0));
        if (!poll) return fail(Code::damaged, "a ballot that is carried");
        const auto waiting = static_cast<std::uint64_t>(statement->integer(1));
        const auto received = static_cast<std::uint64_t>(statement->integer(2));
        polls[Id{*poll}] = is_of_epoch ? store::Local::BallotCounts{waiting, received}
                                       : store::Local::BallotCounts{waiting + received, 0};
    }
}

}  // namespace qp::city::relay
