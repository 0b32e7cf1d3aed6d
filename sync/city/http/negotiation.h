// SPDX-License-Identifier: EUPL-1.2
// What a client says it can read: codings and languages with their weights, and ranges of bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qp::city::http {

// Whether an Accept-Encoding header takes `coding` ("br", "gzip"). Without a header: no.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

// Accept-Language as tags, the most wanted first; those with q=0 and "*" are left out.
std::vector<std::string> languages_wanted(std::string_view accept_language);

struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;  // inclusive
};
enum class RangeKind { none, satisfiable, unsatisfiable };
struct RangeWanted {
    RangeKind kind = RangeKind::none;
    ByteRange range;
};
// One range; several, or another unit, are answered with the whole.
RangeWanted range_wanted(std::string_view range_header, std::uint64_t size);

}  // namespace qp::city::http
