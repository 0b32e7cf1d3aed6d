// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/operation_log.h"

#include <algorithm>

#include "core/base/mutant.h"

namespace qp::city::storage {

namespace {

constexpr std::int64_t kQuarantineRowsMax = 10'000;

constexpr store::Migration kMigrations[] = {
    {1, R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE chain(
    id INTEGER PRIMARY KEY,
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    is_withdrawn INTEGER NOT NULL DEFAULT 0,
    UNIQUE(author, epoch)
) STRICT;
-- The signature stands once a batch; its operations are kept item by item as they came, so that one
-- can be erased and the chain still checked.
CREATE TABLE batch(
    id INTEGER PRIMARY KEY,
    chain INTEGER NOT NULL REFERENCES chain(id),
    first_seq INTEGER NOT NULL,
    operation_count INTEGER NOT NULL,
    prev_head BLOB,
    signature BLOB NOT NULL
) STRICT;
CREATE TABLE operation(
    city_seq INTEGER PRIMARY KEY,
    chain INTEGER NOT NULL REFERENCES chain(id),
    seq INTEGER NOT NULL,
    batch INTEGER NOT NULL REFERENCES batch(id),
    type INTEGER NOT NULL,
    header_hash BLOB NOT NULL,
    head BLOB NOT NULL,
    item BLOB NOT NULL,
    is_erased INTEGER NOT NULL,
    is_skewed INTEGER NOT NULL,
    is_waiting INTEGER NOT NULL,
    UNIQUE(chain, seq)
) STRICT;
CREATE INDEX operation_waiting ON operation(type, city_seq) WHERE is_waiting = 1;
CREATE TABLE quarantine(
    id INTEGER PRIMARY KEY,
    author BLOB NOT NULL,
    epoch BLOB NOT NULL,
    seq INTEGER NOT NULL,
    header_hash BLOB NOT NULL UNIQUE,
    batch BLOB NOT NULL
) STRICT;
CREATE TABLE idea(
    id BLOB PRIMARY KEY,
    chain INTEGER NOT NULL UNIQUE REFERENCES chain(id),
    scope TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE publication(
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    id BLOB NOT NULL,
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    payload BLOB
) STRICT;
)"},
    // Both halves of taking an operation look a batch up by its chain.
    {2, "CREATE INDEX batch_chain ON batch(chain, first_seq);"}};

bool is_text(ops::OpType type) {
    return type == ops::OpType::idea_submit || type == ops::OpType::idea_edit;
}

std::int64_t number(ops::OpType type) {
    return static_cast<std::int64_t>(type);
}

}  // namespace

Result<OperationLog> OperationLog::open(const std::string& path) {
    auto database = store::Database::open(path, kMigrations);
    if (!database) return fail(database.error());
    return OperationLog{std::move(*database)};
}

Result<ops::ServerEpoch> OperationLog::epoch(Random& random, bool is_restored) {
    if (!is_restored) {
        auto statement = database_.prepare("SELECT value FROM meta WHERE key = 'server_epoch'");
        if (!statement) return fail(statement.error());
        const auto row = statement->step();
        if (!row) return fail(row.error());
        if (*row) {
            const auto epoch = ops::ServerEpoch::from_bytes(statement->blob(0));
            if (!epoch) return fail(Code::damaged, "server epoch in operations.db");
            return *epoch;
        }
    }
    const auto epoch = random_id<ops::ServerEpoch>(random);
    auto statement = database_.prepare(
        "INSERT INTO meta VALUES('server_epoch', ?1) ON CONFLICT DO UPDATE SET value = ?1");
    if (!statement) return fail(statement.error());
    if (auto done = statement->bind(1, epoch.view()).run(); !done) return fail(done.error());
    return epoch;
}

Result<std::vector<ops::Outcome>> OperationLog::take(const ops::Batch& batch, BytesView bytes,
                                                     Instant now) {
    using Kind = ops::Outcome::Kind;
    const auto chain = chain_of(batch.author, batch.epoch);
    if (!chain) return fail(chain.error());
    std::vector<ops::Outcome> outcomes;
    std::optional<ops::Hash> stands_on = batch.prev_head;
    bool is_refused = false;
    for (std::size_t i = 0; i < batch.operations.size(); ++i) {
        if (QP_MUTANT(dedup_by_time)) {
            auto same = database_.prepare(
                "SELECT city_seq FROM operation WHERE substr(item, 1, 13) = substr(?1, 1, 13)");
            if (same && same->bind(1, BytesView{encode(batch.operations[i])}).step() == true) {
                outcomes.push_back(
                    {Kind::duplicate, static_cast<std::uint64_t>(same->integer(0)), {}});
                continue;
            }
        }
        const auto held = known(*chain, batch.key(i).seq);
        if (!held) return fail(held.error());
        if (!is_refused && *held && (*held)->header_hash == batch.header_hashes[i]) {
            outcomes.push_back((*held)->is_erased
                                   ? ops::Outcome{Kind::erased, 0, {}}
                                   : ops::Outcome{Kind::duplicate, (*held)->city_seq, {}});
        } else {
            const auto fork = is_fork(*chain, batch, i, stands_on);
            if (!fork) return fail(fork.error());
            if (is_refused || *fork) {
                if (!is_refused)
                    if (auto kept = quarantine(batch, i, bytes); !kept) return fail(kept.error());
                is_refused = true;  // what follows stands on the fork
                outcomes.push_back({Kind::rejected, 0, name(Code::conflict)});
            } else {
                const auto city_seq = insert(*chain, batch, i, now);
                if (!city_seq) return fail(city_seq.error());
                outcomes.push_back({Kind::accepted, *city_seq, {}});
            }
        }
        stands_on = batch.heads[i];
    }
    return outcomes;
}

Result<ChainId> OperationLog::chain_of(const ops::PublicKey& author, const ops::Epoch& epoch) {
    auto find = database_.prepare("SELECT id FROM chain WHERE author = ?1 AND epoch = ?2");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, BytesView{author}).bind(2, BytesView{epoch}).step();
    if (!row) return fail(row.error());
    if (*row) return find->integer(0);
    auto insert = database_.prepare("INSERT INTO chain(author, epoch) VALUES(?1, ?2)");
    if (!insert) return fail(insert.error());
    if (auto done = insert->bind(1, BytesView{author}).bind(2, BytesView{epoch}).run(); !done)
        return fail(done.error());
    return database_.last_rowid();
}

Result<std::optional<OperationLog::Known>> OperationLog::known(ChainId chain, std::uint32_t seq) {
    auto statement = database_.prepare(
        "SELECT city_seq, header_hash, head, is_erased FROM operation WHERE chain = ?1 AND seq = "
        "?2");
    if (!statement) return fail(statement.error());
    const auto row = statement->bind(1, chain).bind(2, std::int64_t{seq}).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Known>{};
    const auto header_hash = to_array<32>(statement->blob(1));
    const auto head = to_array<32>(statement->blob(2));
    if (!header_hash || !head) return fail(Code::damaged, "a hash in operations.db");
    return std::optional<Known>{Known{static_cast<std::uint64_t>(statement->integer(0)),
                                      *header_hash, *head, statement->integer(3) != 0}};
}

// The same number with another header, or neighbours that do not fit together.
Result<bool> OperationLog::is_fork(ChainId chain, const ops::Batch& batch, std::size_t index,
                                   const std::optional<ops::Hash>& stands_on) {
    const std::uint32_t seq = batch.key(index).seq;
    const auto same = known(chain, seq);
    if (!same) return fail(same.error());
    if (*same) return true;
    if (seq > 1) {
        const auto before = known(chain, seq - 1);
        if (!before) return fail(before.error());
        if (*before && (!stands_on || (*before)->head != *stands_on)) return true;
    }
    // The batch after the gap that this one closes says what it stands on.
    auto after =
        database_.prepare("SELECT prev_head FROM batch WHERE chain = ?1 AND first_seq = ?2");
    if (!after) return fail(after.error());
    const auto row = after->bind(1, chain).bind(2, std::int64_t{seq} + 1).step();
    if (!row) return fail(row.error());
    return *row && to_array<32>(after->blob(0)) != std::optional{batch.heads[index]};
}

Result<std::uint64_t> OperationLog::insert(ChainId chain, const ops::Batch& batch,
                                           std::size_t index, Instant now) {
    const ops::Operation& operation = batch.operations[index];
    const std::uint32_t seq = batch.key(index).seq;
    auto add_batch = database_.prepare(
        "INSERT INTO batch(chain, first_seq, operation_count, prev_head, signature)"
        " SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS"
        " (SELECT 1 FROM batch WHERE chain = ?1 AND signature = ?5)");
    if (!add_batch) return fail(add_batch.error());
    add_batch->bind(1, chain).bind(2, std::int64_t{batch.first_seq});
    add_batch->bind(3, static_cast<std::int64_t>(batch.operations.size()));
    if (batch.prev_head)
        add_batch->bind(4, BytesView{*batch.prev_head});
    else
        add_batch->bind_null(4);
    if (auto done = add_batch->bind(5, BytesView{batch.signature}).run(); !done)
        return fail(done.error());

    auto add = database_.prepare(
        "INSERT INTO operation(city_seq, chain, seq, batch, type, header_hash, head, item, "
        "is_erased,"
        " is_skewed, is_waiting)"
        " VALUES((SELECT coalesce(max(city_seq), 0) + 1 FROM operation), ?1, ?2,"
        " (SELECT id FROM batch WHERE chain = ?1 AND signature = ?3), ?4, ?5, ?6, ?7, ?8, ?9,"
        " ?10 AND NOT (SELECT is_withdrawn FROM chain WHERE id = ?1))");
    if (!add) return fail(add.error());
    const bool waits = !operation.is_erased() &&
                       (is_text(operation.type) || operation.type == ops::OpType::report);
    const Bytes item = encode(operation);
    add->bind(1, chain).bind(2, std::int64_t{seq}).bind(3, BytesView{batch.signature});
    add->bind(4, number(operation.type)).bind(5, BytesView{batch.header_hashes[index]});
    add->bind(6, BytesView{batch.heads[index]}).bind(7, BytesView{item});
    add->bind(8, std::int64_t{operation.is_erased()});
    add->bind(9, std::int64_t{ops::is_skewed(operation.hlc, now)}).bind(10, std::int64_t{waits});
    if (auto done = add->run(); !done) return fail(done.error());
    const auto city_seq = static_cast<std::uint64_t>(database_.last_rowid());

    if (operation.type == ops::OpType::idea_withdraw)
        if (auto done = withdraw(chain); !done) return fail(done.error());
    if (is_text(operation.type))
        if (auto done = erase_texts(chain); !done) return fail(done.error());
    return city_seq;
}

// A withdrawal may come before the text it withdraws: the chain remembers.
Status OperationLog::withdraw(ChainId chain) {
    auto mark = database_.prepare("UPDATE chain SET is_withdrawn = 1 WHERE id = ?1");
    if (!mark) return fail(mark.error());
    if (auto done = mark->bind(1, chain).run(); !done) return done;
    if (auto done = erase_texts(chain); !done) return done;

    auto find = database_.prepare("SELECT id, scope FROM idea WHERE chain = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, chain).step();
    if (!row) return fail(row.error());
    if (!*row) return {};  // no editor has seen it: nothing of it is public
    const Id idea = find->id(0);
    const std::string scope{find->text(1)};
    // Its count goes with it: nobody is left whom it could tell something.
    for (const auto kind : {domain::EntityKind::idea, domain::EntityKind::tally})
        if (auto queued = enqueue({kind, idea, scope, 1, std::nullopt}); !queued) return queued;
    return {};
}

// Of a withdrawn chain: texts and salts go, headers and commitments stay.
Status OperationLog::erase_texts(ChainId chain) {
    auto find = database_.prepare(
        "SELECT city_seq, item FROM operation JOIN chain ON chain.id = operation.chain"
        " WHERE chain = ?1 AND is_withdrawn = 1 AND is_erased = 0 AND type IN (1, 2)");
    if (!find) return fail(find.error());
    find->bind(1, chain);
    std::vector<std::pair<std::int64_t, Bytes>> erased;
    for (auto row = find->step();; row = find->step()) {
        if (!row) return fail(row.error());
        if (!*row) break;
        const auto operation = ops::decode_operation(find->blob(1));
        if (!operation) return fail(Code::damaged, "an operation in operations.db");
        erased.emplace_back(find->integer(0), encode(ops::erased(*operation)));
    }
    for (const auto& [city_seq, item] : erased) {
        auto replace = database_.prepare(
            "UPDATE operation SET item = ?2, is_erased = 1, is_waiting = 0 WHERE city_seq = ?1");
        if (!replace) return fail(replace.error());
        if (auto done = replace->bind(1, city_seq).bind(2, BytesView{item}).run(); !done)
            return done;
        has_erased_ = true;
    }
    return {};
}

Status OperationLog::quarantine(const ops::Batch& batch, std::size_t index, BytesView bytes) {
    auto count = database_.prepare("SELECT count(*) FROM quarantine");
    if (!count) return fail(count.error());
    const auto row = count->step();
    if (!row) return fail(row.error());
    // Whoever forks on purpose must not fill the disk; the refusal itself needs no row.
    if (count->integer(0) >= kQuarantineRowsMax) return {};
    auto insert = database_.prepare(
        "INSERT INTO quarantine(author, epoch, seq, header_hash, batch) VALUES(?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO NOTHING");
    if (!insert) return fail(insert.error());
    insert->bind(1, BytesView{batch.author}).bind(2, BytesView{batch.epoch});
    insert->bind(3, std::int64_t{batch.key(index).seq});
    return insert->bind(4, BytesView{batch.header_hashes[index]}).bind(5, bytes).run();
}

Result<ops::ChainState> OperationLog::chain_state(const ops::City& city,
                                                  const ops::PublicKey& author,
                                                  const ops::Epoch& epoch) {
    auto statement = database_.prepare(
        "SELECT seq, head FROM operation JOIN chain ON chain.id = operation.chain"
        " WHERE author = ?1 AND epoch = ?2 ORDER BY seq DESC LIMIT 1");
    if (!statement) return fail(statement.error());
    const auto row = statement->bind(1, BytesView{author}).bind(2, BytesView{epoch}).step();
    if (!row) return fail(row.error());
    if (!*row) return ops::ChainState{epoch, 0, ops::genesis_head(city, author, epoch)};
    const auto head = to_array<32>(statement->blob(1));
    if (!head) return fail(Code::damaged, "a head in operations.db");
    return ops::ChainState{epoch, static_cast<std::uint32_t>(statement->integer(0)), *head};
}

Status OperationLog::enqueue(const Publication& publication) {
    auto insert = database_.prepare(
        "INSERT INTO publication(kind, id, scope, version, payload) VALUES(?1, ?2, ?3, ?4, ?5)");
    if (!insert) return fail(insert.error());
    insert->bind(1, static_cast<std::int64_t>(publication.kind)).bind(2, publication.id);
    insert->bind(3, std::string_view{publication.scope}).bind(4, std::int64_t{publication.version});
    if (publication.payload)
        insert->bind(5, BytesView{*publication.payload});
    else
        insert->bind_null(5);
    return insert->run();
}

Result<std::vector<OperationLog::Queued>> OperationLog::queued(std::uint32_t limit) {
    auto find = database_.prepare(
        "SELECT number, kind, id, scope, version, payload FROM publication ORDER BY number LIMIT "
        "?1");
    if (!find) return fail(find.error());
    find->bind(1, std::int64_t{limit});
    std::vector<Queued> result;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return result;
        Queued queued;
        queued.number = find->integer(0);
        queued.publication = {static_cast<domain::EntityKind>(find->integer(1)), find->id(2),
                              std::string{find->text(3)},
                              static_cast<std::uint8_t>(find->integer(4)), std::nullopt};
        if (!find->is_null(5)) {
            const BytesView payload = find->blob(5);
            queued.publication.payload = Bytes{payload.begin(), payload.end()};
        }
        result.push_back(std::move(queued));
    }
}

Status OperationLog::dequeue(std::int64_t publication) {
    auto remove = database_.prepare("DELETE FROM publication WHERE number = ?1");
    if (!remove) return fail(remove.error());
    return remove->bind(1, publication).run();
}

}  // namespace qp::city::storage
