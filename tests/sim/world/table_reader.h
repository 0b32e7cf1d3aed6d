// SPDX-License-Identifier: EUPL-1.2
// Reads a database beside the program that owns it, as an inspector would: by its own connection
// and its own SQL, so that a check does not rest on the code that it checks.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/id.h"

struct sqlite3;
struct sqlite3_stmt;

namespace qp::sim {

class TableReader {
public:
    explicit TableReader(const std::string& path);
    ~TableReader();
    TableReader(const TableReader&) = delete;
    TableReader& operator=(const TableReader&) = delete;

    bool is_open() const { return handle_ != nullptr; }
    // `row` is called for each row; columns by the functions below. False: it could not be read.
    template <class Row>
    bool each(const char* sql, Row row) {
        if (!begin(sql)) return false;
        while (next()) row(*this);
        return end();
    }
    std::int64_t integer(int column) const;
    BytesView blob(int column) const;
    std::string text(int column) const;
    bool is_null(int column) const;
    std::string why() const;  // the last query could not be read
    template <std::size_t N>
    ByteArray<N> fixed(int column) const {
        return to_array<N>(blob(column)).value_or(ByteArray<N>{});
    }
    Id id(int column) const { return Id::from_bytes(blob(column)).value_or(Id{}); }

private:
    bool begin(const char* sql);
    bool next();
    bool end();

    sqlite3* handle_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
    int result_ = 0;
};

}  // namespace qp::sim
