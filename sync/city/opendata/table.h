// SPDX-License-Identifier: EUPL-1.2
// The tables of the open data: which columns each has and how an entity becomes its rows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/store/content.h"

namespace qp::city::opendata {

// Not known, a text, a number, a truth value, a list of texts or numbers.
using Field = std::variant<std::monostate, std::string, double, std::int64_t, bool,
                           std::vector<std::string>, std::vector<std::int64_t>>;
using Row = std::vector<Field>;

struct Table {
    std::string_view name;
    std::string_view description;  // English, as the column names are
    std::vector<std::string_view> columns;
    domain::EntityKind kind;
    std::uint32_t entities_at_once;
    // The rows of one entity. One that does not decode has none.
    std::function<std::vector<Row>(store::Content&, const store::Change&)> rows;
};

const std::vector<Table>& tables();
const Table* find_table(std::string_view name);

// "a;b;c\r\n"
std::string csv_line(const Row& row);
std::string csv_header(const Table& table);
// {"id":"…", …}
std::string json_object(const Table& table, const Row& row);

}  // namespace qp::city::opendata
