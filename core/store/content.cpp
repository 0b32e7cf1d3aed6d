// SPDX-License-Identifier: EUPL-1.2
#include "core/store/content.h"

#include <sqlite3.h>

#include <array>
#include <utility>

#include "core/base/mutant.h"
#include "core/store/content_impl.h"
#include "core/store/content_schema.h"

namespace qp::store {

namespace {

Change change_of(const Statement& row) {
    Change change;
    change.kind = static_cast<domain::EntityKind>(row.integer(0));
    change.id = row.id(1);
    change.seq = static_cast<std::uint64_t>(row.integer(2));
    change.scope = row.text(3);
    change.version = static_cast<std::uint8_t>(row.integer(4));
    if (!row.is_null(5)) {
        const BytesView payload = row.blob(5);
        change.payload.emplace(payload.begin(), payload.end());
    }
    return change;
}

Result<std::vector<Change>> changes_of(Statement& statement, std::size_t bytes_max) {
    std::vector<Change> changes;
    std::size_t bytes = 0;
    while (bytes < bytes_max) {
        auto row = statement.step();
        if (!row) return fail(row.error());
        if (!*row) break;
        changes.push_back(change_of(statement));
        if (changes.back().payload) bytes += changes.back().payload->size();
    }
    return changes;
}

constexpr std::size_t kScopesKept = 8;

std::string sql_of_changes(std::size_t scopes) {
    std::string sql =
        "SELECT kind, id, seq, scope, version, payload FROM entities "
        "INDEXED BY entities_by_seq WHERE seq > ?1 AND scope IN (";
    for (std::size_t i = 0; i < scopes; ++i) sql += (i == 0 ? "?" : ", ?") + std::to_string(i + 3);
    return sql + ") ORDER BY seq LIMIT ?2";
}

// Writes one entity over what is held of it.
class EntityWriter {
public:
    explicit EntityWriter(Database& database) : database_{database}, index_{database} {}

    struct Written {
        bool is_newer = false;
        bool is_damaged = false;
    };
    Result<Written> write(const Change& change);
    Status flush() { return index_.flush(); }

private:
    struct Held {
        std::int64_t number = 0;  // 0: none
        std::uint64_t seq = 0;
    };
    Result<Held> take_out(const Change& change);
    Result<std::int64_t> store(const Change& change, const Held& held);

    Database& database_;
    EntityIndex index_;
};

// What is held of the entity; taken out of the indexes where the change is newer.
Result<EntityWriter::Held> EntityWriter::take_out(const Change& change) {
    auto statement = database_.prepare(
        "SELECT number, seq, is_damaged, payload FROM entities WHERE kind = ?1 AND id = ?2");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, static_cast<int>(change.kind)).bind(2, change.id).step();
    if (!row) return fail(row.error());
    if (!*row) return Held{};
    const Held held{statement->integer(0), static_cast<std::uint64_t>(statement->integer(1))};
    const bool is_indexed = statement->integer(2) == 0 && !statement->is_null(3);
    if (change.seq > held.seq && is_indexed) {
        auto done = index_.remove(held.number, change.kind, change.id, statement->blob(3));
        if (!done) return fail(done.error());
    }
    return held;
}

Result<std::int64_t> EntityWriter::store(const Change& change, const Held& held) {
    auto statement = database_.prepare(
        "INSERT INTO entities(kind, id, seq, scope, version, payload) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET seq = excluded.seq, "
        "scope = excluded.scope, version = excluded.version, payload = excluded.payload, "
        "is_damaged = 0");
    if (!statement) return fail(statement.error());
    statement->bind(1, static_cast<int>(change.kind)).bind(2, change.id).bind(3, change.seq);
    statement->bind(4, change.scope).bind(5, static_cast<int>(change.version));
    if (change.payload) statement->bind(6, *change.payload);
    if (auto done = statement->run(); !done) return fail(done.error());
    return held.number != 0 ? held.number : database_.last_rowid();
}

Result<EntityWriter::Written> EntityWriter::write(const Change& change) {
    const auto held = take_out(change);
    if (!held) return fail(held.error());
    if (held->number != 0 && change.seq <= held->seq) return Written{};
    const auto number = store(change, *held);
    if (!number) return fail(number.error());
    if (!change.payload) return Written{true, false};
    const auto sound = index_.add(*number, change.kind, change.id, *change.payload);
    if (!sound) return fail(sound.error());
    if (!*sound) {
        auto mark = database_.prepare("UPDATE entities SET is_damaged = 1 WHERE number = ?1");
        if (!mark) return fail(mark.error());
        if (auto done = mark->bind(1, *number).run(); !done) return fail(done.error());
    }
    return Written{true, !*sound};
}

}  // namespace

Result<Content> Content::open(const std::string& path) {
    auto database = Database::open(path, kContentMigrations);
    if (!database) return fail(database.error());
    auto impl = std::make_unique<Impl>(std::move(*database));
    if (auto ready = impl->renew_indexes(); !ready) return fail(ready.error());
    return Content{std::move(impl)};
}

Content::Content(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Content::Content(Content&&) noexcept = default;
Content& Content::operator=(Content&&) noexcept = default;
Content::~Content() = default;
Database& Content::database() {
    return impl_->database;
}

Result<std::optional<Bytes>> Content::Impl::meta(std::string_view key) {
    auto statement = database.prepare("SELECT value FROM meta WHERE key = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, key).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Bytes>{};
    const BytesView value = statement->blob(0);
    return std::optional<Bytes>{Bytes{value.begin(), value.end()}};
}

Status Content::Impl::set_meta(std::string_view key, BytesView value) {
    auto statement = database.prepare(
        "INSERT INTO meta(key, value) VALUES(?1, ?2) "
        "ON CONFLICT DO UPDATE SET value = excluded.value");
    if (!statement) return fail(statement.error());
    return statement->bind(1, key).bind(2, value).run();
}

Status Content::Impl::renew_indexes() {
    const Bytes current{kIndexVersion};
    auto held = meta("index_version");
    if (!held) return fail(held.error());
    if (*held && **held == current) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    if (auto done = EntityIndex{database}.rebuild(); !done) return done;
    if (auto done = set_meta("index_version", current); !done) return done;
    return transaction->commit();
}

void Content::Impl::empty_log_where_owed() {
    if (!owes_empty_log) return;
    constexpr int kWaitMs = 50;
    constexpr int kBusyMs = 5000;  // as Database::open sets it
    sqlite3_busy_timeout(database.handle(), kWaitMs);
    owes_empty_log = !database.checkpoint();
    sqlite3_busy_timeout(database.handle(), kBusyMs);
}

Result<Content::Applied> Content::apply(const std::vector<Change>& changes, BytesView cursor) {
    if (QP_MUTANT(cursor_ahead) && !cursor.empty()) {
        if (auto done = impl_->set_meta("cursor", cursor); !done) return fail(done.error());
    }
    if (changes.empty()) {
        // A poll that brings nothing writes nothing: twice a minute, for years, on a kiosk's disk.
        auto held = this->cursor();
        if (!held) return fail(held.error());
        if (cursor.empty() || as_text(*held) == as_text(cursor)) {
            impl_->empty_log_where_owed();
            return Applied{};
        }
    }
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    EntityWriter writer{impl_->database};
    Applied applied;
    for (const Change& change : changes) {
        const auto written = writer.write(change);
        if (!written) return fail(written.error());
        if (written->is_newer) ++applied.applied;
        if (written->is_damaged) ++applied.damaged;
    }
    if (auto done = writer.flush(); !done) return fail(done.error());
    if (!cursor.empty()) {
        if (auto done = impl_->set_meta("cursor", cursor); !done) return fail(done.error());
    }
    if (auto done = transaction->commit(); !done) return fail(done.error());
    for (const Change& change : changes) {
        if (!change.payload) impl_->owes_empty_log = true;
    }
    impl_->empty_log_where_owed();
    return applied;
}

Result<std::uint64_t> Content::publish(domain::EntityKind kind, const Id& id,
                                       std::string_view scope, std::uint8_t version,
                                       std::optional<BytesView> payload) {
    Publication publication{kind, id, std::string{scope}, version, std::nullopt};
    if (payload) publication.payload.emplace(payload->begin(), payload->end());
    return publish(std::vector<Publication>{std::move(publication)});
}

Result<std::uint64_t> Content::publish(const std::vector<Publication>& publications) {
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    // Under the write lock: no other process can take the same number.
    auto last = last_seq();
    if (!last) return fail(last.error());
    std::uint64_t seq = *last;
    EntityWriter writer{impl_->database};
    for (const Publication& publication : publications) {
        const auto written =
            writer.write({publication.kind, publication.id, ++seq, publication.scope,
                          publication.version, publication.payload});
        if (!written) return fail(written.error());
        if (written->is_damaged) {
            // Our own mistake or a broken import: nothing of it becomes public.
            return fail(Code::bad_argument, "an entity of kind " +
                                                std::to_string(static_cast<int>(publication.kind)) +
                                                " that no device could read");
        }
    }
    if (auto done = writer.flush(); !done) return fail(done.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return seq;
}

Status Content::begin_rebuild() {
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    if (auto done = impl_->database.run("UPDATE entities SET seq = 0 WHERE seq <> 0;"
                                        "DELETE FROM meta WHERE key = 'cursor'");
        !done) {
        return done;
    }
    return transaction->commit();
}

Status Content::begin_first_pull() {
    return impl_->database.run(
        "INSERT OR IGNORE INTO meta(key, value) "
        "SELECT 'is_part', x'01' WHERE NOT EXISTS (SELECT 1 FROM entities)");
}

Result<bool> Content::is_part() {
    const auto held = impl_->meta("is_part");
    if (!held) return fail(held.error());
    return held->has_value();
}

Status Content::finish_rebuild(BytesView cursor) {
    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    EntityIndex index{impl_->database};
    auto left = impl_->database.prepare(
        "SELECT number, kind, id, is_damaged, payload FROM entities WHERE seq = 0");
    if (!left) return fail(left.error());
    for (;;) {
        auto row = left->step();
        if (!row) return fail(row.error());
        if (!*row) break;
        if (left->integer(3) != 0 || left->is_null(4)) continue;
        auto done =
            index.remove(left->integer(0), static_cast<domain::EntityKind>(left->integer(1)),
                         left->id(2), left->blob(4));
        if (!done) return done;
    }
    left->reset();
    if (auto done = index.flush(); !done) return done;
    if (auto done = impl_->database.run("DELETE FROM entities WHERE seq = 0;"
                                        "DELETE FROM meta WHERE key = 'is_part'");
        !done)
        return done;
    if (auto done = impl_->set_meta("cursor", cursor); !done) return done;
    if (auto done = transaction->commit(); !done) return done;
    impl_->owes_empty_log = true;
    impl_->empty_log_where_owed();
    return {};
}

Result<Bytes> Content::cursor() {
    auto held = impl_->meta("cursor");
    if (!held) return fail(held.error());
    return held->value_or(Bytes{});
}

Result<std::uint64_t> Content::last_seq() {
    auto statement = impl_->database.prepare("SELECT max(seq) FROM entities");
    if (!statement) return fail(statement.error());
    auto row = statement->step();
    if (!row) return fail(row.error());
    return static_cast<std::uint64_t>(statement->integer(0));
}

Result<std::vector<Change>> Content::changes_since(std::uint64_t seq,
                                                   const std::vector<std::string>& scopes,
                                                   std::uint32_t limit, std::size_t bytes_max) {
    if (scopes.empty()) return std::vector<Change>{};
    // Prepared once: each pull and each page asks this.
    static const std::array<std::string, kScopesKept> kept = [] {
        std::array<std::string, kScopesKept> each;
        for (std::size_t i = 0; i < each.size(); ++i) each[i] = sql_of_changes(i + 1);
        return each;
    }();
    auto statement = scopes.size() <= kept.size()
                         ? impl_->database.prepare(kept[scopes.size() - 1].c_str())
                         : impl_->database.prepare_once(sql_of_changes(scopes.size()));
    if (!statement) return fail(statement.error());
    statement->bind(1, seq).bind(2, limit);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        statement->bind(static_cast<int>(i) + 3, scopes[i]);
    }
    return changes_of(*statement, bytes_max);
}

Result<std::optional<Change>> Content::entity(domain::EntityKind kind, const Id& id) {
    auto statement = impl_->database.prepare(
        "SELECT kind, id, seq, scope, version, payload FROM entities WHERE kind = ?1 AND id = ?2");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, static_cast<int>(kind)).bind(2, id).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<Change>{};
    return std::optional<Change>{change_of(*statement)};
}

Result<std::vector<Change>> Content::all(domain::EntityKind kind) {
    return some(kind, 0, UINT32_MAX);
}

Result<std::vector<Change>> Content::some(domain::EntityKind kind, std::uint64_t after_seq,
                                          std::uint32_t limit) {
    auto statement = impl_->database.prepare(
        "SELECT kind, id, seq, scope, version, payload FROM entities "
        "WHERE kind = ?1 AND seq > ?2 AND payload IS NOT NULL ORDER BY seq LIMIT ?3");
    if (!statement) return fail(statement.error());
    statement->bind(1, static_cast<int>(kind)).bind(2, after_seq).bind(3, limit);
    return changes_of(*statement, SIZE_MAX);
}

Result<std::uint32_t> Content::damaged() {
    auto statement = impl_->database.prepare("SELECT count(*) FROM entities WHERE is_damaged <> 0");
    if (!statement) return fail(statement.error());
    auto row = statement->step();
    if (!row) return fail(row.error());
    return static_cast<std::uint32_t>(statement->integer(0));
}

}  // namespace qp::store
