// SPDX-License-Identifier: EUPL-1.2
#include "core/store/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <utility>
#include <vector>

#include "core/base/mutant.h"

namespace qp::store {

namespace {

constexpr std::int64_t kApplicationId = 0x51506c73;  // "QPls"
constexpr int kBusyMs = 5000;
constexpr int kCheckpointedPages = 1000;  // SQLite's own default
// Up to here (8 MiB) a file is checked throughout each time it is opened.
constexpr std::int64_t kCheckedPagesMax = 2048;
// user_version: in its lower bits the last migration's number, above them a mark of the schema's
// words. A bit that turns over in those may name another column, or another default, in what is
// still sound to SQLite. No mark: a file of before there were any.
constexpr int kVersionBits = 14;
constexpr std::int64_t kVersionMax = (1 << kVersionBits) - 1;

Error error_of(sqlite3* handle, int result, const char* doing) {
    Error error;
    switch (result & 0xff) {
        case SQLITE_FULL:
            error.code = Code::no_space;
            break;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        // A row that our own index of it gainsays: nothing that comes from outside can do that.
        case SQLITE_CONSTRAINT:
            error.code = Code::damaged;
            break;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            error.code = Code::timeout;
            break;
        default:
            error.code = Code::storage;
    }
    // The log's index could not grow: there is no room on the disk.
    if (result == SQLITE_IOERR_SHMSIZE) error.code = Code::no_space;
    error.detail = std::string{doing} + ": " +
                   (handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result)) + " (" +
                   std::to_string(result) + ")";
    return error;
}

// Our own words, on tables that our own migrations made: where a table or a column is missing, the
// file is no longer what it was.
Error unprepared(sqlite3* handle, int result, const char* sql) {
    Error error = error_of(handle, result, sql);
    if (result == SQLITE_ERROR) error.code = Code::damaged;
    return error;
}

}  // namespace

struct Database::Impl {
    sqlite3* handle = nullptr;
    std::map<const char*, std::vector<sqlite3_stmt*>> idle;
    std::int64_t data_version = -1;
    std::int64_t log_room = 0;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        for (auto& [sql, statements] : idle) {
            for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
        }
        sqlite3_close_v2(handle);
    }

    Status run(const char* sql) {
        const int result = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
        if (result != SQLITE_OK) return fail(error_of(handle, result, "run"));
        return {};
    }

    Result<std::int64_t> number(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        int result = sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
        std::int64_t value = 0;
        if (result == SQLITE_OK) {
            result = sqlite3_step(statement);
            if (result == SQLITE_ROW) value = sqlite3_column_int64(statement, 0);
        }
        sqlite3_finalize(statement);
        if (result != SQLITE_ROW && result != SQLITE_DONE) {
            return fail(error_of(handle, result, sql));
        }
        return value;
    }

    // Leaves a file that is not used as it was: closing would move the log into it.
    void keep_untouched() {
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }

    Status check() {
        constexpr const char* kCheck = "PRAGMA integrity_check(1)";
        sqlite3_stmt* statement = nullptr;
        int result = sqlite3_prepare_v2(handle, kCheck, -1, &statement, nullptr);
        if (result == SQLITE_OK) result = sqlite3_step(statement);
        std::string found;
        if (result == SQLITE_ROW) {
            const auto* text = sqlite3_column_text(statement, 0);
            if (text != nullptr) found = reinterpret_cast<const char*>(text);
        }
        sqlite3_finalize(statement);
        if (result != SQLITE_ROW) return fail(unprepared(handle, result, kCheck));
        if (found != "ok") return fail(Code::damaged, "check: " + found);
        return {};
    }

    Status configure();
    Status sync_log();
    sqlite3_file* log_file();
    Status extend_log();
    Status extend_log_locked();
    struct Version {
        std::int64_t number = 0;
        bool is_marked = false;
    };
    Result<Version> version();
    Result<std::int64_t> schema_mark();
    Status begin_log();
    Status copy_pages_of(sqlite3* source);
    Status migrate(std::span<const Migration> migrations);
    Status migrate_locked(std::span<const Migration> migrations);
};

Status Database::Impl::configure() {
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMs);
    // One plan a statement, whatever is bound: else each use of one with a bound LIMIT, or beside a
    // partial index, is prepared anew, which takes longer than most of them run.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
#ifdef __EMSCRIPTEN__
    // Before anything is read: one connection owns the file, so the log needs no shared memory.
    if (auto done = run("PRAGMA locking_mode=EXCLUSIVE"); !done) return done;
#endif
    Status done =
        run("PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
            "PRAGMA cache_size=-8192");
    // Nothing can be wrong with these words: it is the file's head, which is read with the first.
    if (!done && sqlite3_errcode(handle) == SQLITE_ERROR)
        return fail(Code::damaged, done.error().detail);
    return done;
}

// A process that was killed within a commit may have written it and not synced it. We would read
// it, and tell others so, and a power cut would still take it: what is seen from now on must be on
// disk.
Status Database::Impl::sync_log() {
    sqlite3_file* log = log_file();
    if (log == nullptr) return {};
    const int result = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (result != SQLITE_OK) return fail(error_of(nullptr, result, "sync the log"));
    return {};
}

// Null where there is none (a database in memory).
sqlite3_file* Database::Impl::log_file() {
    sqlite3_file* log = nullptr;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    return log == nullptr || log->pMethods == nullptr ? nullptr : log;
}

// Under the write lock: else another connection's frames might come to stand where zeros go.
Status Database::Impl::extend_log() {
    if (log_room == 0) return {};
    if (auto begun = run("BEGIN IMMEDIATE"); !begun) return begun;
    Status done = extend_log_locked();
    if (auto ended = run("ROLLBACK"); done && !ended) done = ended;
    return done;
}

Status Database::Impl::extend_log_locked() {
    sqlite3_file* log = log_file();
    if (log == nullptr) return {};
    static constexpr std::array<std::uint8_t, 65536> kZeros{};
    sqlite3_int64 size = 0;
    int result = log->pMethods->xFileSize(log, &size);
    if (result == SQLITE_OK && size >= log_room) return {};
    while (result == SQLITE_OK && size < log_room) {
        const auto step = std::min<sqlite3_int64>(log_room - size, kZeros.size());
        result = log->pMethods->xWrite(log, kZeros.data(), static_cast<int>(step), size);
        size += step;
    }
    if (result == SQLITE_OK) result = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (result != SQLITE_OK) return fail(error_of(nullptr, result, "make room in the log"));
    return {};
}

// FNV-1a over the words of all that the schema names, folded; never 0.
Result<std::int64_t> Database::Impl::schema_mark() {
    constexpr const char* kSchema =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name";
    sqlite3_stmt* statement = nullptr;
    int result = sqlite3_prepare_v2(handle, kSchema, -1, &statement, nullptr);
    std::uint32_t hash = 0x811c9dc5;
    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(statement);
        for (int column = 0; result == SQLITE_ROW && column < 4; ++column) {
            const auto* text = sqlite3_column_text(statement, column);
            const int size = sqlite3_column_bytes(statement, column);
            // With the zero at the end, which keeps one word from running into the next.
            for (int i = 0; text != nullptr && i <= size; ++i) hash = (hash ^ text[i]) * 0x01000193;
        }
    }
    sqlite3_finalize(statement);
    if (result != SQLITE_DONE) return fail(unprepared(handle, result, kSchema));
    constexpr int kBits = 31 - kVersionBits;
    return std::max<std::int64_t>((hash ^ hash >> kBits) & ((1u << kBits) - 1), 1);
}

// Within a transaction, so that nobody migrates meanwhile. damaged: the schema's words are no
// longer those that were marked.
Result<Database::Impl::Version> Database::Impl::version() {
    const auto stored = number("PRAGMA user_version");
    if (!stored) return fail(stored.error());
    const std::int64_t mark = *stored >> kVersionBits;
    if (mark == 0) return Version{*stored, false};
    const auto expected = schema_mark();
    if (!expected) return fail(expected.error());
    if (mark != *expected) return fail(Code::damaged, "the schema is not what it was");
    return Version{*stored & kVersionMax, true};
}

// SQLite does not wait where two connections of a new file want this at once.
Status Database::Impl::begin_log() {
    constexpr int kStepMs = 5;
    for (int waited = 0;; waited += kStepMs) {
        Status done = run("PRAGMA journal_mode=WAL");
        if (done || done.error().code != Code::timeout || waited >= kBusyMs) return done;
        sqlite3_sleep(kStepMs);
    }
}

Status Database::Impl::migrate(std::span<const Migration> migrations) {
    if (auto begun = run("BEGIN"); !begun) return begun;
    auto application = number("PRAGMA application_id");
    auto version = application ? this->version() : Result<Version>{fail(application.error())};
    // Of the same moment: another program may be about to make this file.
    auto tables = number("SELECT count(*) FROM sqlite_schema");
    if (sqlite3_get_autocommit(handle) == 0) static_cast<void>(run("COMMIT"));
    if (!version) return fail(version.error());
    if (!tables) return fail(tables.error());
    const bool is_new = *application == 0 && version->number == 0 && *tables == 0;
    if (!is_new && *application != kApplicationId) {
        return fail(Code::damaged, "not a Quartierpuls database");
    }
    const auto newest = static_cast<std::int64_t>(migrations.size());
    if (version->number > newest) {
        return fail(Code::too_new, "version " + std::to_string(version->number) +
                                       ", this program knows " + std::to_string(newest));
    }
    if (!is_new) {
        auto pages = number("PRAGMA page_count");
        if (!pages) return fail(pages.error());
        if (*pages <= kCheckedPagesMax || version->number < newest) {
            if (auto sound = check(); !sound) return sound;
        }
    }
    if (auto done = begin_log(); !done) return done;
    if (auto done = run("PRAGMA synchronous=FULL; PRAGMA journal_size_limit=4194304"); !done)
        return done;
    if (QP_MUTANT(skip_sync)) {
        if (auto done = run("PRAGMA synchronous=NORMAL"); !done) return done;
    }
    const bool is_ready = version->number == newest && version->is_marked;
    return is_ready ? Status{} : migrate_locked(migrations);
}

Status Database::Impl::migrate_locked(std::span<const Migration> migrations) {
    if (auto begun = run("BEGIN IMMEDIATE"); !begun) return begun;
    const auto steps = [&]() -> Status {
        // Another process may have migrated while we waited for the lock.
        auto version = this->version();
        if (!version) return fail(version.error());
        int expected = 1;
        for (const Migration& migration : migrations) {
            assert(migration.number == expected);
            if (migration.number > version->number) {
                if (auto done = run(migration.sql); !done) {
                    // A bit that turned over in the number alone: its tables are those of another.
                    const std::string_view why = sqlite3_errmsg(handle);
                    if (why.find("already exists") != std::string_view::npos ||
                        why.find("duplicate column") != std::string_view::npos)
                        return fail(Code::damaged, "its version is not that of its tables");
                    return done;
                }
            }
            ++expected;
        }
        if (QP_MUTANT(migration_drops_row) && version->number > 0)
            static_cast<void>(
                run("DELETE FROM operation WHERE city_seq = "
                    "(SELECT max(city_seq) FROM operation)"));
        const auto mark = schema_mark();
        if (!mark) return fail(mark.error());
        const auto newest = static_cast<std::int64_t>(migrations.size());
        const std::string marks =
            "PRAGMA application_id=" + std::to_string(kApplicationId) +
            "; PRAGMA user_version=" + std::to_string(*mark << kVersionBits | newest);
        if (auto done = run(marks.c_str()); !done) return done;
        return run("COMMIT");
    };
    Status done = steps();
    if (!done && sqlite3_get_autocommit(handle) == 0) {
        sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return done;
}

Result<Database> Database::open(const std::string& path, std::span<const Migration> migrations) {
    auto impl = std::make_unique<Impl>();
    const int result = sqlite3_open_v2(path.c_str(), &impl->handle,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    if (result != SQLITE_OK) return fail(error_of(impl->handle, result, "open"));
    Status ready = impl->configure();
    if (ready) ready = impl->migrate(migrations);
    if (ready) ready = impl->sync_log();
    if (!ready) {
        impl->keep_untouched();
        return fail(ready.error().code, path + ": " + ready.error().detail);
    }
    return Database{std::move(impl)};
}

Database::Database(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Statement> Database::prepare(const char* sql) {
    std::vector<sqlite3_stmt*>& idle = impl_->idle[sql];
    if (!idle.empty()) {
        sqlite3_stmt* statement = idle.back();
        idle.pop_back();
        return Statement{impl_.get(), sql, statement};
    }
    sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite3_prepare_v3(impl_->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) return fail(unprepared(impl_->handle, result, sql));
    return Statement{impl_.get(), sql, statement};
}

Result<Statement> Database::prepare_once(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v2(impl_->handle, sql.c_str(), -1, &statement, nullptr);
    if (result != SQLITE_OK) return fail(unprepared(impl_->handle, result, sql.c_str()));
    return Statement{impl_.get(), nullptr, statement};
}

Status Database::run(const char* sql) {
    return impl_->run(sql);
}
std::int64_t Database::changes() const {
    return sqlite3_changes64(impl_->handle);
}
std::int64_t Database::last_rowid() const {
    return sqlite3_last_insert_rowid(impl_->handle);
}
Status Database::check() {
    return impl_->check();
}
sqlite3* Database::handle() const {
    return impl_->handle;
}

bool Database::has_changed_elsewhere() {
    auto statement = prepare("PRAGMA data_version");
    const auto row = statement ? statement->step() : Result<bool>{fail(statement.error())};
    if (!row || !*row) return true;
    const std::int64_t version = statement->integer(0);
    return std::exchange(impl_->data_version, version) != version;
}

Status Database::copy_to(const std::string& path) {
    auto statement = prepare("VACUUM INTO ?1");
    if (!statement) return fail(statement.error());
    return statement->bind(1, path).run();
}

Status Database::replace_with(Database& source, Durable durable) {
    if (durable == Durable::at_once) return impl_->copy_pages_of(source.handle());
    // In this mode a commit does not wait for the disk, a checkpoint does. SQLite's own one would
    // come at the end of the next statement, which is why that one stands here.
    sqlite3_wal_autocheckpoint(impl_->handle, 0);
    Status done = impl_->run("PRAGMA synchronous=NORMAL");
    if (done) done = impl_->copy_pages_of(source.handle());
    for (const char* sql : {"PRAGMA synchronous=FULL", "SELECT count(*) FROM sqlite_schema"}) {
        if (auto run = impl_->run(sql); done && !run) done = run;
    }
    sqlite3_wal_autocheckpoint(impl_->handle, kCheckpointedPages);
    return done;
}

Status Database::Impl::copy_pages_of(sqlite3* source) {
    sqlite3_backup* copying = sqlite3_backup_init(handle, "main", source, "main");
    if (copying == nullptr) {
        return fail(error_of(handle, sqlite3_errcode(handle), "replace"));
    }
    const int stepped = sqlite3_backup_step(copying, -1);
    const int finished = sqlite3_backup_finish(copying);
    if (stepped != SQLITE_DONE) return fail(error_of(nullptr, stepped, "replace"));
    if (finished != SQLITE_OK) return fail(error_of(nullptr, finished, "replace"));
    return {};
}

Status Database::checkpoint() {
    const int result = sqlite3_wal_checkpoint_v2(impl_->handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                                 nullptr, nullptr);
    if (result != SQLITE_OK) return fail(error_of(impl_->handle, result, "checkpoint"));
    // Where there is no space for it, the log grows by itself again, and commits say so.
    (void)impl_->extend_log();
    return {};
}

Status Database::keep_log_room(std::int64_t bytes) {
    impl_->log_room = bytes;
    return impl_->extend_log();
}

Statement::Statement(Statement&& other) noexcept
    : owner_{other.owner_},
      key_{other.key_},
      statement_{std::exchange(other.statement_, nullptr)},
      bind_error_{other.bind_error_} {}

Statement::~Statement() {
    if (statement_ == nullptr) return;
    if (key_ == nullptr) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    owner_->idle[key_].push_back(statement_);
}

void Statement::note(int result) {
    assert(result != SQLITE_RANGE && result != SQLITE_MISUSE);
    if (bind_error_ == SQLITE_OK) bind_error_ = result;
}

Statement& Statement::bind(int index, std::int64_t value) {
    note(sqlite3_bind_int64(statement_, index, value));
    return *this;
}

Statement& Statement::bind(int index, double value) {
    note(sqlite3_bind_double(statement_, index, value));
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    // A null pointer would bind NULL instead of an empty text.
    const char* begin = text.data() != nullptr ? text.data() : "";
    note(sqlite3_bind_text64(statement_, index, begin, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int index, BytesView blob) {
    const void* begin = blob.data() != nullptr ? static_cast<const void*>(blob.data()) : "";
    note(sqlite3_bind_blob64(statement_, index, begin, blob.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind(int index, const Id& id) {
    return bind(index, id.view());
}

Statement& Statement::bind_null(int index) {
    note(sqlite3_bind_null(statement_, index));
    return *this;
}

Result<bool> Statement::step() {
    if (bind_error_ != SQLITE_OK) return fail(error_of(nullptr, bind_error_, "bind"));
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    Error error = error_of(owner_->handle, result, sqlite3_sql(statement_));
    sqlite3_reset(statement_);
    return fail(std::move(error));
}

Status Statement::run() {
    for (;;) {
        auto row = step();
        if (!row) return fail(row.error());
        if (!*row) return {};
    }
}

void Statement::reset() {
    sqlite3_reset(statement_);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string_view Statement::text(int column) const {
    const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (begin == nullptr) return {};
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

BytesView Statement::blob(int column) const {
    const auto* begin = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    if (begin == nullptr) return {};
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Id Statement::id(int column) const {
    return Id::from_bytes(blob(column)).value_or(Id{});
}

namespace {

// Prepared once: these few words are said around everything that is stored.
Status say(Database& database, const char* sql) {
    auto statement = database.prepare(sql);
    return statement ? statement->run() : fail(statement.error());
}

}  // namespace

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = say(database, "BEGIN IMMEDIATE"); !begun) return fail(begun.error());
    return Transaction{&database};
}

Result<Transaction> Transaction::read(Database& database) {
    if (sqlite3_get_autocommit(database.handle()) == 0) {
        // The one that is open already holds the reads together.
        return Transaction{nullptr};
    }
    if (auto begun = say(database, "BEGIN"); !begun) return fail(begun.error());
    return Transaction{&database};
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_{std::exchange(other.database_, nullptr)} {}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    // Some errors have rolled back already.
    if (sqlite3_get_autocommit(database_->handle()) == 0) {
        static_cast<void>(say(*database_, "ROLLBACK"));
    }
}

Status Transaction::commit() {
    if (database_ == nullptr) return {};
    Status done = say(*database_, "COMMIT");
    if (done) database_ = nullptr;
    return done;
}

}  // namespace qp::store
