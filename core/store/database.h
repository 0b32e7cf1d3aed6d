// SPDX-License-Identifier: EUPL-1.2
// SQLite as we use it: write-ahead log, synchronous=FULL (a commit that returned is on disk),
// secure_delete, STRICT tables, numbered migrations, every error as a Result.
// One thread owns a Database; several may open the same file (natively).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace qp::store {

struct Migration {
    int number;       // 1, 2, 3 … without gaps
    const char* sql;  // runs in one transaction with the others that are due
};

class Statement;

class Database {
public:
    // ":memory:" or a file's path. Errors: too_new (a newer program wrote it), damaged (not a
    // database of ours, its pages or its rows and indexes do not fit together, or its schema says
    // something else than when it was made), no_space, storage. A file that cannot be used is left
    // as it is: the caller keeps it aside (set_aside) and says so; nothing here overwrites it. A
    // small file is checked throughout, a large one only before it is migrated, so that opening
    // stays quick; damage found later comes as `damaged` from the statement that meets it.
    static Result<Database> open(const std::string& path, std::span<const Migration> migrations);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // Prepared once and kept: `sql` must be a literal, its address is the key.
    Result<Statement> prepare(const char* sql);
    // For SQL that is put together at run time (from literals: never from what people entered).
    Result<Statement> prepare_once(const std::string& sql);
    Status run(const char* sql);   // one or more statements without parameters
    std::int64_t changes() const;  // rows of the last statement
    std::int64_t last_rowid() const;
    // Whether another connection has changed the file since the last call.
    bool has_changed_elsewhere();
    // Every page and index; takes its time on a large file. damaged.
    Status check();
    // Copies a consistent state into a new file (VACUUM INTO).
    Status copy_to(const std::string& path);
    // Page for page all that `source` holds, in place of what is held here, in one transaction:
    // another connection sees the one or the other. REQUIRES: both of the same migrations, and no
    // statement or transaction of either in use. Not `at_once`: it is on disk with the next
    // checkpoint, and a power cut before may bring back what was held, whole.
    enum class Durable : std::uint8_t { at_once, with_checkpoint };
    Status replace_with(Database& source, Durable durable = Durable::at_once);
    // Moves the log into the file and truncates it, so that erased words stand nowhere. timeout:
    // another connection was reading all the while.
    Status checkpoint();
    // Keeps the log this long, filled with zeros (SQLite takes them for the log's end). A commit
    // into a log that need not grow waits for its own bytes alone; one that grows it waits for the
    // file system's journal, and so for whatever else the machine writes (ext4: 0.4 ms and 3.7 ms
    // while compilers ran). Never needed for being right. Holds until the Database is closed.
    Status keep_log_room(std::int64_t bytes);
    sqlite3* handle() const;

private:
    friend class Statement;
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// A statement in use: reset, unbound and given back when it goes out of scope. Must not outlive its
// Database. A parameter that could not be bound shows as an error of step().
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Parameters from 1. Blobs and texts are copied.
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, double value);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, BytesView blob);
    Statement& bind(int index, const Id& id);
    Statement& bind_null(int index);

    Statement& bind(int index, int value) { return bind(index, std::int64_t{value}); }
    Statement& bind(int index, std::uint32_t value) { return bind(index, std::int64_t{value}); }
    Statement& bind(int index, std::uint64_t value) {
        return bind(index, static_cast<std::int64_t>(value));
    }
    Statement& bind(int index, const char* text) { return bind(index, std::string_view{text}); }
    Statement& bind(int index, const std::string& text) {
        return bind(index, std::string_view{text});
    }
    Statement& bind(int index, const Bytes& blob) { return bind(index, BytesView{blob}); }
    template <std::size_t N>
    Statement& bind(int index, const ByteArray<N>& blob) {
        return bind(index, BytesView{blob.data(), N});
    }

    // True while there is a row. SQLITE_FULL is no_space, SQLITE_CORRUPT damaged, else storage.
    Result<bool> step();
    Status run();  // step until done
    // Ready to be bound and run again. What was bound stays.
    void reset();

    // Columns from 0, valid until the next step.
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    BytesView blob(int column) const;
    Id id(int column) const;  // all zero when the blob is not 16 bytes

private:
    friend class Database;
    Statement(Database::Impl* owner, const char* key, sqlite3_stmt* statement)
        : owner_{owner}, key_{key}, statement_{statement} {}
    void note(int result);

    Database::Impl* owner_;
    const char* key_;  // null: finalized instead of given back
    sqlite3_stmt* statement_;
    int bind_error_ = 0;
};

// Rolls back unless commit() succeeded. The Database must stay where it is meanwhile.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);  // IMMEDIATE
    // For several reads that belong together; within another transaction a part of that one.
    static Result<Transaction> read(Database& database);
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();  // durable when it returns success

private:
    explicit Transaction(Database* database) : database_{database} {}
    Database* database_;
};

}  // namespace qp::store
