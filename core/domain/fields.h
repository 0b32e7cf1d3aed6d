// SPDX-License-Identifier: EUPL-1.2
// Entities as CBOR maps with small integer keys. A field at its usual value is left out; a key that
// this program does not know is passed over, so that two versions can live together.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/cbor.h"
#include "core/base/instant.h"
#include "core/domain/local_text.h"
#include "core/domain/theme.h"

namespace qp::domain {

inline constexpr std::size_t kFieldsMax = 64;
inline constexpr std::uint64_t kUnknownKey = UINT64_MAX;

// Collects the fields of one map, in ascending order of their keys.
class FieldsWriter {
public:
    void uint(std::uint8_t key, std::uint64_t value);
    void integer(std::uint8_t key, std::int64_t value);
    void text(std::uint8_t key, std::string_view value);
    void id(std::uint8_t key, const Id& value);
    void time(std::uint8_t key, Instant value) { integer(key, ms(value)); }
    void flag(std::uint8_t key, bool value);  // left out where false
    void text_unless_empty(std::uint8_t key, std::string_view value);
    void texts(std::uint8_t key, const std::vector<std::string>& values);  // left out where empty
    void themes(std::uint8_t key, const std::vector<Theme>& values);       // the same
    void local_text(std::uint8_t key, const LocalText& value);
    void language(std::uint8_t key, std::string_view tag);  // left out where German
    void encoded(std::uint8_t key, Bytes item);
    // The map. A second call gives the same again.
    Bytes bytes() const;

private:
    std::vector<std::pair<std::uint8_t, Bytes>> fields_;
};

// Walks a map's keys: `FieldsReader map{in}; while (auto key = map.next()) switch (*key) …`.
// A key that is no unsigned integer is kUnknownKey: in.skip() its value like any unknown one's.
class FieldsReader {
public:
    explicit FieldsReader(cbor::Reader& in);
    std::optional<std::uint64_t> next();
    // Fails the reader as malformed unless every one of these keys was there.
    void require(std::initializer_list<std::uint64_t> keys, const char* what);

private:
    cbor::Reader& in_;
    std::size_t left_;
    std::uint64_t seen_ = 0;
};

// Text of at most `length_max` code points; more is malformed.
std::string read_text(cbor::Reader& in, std::size_t length_max);
std::vector<std::string> read_texts(cbor::Reader& in, std::size_t count_max,
                                    std::size_t length_max);
std::vector<Theme> read_themes(cbor::Reader& in);
Instant read_time(cbor::Reader& in);
LocalText read_local_text(cbor::Reader& in, std::size_t length_max);
// A quarter's slug or kCityScope.
std::string read_quarter(cbor::Reader& in);
// A number that names a value of an enumeration whose highest value is `last`.
std::uint8_t read_enum(cbor::Reader& in, std::uint8_t first, std::uint8_t last);

// Languages are BCP 47 tags as far as we use them: letters, digits and hyphens, 2 … 35 of them.
bool is_language_tag(std::string_view text);
std::string read_language(cbor::Reader& in);

}  // namespace qp::domain
