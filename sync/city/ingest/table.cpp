// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/table.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/domain/place.h"

namespace qp::city::ingest {

namespace {

std::string where(const std::string& name, std::size_t line) {
    return name + ":" + std::to_string(line) + ": ";
}

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Result<Table> Table::parse(std::string_view bytes, const std::string& name,
                           const std::vector<std::string_view>& required,
                           const std::vector<std::string_view>& optional, Report& report) {
    auto csv = parse_csv(bytes);
    if (!csv) return fail(csv.error().code, name + ": " + csv.error().detail);
    Table table;
    table.name_ = name;
    table.csv_ = std::move(*csv);
    const CsvRow& header = table.csv_.header;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string title{utf8::trimmed(header.fields[i])};
        if (!contains(required, title) && !contains(optional, title))
            report.fault(where(name, header.line) + "unknown column '" + title + "', left out");
        else if (!table.columns_.emplace(title, i).second)
            report.fault(where(name, header.line) + "column '" + title +
                         "' twice, first one taken");
    }
    for (const std::string_view column : required)
        if (table.columns_.find(column) == table.columns_.end())
            return fail(Code::malformed, where(name, header.line) + "column '" +
                                             std::string{column} + "' is missing");
    return table;
}

void Table::each(Report& report, const std::function<void(Row&)>& read) const {
    for (const CsvRow& fields : csv_.rows) {
        Row row{*this, fields};
        if (fields.fields.size() != csv_.header.fields.size())
            row.fault("", std::to_string(fields.fields.size()) + " fields instead of " +
                              std::to_string(csv_.header.fields.size()));
        else
            read(row);
        if (row.is_faulty())
            report.fault(where(name_, fields.line) + row.fault_text());
        else
            ++report.read;
    }
}

std::string Row::text(std::string_view column) {
    const auto found = table_.columns_.find(column);
    if (found == table_.columns_.end() || is_faulty()) return {};
    return std::string{
        utf8::trimmed(utf8::without_control(row_.fields[found->second], utf8::LineBreaks::keep))};
}

std::string Row::required(std::string_view column) {
    std::string value = text(column);
    if (value.empty() && !is_faulty()) fault(column, "is empty");
    return value;
}

bool Row::flag(std::string_view column) {
    const std::string value = text(column);
    if (!value.empty() && value != "0" && value != "1") fault(column, "neither 0 nor 1");
    return value == "1";
}

std::optional<std::int64_t> Row::integer(std::string_view column, std::int64_t min,
                                         std::int64_t max) {
    const std::string value = text(column);
    if (value.empty()) return std::nullopt;
    const auto number = number_in(value);
    if (!number || *number < static_cast<double>(min) || *number > static_cast<double>(max) ||
        *number != static_cast<double>(static_cast<std::int64_t>(*number))) {
        fault(column, "no whole number from " + std::to_string(min) + " to " + std::to_string(max));
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*number);
}

std::vector<std::string> Row::list(std::string_view column) {
    std::vector<std::string> items;
    const std::string all = text(column);
    std::string_view rest = all;
    while (!rest.empty()) {
        const std::size_t end = rest.find('|');
        const std::string_view item = utf8::trimmed(rest.substr(0, end));
        if (!item.empty()) items.emplace_back(item);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return items;
}

std::string Row::quarter(std::string_view column) {
    const std::string value = text(column);
    if (value.empty() || value == domain::kCityScope) return std::string{domain::kCityScope};
    if (!domain::find_quarter(value)) fault(column, "unknown quarter '" + value + "'");
    return value;
}

std::string Row::language(std::string_view column) {
    const std::string value = text(column);
    return value.empty() ? "de" : value;
}

std::vector<domain::Theme> Row::themes(std::string_view column) {
    std::vector<domain::Theme> themes;
    for (const std::string& item : list(column)) {
        if (const auto theme = domain::find_theme(item))
            themes.push_back(*theme);
        else
            fault(column, "unknown theme '" + item + "'");
    }
    return themes;
}

void Row::fault(std::string_view column, const std::string& what) {
    if (!is_faulty()) fault_ = column.empty() ? what : std::string{column} + ": " + what;
}

}  // namespace qp::city::ingest
