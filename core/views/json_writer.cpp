// SPDX-License-Identifier: EUPL-1.2
#include "core/views/json_writer.h"

#include <cmath>

namespace qp::views {

void JsonWriter::text(std::string_view value) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out_ += '"';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
            case '"':
                out_ += "\\\"";
                break;
            case '\\':
                out_ += "\\\\";
                break;
            case '\n':
                out_ += "\\n";
                break;
            // Views stand inside a page's <script>: nothing in them may end it.
            case '<':
                out_ += "\\u003c";
                break;
            default:
                if (byte < 0x20) {
                    out_ += "\\u00";
                    out_ += kHex[byte >> 4];
                    out_ += kHex[byte & 15];
                } else {
                    out_ += c;
                }
        }
    }
    out_ += '"';
}

void JsonWriter::fraction(double value) {
    if (!std::isfinite(value) || std::fabs(value) > 1e12) return null();
    // Without printf: its decimal mark depends on the program's locale.
    const auto scaled = static_cast<std::int64_t>(std::llround(value * 10000));
    const std::uint64_t size =
        scaled < 0 ? 0 - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
    if (scaled < 0) out_ += '-';
    out_ += std::to_string(size / 10000);
    std::string decimals = std::to_string(size % 10000);
    decimals.insert(0, 4 - decimals.size(), '0');
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    if (!decimals.empty()) out_ += '.' + decimals;
}

}  // namespace qp::views
