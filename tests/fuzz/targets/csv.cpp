// SPDX-License-Identifier: EUPL-1.2
// CSV in whatever form spreadsheets write it.
#include "sync/city/ingest/csv.h"

#include "core/base/utf8.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;
namespace ingest = qp::city::ingest;

namespace {

std::string written(const ingest::CsvRow& row) {
    std::string line;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        if (i > 0) line += ';';
        line += ingest::csv_field(row.fields[i], ';');
    }
    return line + "\n";
}

// A first field that would make the line a comment, markup or an empty line says something else in
// a file of our own.
bool is_plain(const ingest::CsvRow& row) {
    const std::string& first = row.fields[0];
    return !first.empty() && first[0] != '#' && first[0] != '<' && row.fields.size() > 1;
}

}  // namespace

QP_FUZZ_TARGET(csv) {
    ingest::number_in(as_text(input));
    const auto csv = ingest::parse_csv(as_text(input));
    if (!csv) return;
    // Six columns of ours, so that the delimiter is certain whatever the fields hold.
    std::string text = "a;b;c;d;e;f\n";
    std::vector<const ingest::CsvRow*> rows;
    std::size_t line = csv->header.line;
    for (const ingest::CsvRow& row : csv->rows) {
        hold(row.line > line || row.line > 0, "rows know their line");
        line = row.line;
        for (const std::string& field : row.fields)
            hold(utf8::is_valid(field), "fields are UTF-8, whatever the file was written in");
        if (!is_plain(row)) continue;
        rows.push_back(&row);
        text += written(row);
    }
    const auto again = ingest::parse_csv(text);
    hold(again && again->rows.size() == rows.size(), "what was written is read, row by row");
    for (std::size_t i = 0; i < rows.size(); ++i)
        hold(again->rows[i].fields == rows[i]->fields, "and field by field");
}
