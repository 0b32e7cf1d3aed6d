// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/table_reader.h"

#include <sqlite3.h>

namespace qp::sim {

TableReader::TableReader(const std::string& path) {
    if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK)
        return;
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
}

TableReader::~TableReader() {
    // Closing as the last one would move the log into the file: an inspector changes nothing.
    if (handle_ != nullptr)
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close_v2(handle_);
}

bool TableReader::begin(const char* sql) {
    result_ = handle_ == nullptr ? SQLITE_CANTOPEN
                                 : sqlite3_prepare_v2(handle_, sql, -1, &statement_, nullptr);
    return result_ == SQLITE_OK;
}

bool TableReader::next() {
    result_ = sqlite3_step(statement_);
    return result_ == SQLITE_ROW;
}

bool TableReader::end() {
    sqlite3_finalize(statement_);
    statement_ = nullptr;
    return result_ == SQLITE_DONE;
}

std::string TableReader::why() const {
    return std::string{sqlite3_errstr(result_)} + " (" + std::to_string(result_) + ")";
}

std::int64_t TableReader::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

BytesView TableReader::blob(int column) const {
    const auto* begin = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string TableReader::text(int column) const {
    return std::string{as_text(blob(column))};
}

bool TableReader::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace qp::sim
