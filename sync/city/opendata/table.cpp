// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/opendata/table.h"

#include <nlohmann/json.hpp>

#include "sync/city/ingest/csv.h"

namespace qp::city::opendata {

namespace {

using nlohmann::ordered_json;

constexpr char kDelimiter = ';';

// Shortest digits that give the same number again, with a point; whole ones without.
std::string number_text(double value) {
    std::string text = nlohmann::json(value).dump();
    if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0)
        text.resize(text.size() - 2);
    return text;
}

template <class T>
std::string joined(const std::vector<T>& items) {
    std::string text;
    for (const T& item : items) {
        if (!text.empty()) text += '|';
        if constexpr (std::is_same_v<T, std::string>)
            text += item;
        else
            text += std::to_string(item);
    }
    return text;
}

struct CsvText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(double value) const { return number_text(value); }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(bool value) const { return value ? "1" : "0"; }
    std::string operator()(const std::vector<std::string>& list) const { return joined(list); }
    std::string operator()(const std::vector<std::int64_t>& list) const { return joined(list); }
};

struct JsonValue {
    ordered_json operator()(std::monostate) const { return nullptr; }
    template <class T>
    ordered_json operator()(const T& value) const {
        return value;
    }
};

}  // namespace

const Table* find_table(std::string_view name) {
    for (const Table& table : tables())
        if (table.name == name) return &table;
    return nullptr;
}

std::string csv_line(const Row& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) line.push_back(kDelimiter);
        line += ingest::csv_field(std::visit(CsvText{}, row[i]), kDelimiter);
    }
    return line + "\r\n";
}

std::string csv_header(const Table& table) {
    std::string line;
    for (const std::string_view column : table.columns) {
        if (!line.empty()) line.push_back(kDelimiter);
        line.append(column);
    }
    return line + "\r\n";
}

std::string json_object(const Table& table, const Row& row) {
    ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i)
        object[std::string{table.columns[i]}] = std::visit(JsonValue{}, row[i]);
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace qp::city::opendata
