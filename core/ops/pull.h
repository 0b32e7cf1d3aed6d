// SPDX-License-Identifier: EUPL-1.2
// What GET /api/v1/pull answers: a page of changes and the cursor after it. Entities and tombstones
// only; never headers, keys or ballots.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ops/city_keys.h"

namespace qp::ops {

inline constexpr std::size_t kPageChangesMax = 1000;
inline constexpr std::size_t kPageBytesMax = 4 * 1024 * 1024;
inline constexpr std::size_t kScopeBytesMax = 64;
inline constexpr std::size_t kCursorBytesMax = 128;
inline constexpr std::size_t kChangePayloadBytesMax = 256 * 1024;

struct Change {
    std::uint8_t kind = 0;  // domain::EntityKind; unknown ones are kept as they are
    Id id;
    std::uint64_t seq = 0;  // the city's order
    std::string scope;      // "city" or a quarter's slug
    std::uint8_t version = 1;
    std::optional<Bytes> payload;  // unset: a tombstone
    bool operator==(const Change&) const = default;
};

struct Page {
    ServerEpoch server_epoch;
    // What it answers: these scopes, after that cursor. A page that a proxy kept, or that was under
    // way while the device's disk went back in time, must not be taken for the one asked for.
    std::vector<std::string> scopes;
    Bytes after;   // empty: from the beginning
    Bytes cursor;  // opaque: given back as it is
    bool has_more = false;
    std::vector<Change> changes;  // ascending by seq
};

Bytes encode_page(const CityId& city, const Page& page);
// malformed, too_large, wrong_city; bad_signature where the checksum does not fit.
Result<Page> decode_page(BytesView bytes, const CityId& city);

// What the city puts into a cursor; devices never look.
struct Cursor {
    ServerEpoch server_epoch;
    std::uint64_t seq = 0;
    Hash scopes{};            // scopes_hash of what was asked
    std::uint8_t schema = 1;  // of the payloads
    bool operator==(const Cursor&) const = default;
};
Bytes encode(const Cursor& cursor);
Result<Cursor> decode_cursor(BytesView bytes);

// "city,mitte" as it stands in the address: sorted, each once. bad_argument for an empty list, or a
// scope that is not lower-case letters, digits and hyphens.
Result<std::vector<std::string>> parse_scopes(std::string_view text);
std::string join_scopes(const std::vector<std::string>& scopes);
Hash scopes_hash(const std::vector<std::string>& scopes);

// The signature over a snapshot file, in the header Quartierpuls-Signature.
Signature sign_snapshot(const City& city, const CitySecret& key,
                        const std::vector<std::string>& scopes, const Hash& file_hash);
bool verify_snapshot(const CityKeys& city, const KeyId& key_id,
                     const std::vector<std::string>& scopes, const Hash& file_hash,
                     const Signature& signature);

}  // namespace qp::ops
