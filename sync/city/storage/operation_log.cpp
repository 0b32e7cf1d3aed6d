// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/operation_log.h"

#include <algorithm>

#include "core/base/mutant.h"
#include "sync/city/storage/operation_log_schema.h"

namespace qp::city::storage {

namespace {

constexpr std::int64_t kQuarantineRowsMax = 10'000;

// What residents write comes sealed, everything else plain; of a type that a newer version added
// either may be right.
bool has_its_kind(const ops::Operation& operation) {
    const bool is_known =
        operation.type >= ops::OpType::idea_submit && operation.type <= ops::OpType::poll_drained;
    return !is_known || operation.kind == ops::kind_of(operation.type);
}

bool is_text(ops::OpType type) {
    return type == ops::OpType::idea_submit || type == ops::OpType::idea_edit;
}

std::int64_t number(ops::OpType type) {
    return static_cast<std::int64_t>(type);
}

}  // namespace

Result<OperationLog> OperationLog::open(const std::string& path) {
    auto database = store::Database::open(path, kOperationLogMigrations);
    if (!database) return fail(database.error());
    return OperationLog{std::move(*database)};
}

Result<std::optional<ops::ServerEpoch>> OperationLog::known_epoch() {
    auto statement = database_.prepare("SELECT value FROM meta WHERE key = 'server_epoch'");
    if (!statement) return fail(statement.error());
    const auto row = statement->step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<ops::ServerEpoch>{};
    const auto epoch = ops::ServerEpoch::from_bytes(statement->blob(0));
    if (!epoch) return fail(Code::damaged, "server epoch in operations.db");
    return std::optional<ops::ServerEpoch>{*epoch};
}

Result<ops::ServerEpoch> OperationLog::epoch(Random& random, bool is_restored) {
    if (!is_restored) {
        const auto known = known_epoch();
        if (!known) return fail(known.error());
        if (*known) return **known;
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
    auto place = place_of(batch);
    if (!place) return fail(place.error());
    const auto is_held = is_revoked(batch.author);
    if (!is_held) return fail(is_held.error());
    place->is_held = *is_held;
    std::vector<ops::Outcome> outcomes;
    outcomes.reserve(batch.operations.size());
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
        const std::optional<Known>& held = place->held[i + 1];
        if (!is_refused && held && held->header_hash == batch.header_hashes[i]) {
            outcomes.push_back(held->is_erased ? ops::Outcome{Kind::erased, 0, {}}
                                               : ops::Outcome{Kind::duplicate, held->city_seq, {}});
        } else if (is_refused || is_fork(*place, batch, i)) {
            if (!is_refused)
                if (auto kept = quarantine(batch, i, bytes); !kept) return fail(kept.error());
            is_refused = true;  // what follows stands on the fork
            outcomes.push_back({Kind::rejected, 0, name(Code::conflict)});
        } else {
            const auto refused = refusal(batch.author, batch.operations[i]);
            if (!refused) return fail(refused.error());
            if (*refused) {
                outcomes.push_back({Kind::rejected, 0, name(**refused)});
                continue;
            }
            const auto city_seq = insert(*place, batch, i, now);
            if (!city_seq) return fail(city_seq.error());
            outcomes.push_back({Kind::accepted, *city_seq, {}});
        }
    }
    return outcomes;
}

Result<std::optional<Code>> OperationLog::refusal(const ops::PublicKey& author,
                                                  const ops::Operation& operation) {
    // Not kept: what should have been sealed would lie open here.
    if (!has_its_kind(operation)) return std::optional{Code::malformed};
    if (operation.type == ops::OpType::project_update) return refusal_of_update(author, operation);
    return std::optional<Code>{};
}

// All that is held of the batch and of its neighbours is read at once: each operation then costs
// one insertion.
Result<OperationLog::Place> OperationLog::place_of(const ops::Batch& batch) {
    Place place;
    place.held.resize(batch.operations.size() + 1);
    auto find =
        database_.prepare("SELECT id, is_withdrawn FROM chain WHERE author = ?1 AND epoch = ?2");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, batch.author).bind(2, batch.epoch).step();
    if (!row) return fail(row.error());
    if (!*row) {
        auto insert = database_.prepare("INSERT INTO chain(author, epoch) VALUES(?1, ?2)");
        if (!insert) return fail(insert.error());
        if (auto done = insert->bind(1, batch.author).bind(2, batch.epoch).run(); !done)
            return fail(done.error());
        place.chain = database_.last_rowid();
        return place;
    }
    place.chain = find->integer(0);
    place.is_withdrawn = find->integer(1) != 0;
    if (auto read = read_held(place, batch); !read) return fail(read.error());
    if (auto read = read_batches(place, batch); !read) return fail(read.error());
    return place;
}

Status OperationLog::read_held(Place& place, const ops::Batch& batch) {
    auto find = database_.prepare(
        "SELECT seq, city_seq, header_hash, head, is_erased FROM operation"
        " WHERE chain = ?1 AND seq BETWEEN ?2 AND ?3");
    if (!find) return fail(find.error());
    const std::int64_t before = std::int64_t{batch.first_seq} - 1;
    find->bind(1, place.chain).bind(2, before).bind(3, batch.upto_seq());
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return {};
        const auto header_hash = to_array<32>(find->blob(2));
        const auto head = to_array<32>(find->blob(3));
        if (!header_hash || !head) return fail(Code::damaged, "a hash in operations.db");
        place.held[static_cast<std::size_t>(find->integer(0) - before)] =
            Known{static_cast<std::uint64_t>(find->integer(1)), *header_hash, *head,
                  find->integer(4) != 0};
    }
}

Status OperationLog::read_batches(Place& place, const ops::Batch& batch) {
    auto find = database_.prepare(
        "SELECT id, first_seq, prev_head, signature FROM batch"
        " WHERE chain = ?1 AND first_seq BETWEEN ?2 AND ?3");
    if (!find) return fail(find.error());
    find->bind(1, place.chain).bind(2, batch.first_seq);
    find->bind(3, std::int64_t{batch.upto_seq()} + 1);
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return {};
        const auto first_seq = static_cast<std::uint32_t>(find->integer(1));
        if (first_seq == batch.first_seq) {
            if (to_array<64>(find->blob(3)) == std::optional{batch.signature})
                place.batch = find->integer(0);
        } else {
            place.expected.emplace_back(first_seq, to_array<32>(find->blob(2)));
        }
    }
}

// The same number with another header, or neighbours that do not fit together.
bool OperationLog::is_fork(const Place& place, const ops::Batch& batch, std::size_t index) {
    if (place.held[index + 1]) return true;
    const std::optional<ops::Hash> stands_on =
        index == 0 ? batch.prev_head : std::optional{batch.heads[index - 1]};
    const std::optional<Known>& before = place.held[index];
    if (before && (!stands_on || before->head != *stands_on)) return true;
    // The batch after the gap that this one closes says what it stands on.
    const std::uint32_t next_seq = batch.key(index).seq + 1;
    return std::any_of(place.expected.begin(), place.expected.end(), [&](const auto& expected) {
        return expected.first == next_seq && expected.second != std::optional{batch.heads[index]};
    });
}

Status OperationLog::insert_batch(Place& place, const ops::Batch& batch) {
    auto add = database_.prepare(
        "INSERT INTO batch(chain, first_seq, operation_count, prev_head, signature)"
        " VALUES(?1, ?2, ?3, ?4, ?5)");
    if (!add) return fail(add.error());
    add->bind(1, place.chain).bind(2, batch.first_seq);
    add->bind(3, static_cast<std::int64_t>(batch.operations.size())).bind(5, batch.signature);
    if (batch.prev_head) add->bind(4, *batch.prev_head);
    if (auto done = add->run(); !done) return done;
    place.batch = database_.last_rowid();
    return {};
}

Result<std::uint64_t> OperationLog::insert(Place& place, const ops::Batch& batch, std::size_t index,
                                           Instant now) {
    if (place.batch == 0)
        if (auto done = insert_batch(place, batch); !done) return fail(done.error());
    const ops::Operation& operation = batch.operations[index];
    // city_seq is the row's number: SQLite gives the highest plus one, and no row is ever deleted.
    auto add = database_.prepare(
        "INSERT INTO operation(chain, seq, batch, type, header_hash, head, item, is_erased,"
        " is_skewed, is_waiting, is_held)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    if (!add) return fail(add.error());
    const bool waits = !place.is_held && !place.is_withdrawn && waits_for_editors(operation);
    add->bind(1, place.chain).bind(2, batch.key(index).seq).bind(3, place.batch);
    add->bind(4, number(operation.type)).bind(5, batch.header_hashes[index]);
    add->bind(6, batch.heads[index]).bind(7, encode(operation));
    add->bind(8, std::int64_t{operation.is_erased()});
    add->bind(9, std::int64_t{ops::is_skewed(operation.hlc, now)}).bind(10, std::int64_t{waits});
    add->bind(11, std::int64_t{place.is_held});
    if (auto done = add->run(); !done) return fail(done.error());
    const auto city_seq = static_cast<std::uint64_t>(database_.last_rowid());

    if (place.is_held) return city_seq;
    if (operation.type == ops::OpType::idea_withdraw) place.is_withdrawn = true;
    if (is_text(operation.type) && !place.is_withdrawn) return city_seq;
    if (auto done = take_effect({city_seq, place.chain, batch.key(index), operation}, now); !done)
        return fail(done.error());
    return city_seq;
}

bool OperationLog::waits_for_editors(const ops::Operation& operation) {
    return !operation.is_erased() &&
           (is_text(operation.type) || operation.type == ops::OpType::report ||
            operation.type == ops::OpType::project_update);
}

Status OperationLog::take_effect(const LoggedOperation& taken, Instant now) {
    const ops::OpType type = taken.operation.type;
    const ops::PublicKey& author = taken.key.author;
    if (type == ops::OpType::idea_withdraw) return withdraw(taken.chain);
    if (type == ops::OpType::poll_drained) return note_drained(author, taken.operation, now);
    if (type == ops::OpType::kiosk_health) return note_health(author, taken.operation, now);
    if (type == ops::OpType::project_update) return note_update(taken);
    return is_text(type) ? erase_texts(taken.chain) : Status{};
}

// A withdrawal may come before the text it withdraws: the chain remembers.
Status OperationLog::withdraw(ChainId chain) {
    auto mark = database_.prepare("UPDATE chain SET is_withdrawn = 1 WHERE id = ?1");
    if (!mark) return fail(mark.error());
    if (auto done = mark->bind(1, chain).run(); !done) return done;
    has_erased_ = true;  // photos may have come without their text
    if (auto done = erase_texts(chain); !done) return done;

    auto find = database_.prepare("SELECT id, scope FROM idea WHERE chain = ?1");
    if (!find) return fail(find.error());
    const auto row = find->bind(1, chain).step();
    if (!row) return fail(row.error());
    if (!*row) return {};  // no editor has seen it: nothing of it is public
    const Id idea = find->id(0);
    const std::string scope{find->text(1)};
    // Whoever has its code learns no more than everybody else: that it is not there.
    auto forget = database_.prepare("UPDATE idea SET lookup_tag = NULL WHERE chain = ?1");
    if (!forget) return fail(forget.error());
    if (auto done = forget->bind(1, chain).run(); !done) return done;
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
    std::vector<std::pair<std::int64_t, ops::Operation>> texts;
    for (auto row = find->step();; row = find->step()) {
        if (!row) return fail(row.error());
        if (!*row) break;
        auto operation = ops::decode_operation(find->blob(1));
        if (!operation) return fail(Code::damaged, "an operation in operations.db");
        texts.emplace_back(find->integer(0), std::move(*operation));
    }
    for (const auto& [city_seq, operation] : texts)
        if (auto done = erase(city_seq, operation); !done) return done;
    return {};
}

Status OperationLog::erase(std::int64_t city_seq, const ops::Operation& operation) {
    auto replace = database_.prepare(
        "UPDATE operation SET item = ?2, is_erased = 1, is_waiting = 0 WHERE city_seq = ?1");
    if (!replace) return fail(replace.error());
    const Bytes item = encode(ops::erased(operation));
    if (auto done = replace->bind(1, city_seq).bind(2, BytesView{item}).run(); !done) return done;
    has_erased_ = true;
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
