// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/csv.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/utf8.h"

namespace qp::city::ingest {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// 0x80 … 0x9F; 0 where Windows-1252 has nothing.
constexpr std::array<char16_t, 32> kWindowsUpper{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

class Parser {
public:
    Parser(std::string_view text, char delimiter) : text_{text}, delimiter_{delimiter} {}

    bool at_end() const { return at_ >= text_.size(); }

    // Nothing where a quote never ends.
    std::optional<CsvRow> row() {
        CsvRow row;
        row.line = line_;
        for (;;) {
            std::string field;
            if (!read_field(field)) return std::nullopt;
            row.fields.push_back(std::move(field));
            if (at_end()) return row;
            const char c = text_[at_++];
            if (c == delimiter_) continue;
            end_line(c);
            return row;
        }
    }

private:
    bool read_field(std::string& field) {
        if (at_end() || text_[at_] != '"') {
            while (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' &&
                   text_[at_] != '\r')
                field.push_back(text_[at_++]);
            return true;
        }
        ++at_;
        for (;;) {
            if (at_end()) return false;
            const char c = text_[at_++];
            if (c == '\n') ++line_;
            if (c != '"') {
                field.push_back(c);
            } else if (!at_end() && text_[at_] == '"') {
                field.push_back('"');
                ++at_;
            } else {
                break;
            }
        }
        // Something after the closing quote is kept, as spreadsheets do.
        while (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r')
            field.push_back(text_[at_++]);
        return true;
    }
    void end_line(char c) {
        if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
        ++line_;
    }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

bool is_content(const CsvRow& row) {
    if (row.fields.size() == 1 && row.fields[0].empty()) return false;
    return row.fields[0].empty() || row.fields[0][0] != '#';
}

}  // namespace

char delimiter_of(std::string_view line) {
    std::size_t semicolons = 0;
    std::size_t commas = 0;
    std::size_t tabs = 0;
    bool is_quoted = false;
    for (const char c : line) {
        if (c == '"') is_quoted = !is_quoted;
        if (!is_quoted && (c == '\n' || c == '\r')) break;
        if (is_quoted) continue;
        semicolons += c == ';';
        commas += c == ',';
        tabs += c == '\t';
    }
    if (tabs > semicolons && tabs > commas) return '\t';
    return commas > semicolons ? ',' : ';';
}

std::string from_windows_1252(std::string_view bytes) {
    std::string result;
    result.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        char32_t code_point = byte;
        if (byte >= 0x80 && byte < 0xA0) code_point = kWindowsUpper[byte - 0x80];
        utf8::append(result, code_point == 0 && byte != 0 ? 0xFFFD : code_point);
    }
    return result;
}

Result<Csv> parse_csv(std::string_view bytes) {
    std::string converted;
    if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        bytes.remove_prefix(kByteOrderMark.size());
    if (!utf8::is_valid(bytes)) {
        converted = from_windows_1252(bytes);
        bytes = converted;
    }
    // A page of HTML has lines, too; nobody means it as a table.
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return fail(Code::malformed, "the file is empty");
    if (bytes[first] == '<') return fail(Code::malformed, "the file is HTML or XML, not CSV");

    // Some exports open with a comment line.
    std::size_t skipped_lines = 0;
    while (!bytes.empty() && bytes.front() == '#') {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) return fail(Code::malformed, "the file has no header");
        bytes.remove_prefix(end + 1);
        ++skipped_lines;
    }
    Parser parser{bytes, delimiter_of(bytes)};
    Csv csv;
    while (!parser.at_end()) {
        auto row = parser.row();
        if (!row) return fail(Code::malformed, "a quote is never closed");
        row->line += skipped_lines;
        if (!is_content(*row)) continue;
        if (csv.header.fields.empty())
            csv.header = std::move(*row);
        else
            csv.rows.push_back(std::move(*row));
    }
    if (csv.header.fields.empty()) return fail(Code::malformed, "the file has no header");
    return csv;
}

std::optional<double> number_in(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    std::string plain{text};
    for (char& c : plain)
        if (c == ',') c = '.';
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (plain.empty() || error != std::errc{} || end != plain.data() + plain.size() ||
        !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string csv_field(std::string_view text, char delimiter) {
    if (text.find_first_of(std::string{"\"\r\n"} + delimiter) == std::string_view::npos)
        return std::string{text};
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result.push_back('"');
        result.push_back(c);
    }
    return result + "\"";
}

}  // namespace qp::city::ingest
