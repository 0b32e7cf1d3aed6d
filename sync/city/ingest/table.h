// SPDX-License-Identifier: EUPL-1.2
// A CSV file read by the names of its columns. Whatever does not fit its column is a fault of that
// row, named with its line; a column that nobody asked for is named as well.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/theme.h"
#include "sync/city/ingest/csv.h"
#include "sync/city/ingest/report.h"

namespace qp::city::ingest {

class Table;

// One row while it is read. The first fault counts; after it the values are empty.
class Row {
public:
    std::string text(std::string_view column);
    std::string required(std::string_view column);
    bool flag(std::string_view column);  // 0, 1; empty is 0
    std::optional<std::int64_t> integer(std::string_view column, std::int64_t min,
                                        std::int64_t max);   // unset: empty
    std::vector<std::string> list(std::string_view column);  // apart by '|'
    std::string quarter(std::string_view column);            // slug or "city"
    std::string language(std::string_view column);           // empty is "de"
    std::vector<domain::Theme> themes(std::string_view column);
    // By a domain's find function; required.
    template <class Find>
    auto word(std::string_view column, Find find) {
        const std::string value = required(column);
        auto found = find(value);
        if (!found && !is_faulty()) fault(column, "unknown word '" + value + "'");
        using Value = typename decltype(found)::value_type;
        return found.value_or(Value{});
    }

    void fault(std::string_view column, const std::string& what);
    bool is_faulty() const { return !fault_.empty(); }
    const std::string& fault_text() const { return fault_; }

private:
    friend class Table;
    Row(const Table& table, const CsvRow& row) : table_{table}, row_{row} {}

    const Table& table_;
    const CsvRow& row_;
    std::string fault_;
};

class Table {
public:
    // `name` stands in faults. malformed: no CSV, or a column of `required` is missing.
    static Result<Table> parse(std::string_view bytes, const std::string& name,
                               const std::vector<std::string_view>& required,
                               const std::vector<std::string_view>& optional, Report& report);

    // Each row that has a field for each column and of which `read` finds no fault counts as read.
    void each(Report& report, const std::function<void(Row&)>& read) const;

private:
    friend class Row;
    std::string name_;
    Csv csv_;
    std::map<std::string, std::size_t, std::less<>> columns_;
};

}  // namespace qp::city::ingest
