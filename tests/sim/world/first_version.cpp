// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/first_version.h"

#include <cassert>
#include <span>

#include "core/store/local_schema.h"
#include "sync/city/storage/ballot_box_schema.h"
#include "sync/city/storage/operation_log_schema.h"

namespace qp::sim {
namespace {

using Files = std::map<std::string, Bytes>;

constexpr const char* kOperations = R"sql(
INSERT INTO meta SELECT key, value FROM today.meta;
INSERT INTO chain SELECT id, author, epoch, is_withdrawn FROM today.chain;
INSERT INTO batch
    SELECT id, chain, first_seq, operation_count, prev_head, signature FROM today.batch;
INSERT INTO operation
    SELECT city_seq, chain, seq, batch, type, header_hash, head, item, is_erased, is_skewed,
           is_waiting FROM today.operation;
INSERT INTO quarantine SELECT id, author, epoch, seq, header_hash, batch FROM today.quarantine;
INSERT INTO idea SELECT id, chain, scope FROM today.idea;
INSERT INTO publication SELECT number, kind, id, scope, version, payload FROM today.publication;
)sql";

constexpr const char* kBallots = R"sql(
INSERT INTO ballot
    SELECT poll, nullifier, revision, choice, channel, 0,
           poll NOT IN (SELECT poll FROM today.unknown_poll), hash, bytes FROM today.ballot;
)sql";

// The numbers of the outbox go on where they were: none is ever given twice.
constexpr const char* kLocal = R"sql(
INSERT INTO settings SELECT key, value FROM today.settings;
INSERT INTO city SELECT one, id, keys FROM today.city;
INSERT INTO outbox
    SELECT number, author, epoch, first_seq, operations, head, hash, batch, state, code,
           received_day FROM today.outbox;
INSERT INTO ballots SELECT hash, ballot, not_before, state, code, received_week FROM today.ballots;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence SELECT name, seq FROM today.sqlite_sequence WHERE name = 'outbox';
)sql";

void must(const Status& done) {
    assert(done);
    static_cast<void>(done);
}

// The first version did not mark its schema's words.
void rewrite(Machine& workshop, Files& files, const std::string& name,
             std::span<const store::Migration> first, const char* copy) {
    workshop.disk.install(files);
    {
        auto database = store::Database::open(workshop.path("first.db"), first);
        assert(database);
        must(database->run(("ATTACH '" + workshop.name + "/" + name + "' AS today").c_str()));
        must(database->run("BEGIN"));
        must(database->run(copy));
        must(database->run("COMMIT; DETACH today; PRAGMA user_version = 1"));
    }
    files[name] = workshop.disk.files().at("first.db");
    files.erase(name + "-wal");
}

}  // namespace

Files city_of_first_version(Machine& workshop, Files files) {
    rewrite(workshop, files, "operations.db",
            std::span{city::storage::kOperationLogMigrations}.first(1), kOperations);
    rewrite(workshop, files, "ballots.db", std::span{city::storage::kBallotBoxMigrations}.first(1),
            kBallots);
    return files;
}

Files stand_of_first_version(Machine& workshop, Files files) {
    rewrite(workshop, files, "local.db", std::span{store::kLocalMigrations}.first(1), kLocal);
    return files;
}

}  // namespace qp::sim
