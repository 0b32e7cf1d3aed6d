// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/uba_file.h"

#include <algorithm>
#include <array>
#include <optional>

#include "sync/city/ingest/csv.h"

namespace qp::city::ingest {

namespace {

using domain::Property;

constexpr Milliseconds kHour = std::chrono::hours{1};

// What stands in the brackets of a column's name: "(PM₁₀)", subscripts and the comma included.
constexpr std::pair<std::string_view, Property> kPollutants[] = {
    {"(PM\u2081\u2080)", Property::pm10},
    {"(PM\u2082,\u2085)", Property::pm25},
    {"(PM10)", Property::pm10},
    {"(PM2,5)", Property::pm25},
    {"(PM2.5)", Property::pm25},
    {"(O\u2083)", Property::o3},
    {"(O3)", Property::o3},
    {"(NO\u2082)", Property::no2},
    {"(NO2)", Property::no2},
    {"(SO\u2082)", Property::so2},
    {"(SO2)", Property::so2},
    {"(CO)", Property::co},
};

// The index' words are data of a foreign file here, not words of ours.
constexpr std::pair<std::string_view, int> kClasses[] = {
    {"very good", 1}, {"sehr gut", 1},        {"good", 2}, {"gut", 2},
    {"moderate", 3},  {"m\u00E4\u00DFig", 3}, {"poor", 4}, {"schlecht", 4},
    {"very poor", 5}, {"sehr schlecht", 5},
};

struct Columns {
    std::optional<std::size_t> station;
    std::optional<std::size_t> time;
    std::vector<std::pair<std::size_t, Property>> values;
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::optional<Property> property_of(std::string_view column) {
    for (const auto& [mark, property] : kPollutants)
        if (contains(column, mark)) return property;
    if (contains(column, "index") || contains(column, "Index")) return Property::air_index;
    return std::nullopt;
}

Columns columns_of(const CsvRow& header, const std::string& name, Report& report) {
    Columns columns;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string& title = header.fields[i];
        if (contains(title, "Stationscode") || contains(title, "Station code"))
            columns.station = i;
        else if (title == "Datum" || title == "Date")
            columns.time = i;
        else if (const auto property = property_of(title))
            columns.values.emplace_back(i, *property);
        else
            report.fault(std::string{name}
                             .append(":" + std::to_string(header.line) + ": unknown column '")
                             .append(title + "', left out"));
    }
    return columns;
}

std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    unsigned value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

// "'27.09.2023 01:00'" or "'2022-01-01 24:00'" as the end of an hour. The hour's beginning is what
// tells summer from winter time: the hour before "03:00" in October is there twice.
std::optional<Instant> hour_end(std::string_view text) {
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
        text = text.substr(1, text.size() - 2);
    std::optional<unsigned> year, month, day;
    if (text.size() > 2 && text[2] == '.') {
        day = digits(text, 0, 2);
        month = digits(text, 3, 2);
        year = digits(text, 6, 4);
    } else {
        year = digits(text, 0, 4);
        month = digits(text, 5, 2);
        day = digits(text, 8, 2);
    }
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    if (!year || !month || !day || !hour || !minute) return std::nullopt;
    if (*year < 1970 || *month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 24 ||
        *minute > 59)
        return std::nullopt;
    if (*hour == 0)  // 00:00 ends the day before, as 24:00 does
        return from_german(static_cast<int>(*year), *month, *day, 0, *minute);
    return from_german(static_cast<int>(*year), *month, *day, *hour - 1, *minute) + kHour;
}

std::optional<double> value_of(Property property, const std::string& field) {
    if (property != Property::air_index) {
        const auto value = number_in(field);
        return value && *value >= 0 ? value : std::nullopt;
    }
    for (const auto& [word, number] : kClasses)
        if (field == word) return number;
    return std::nullopt;
}

bool is_missing(const std::string& field) {
    return field.empty() || field == "-";
}

// Where no class could be made, the files have one empty field more.
bool fits(const CsvRow& row, std::size_t columns) {
    if (row.fields.size() < columns) return false;
    return std::all_of(row.fields.begin() + static_cast<std::ptrdiff_t>(columns), row.fields.end(),
                       [](const std::string& field) { return field.empty(); });
}

// The last lines say where the data come from.
bool is_footnote(const CsvRow& row) {
    return row.fields.size() == 1 || (!row.fields[0].empty() && row.fields[0][0] == '*') ||
           contains(row.fields[0], "Quelle:") || contains(row.fields[0], "Source:");
}

}  // namespace

Result<UbaFile> parse_uba(std::string_view bytes, const std::string& name) {
    auto csv = parse_csv(bytes);
    if (!csv) return fail(csv.error().code, name + ": " + csv.error().detail);
    UbaFile file;
    const Columns columns = columns_of(csv->header, name, file.report);
    if (!columns.station || !columns.time || columns.values.empty())
        return fail(Code::malformed, name +
                                         ": no air data of the Umweltbundesamt: a column for "
                                         "station, date or pollutants is missing");
    std::map<std::string, std::map<std::string, int>>
        seen;  // times of a station, to tell the twins
    for (const CsvRow& row : csv->rows) {
        if (is_footnote(row)) continue;
        const std::string where = name + ":" + std::to_string(row.line) + ": ";
        if (!fits(row, csv->header.fields.size())) {
            file.report.fault(where + std::to_string(row.fields.size()) + " fields instead of " +
                              std::to_string(csv->header.fields.size()));
            continue;
        }
        const std::string& code = row.fields[*columns.station];
        auto at = hour_end(row.fields[*columns.time]);
        if (code.empty() || !at) {
            file.report.fault(where + "no station or no date: '" + row.fields[*columns.time] + "'");
            continue;
        }
        const int twins = seen[code][row.fields[*columns.time]]++;
        const bool goes_back = german_offset(*at - kHour) > german_offset(*at);
        if (twins > (goes_back ? 1 : 0)) {
            file.report.fault(where + "the same hour once more");
            continue;
        }
        if (twins == 1) *at += kHour;
        ++file.report.read;
        for (const auto& [column, property] : columns.values) {
            const std::string& field = row.fields[column];
            if (is_missing(field)) continue;
            if (const auto value = value_of(property, field))
                file.stations[code][property].push_back({*at, *value});
            else
                file.report.fault(std::string{where}.append("not a value: '" + field + "'"));
        }
    }
    for (auto& [code, properties] : file.stations)
        for (auto& [property, observations] : properties)
            std::stable_sort(observations.begin(), observations.end(),
                             [](const auto& a, const auto& b) { return a.at < b.at; });
    return file;
}

}  // namespace qp::city::ingest
