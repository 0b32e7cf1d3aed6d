// SPDX-License-Identifier: EUPL-1.2
// CSV as it comes from portals and spreadsheets: RFC 4180 with any of ; , and tab between fields, a
// byte-order mark, Windows-1252, line breaks within quotes. One broken row does not spoil the next.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace qp::city::ingest {

struct CsvRow {
    std::size_t line = 0;  // in the file, from 1
    std::vector<std::string> fields;
};

struct Csv {
    CsvRow header;
    std::vector<CsvRow> rows;  // empty lines and lines that begin with '#' are left out
};

// UTF-8 whatever the file was written in. Errors: malformed (no header; a quote that never ends).
Result<Csv> parse_csv(std::string_view bytes);

// What stands between the fields of this line: the most frequent of ; , and tab outside quotes.
char delimiter_of(std::string_view line);

// A number with a point or a comma; thousands are not grouped. Nothing on anything else, infinite
// values included.
std::optional<double> number_in(std::string_view text);

// Windows-1252 (the encoding of old spreadsheets) as UTF-8.
std::string from_windows_1252(std::string_view bytes);

// A field as CSV writes it: quoted where it holds the delimiter, a quote or a line break.
std::string csv_field(std::string_view text, char delimiter);

}  // namespace qp::city::ingest
