// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/fields.h"

#include <algorithm>
#include <cassert>

#include "core/base/utf8.h"
#include "core/domain/place.h"

namespace qp::domain {

namespace {

// Times beyond the year 9999 or before year 0 are nobody's; they would overflow arithmetic.
constexpr std::int64_t kTimeMax = 253402300800000;
constexpr std::int64_t kTimeMin = -62167219200000;

template <class Write>
Bytes one(Write write) {
    cbor::Writer out;
    write(out);
    return out.take();
}

}  // namespace

void FieldsWriter::encoded(std::uint8_t key, Bytes item) {
    assert(key < kFieldsMax && (fields_.empty() || fields_.back().first < key));
    fields_.emplace_back(key, std::move(item));
}

void FieldsWriter::uint(std::uint8_t key, std::uint64_t value) {
    encoded(key, one([&](cbor::Writer& out) { out.uint(value); }));
}

void FieldsWriter::integer(std::uint8_t key, std::int64_t value) {
    encoded(key, one([&](cbor::Writer& out) { out.integer(value); }));
}

void FieldsWriter::text(std::uint8_t key, std::string_view value) {
    encoded(key, one([&](cbor::Writer& out) { out.text(value); }));
}

void FieldsWriter::id(std::uint8_t key, const Id& value) {
    encoded(key, one([&](cbor::Writer& out) { out.id(value); }));
}

void FieldsWriter::flag(std::uint8_t key, bool value) {
    if (value) encoded(key, one([&](cbor::Writer& out) { out.boolean(true); }));
}

void FieldsWriter::text_unless_empty(std::uint8_t key, std::string_view value) {
    if (!value.empty()) text(key, value);
}

void FieldsWriter::language(std::uint8_t key, std::string_view tag) {
    if (tag != "de") text(key, tag);
}

void FieldsWriter::texts(std::uint8_t key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    encoded(key, one([&](cbor::Writer& out) {
                out.array(values.size());
                for (const std::string& value : values) out.text(value);
            }));
}

void FieldsWriter::themes(std::uint8_t key, const std::vector<Theme>& values) {
    if (values.empty()) return;
    encoded(key, one([&](cbor::Writer& out) {
                out.array(values.size());
                for (const Theme value : values) out.text(slug(value));
            }));
}

void FieldsWriter::local_text(std::uint8_t key, const LocalText& value) {
    // Canonical maps put shorter keys first, which std::map does not.
    std::vector<std::pair<std::string, std::string>> entries{value.by_language.begin(),
                                                             value.by_language.end()};
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.first.size() < b.first.size(); });
    encoded(key, one([&](cbor::Writer& out) {
                out.map(entries.size());
                for (const auto& [language, text] : entries) out.text(language).text(text);
            }));
}

Bytes FieldsWriter::bytes() const {
    cbor::Writer out;
    out.map(fields_.size());
    for (const auto& [key, item] : fields_) out.uint(key).encoded(item);
    return out.take();
}

FieldsReader::FieldsReader(cbor::Reader& in) : in_{in}, left_{in.map(kFieldsMax)} {}

std::optional<std::uint64_t> FieldsReader::next() {
    if (left_ == 0 || !in_.is_ok()) return std::nullopt;
    --left_;
    if (in_.peek() != cbor::Kind::unsigned_integer) {
        in_.skip();
        return kUnknownKey;
    }
    const std::uint64_t key = in_.uint();
    if (key < kFieldsMax) seen_ |= std::uint64_t{1} << key;
    return key;
}

void FieldsReader::require(std::initializer_list<std::uint64_t> keys, const char* what) {
    for (const std::uint64_t key : keys) {
        if ((seen_ >> key & 1) != 0 || !in_.is_ok()) continue;
        in_.fail(Code::malformed, std::string{what} + " without field " + std::to_string(key));
    }
}

std::string read_text(cbor::Reader& in, std::size_t length_max) {
    const std::string_view text = in.text(4 * length_max);
    if (utf8::length(text) > length_max) {
        in.fail(Code::malformed, "a text longer than " + std::to_string(length_max));
        return {};
    }
    return std::string{text};
}

std::vector<std::string> read_texts(cbor::Reader& in, std::size_t count_max,
                                    std::size_t length_max) {
    std::vector<std::string> texts;
    for (std::size_t left = in.array(count_max); left > 0 && in.is_ok(); --left) {
        texts.push_back(read_text(in, length_max));
    }
    return texts;
}

std::vector<Theme> read_themes(cbor::Reader& in) {
    std::vector<Theme> themes;
    for (std::size_t left = in.array(kThemes.size()); left > 0 && in.is_ok(); --left) {
        const auto theme = find_theme(in.text(64));
        if (theme) {
            themes.push_back(*theme);
        } else {
            in.fail(Code::malformed, "an unknown theme");
        }
    }
    return themes;
}

Instant read_time(cbor::Reader& in) {
    const std::int64_t value = in.integer();
    if (value < kTimeMin || value >= kTimeMax) {
        in.fail(Code::malformed, "a time out of range");
        return Instant{};
    }
    return instant(value);
}

LocalText read_local_text(cbor::Reader& in, std::size_t length_max) {
    LocalText text;
    for (std::size_t left = in.map(32); left > 0 && in.is_ok(); --left) {
        std::string language = read_language(in);
        std::string words = read_text(in, length_max);
        if (in.is_ok()) text.by_language.emplace(std::move(language), std::move(words));
    }
    return text;
}

std::string read_quarter(cbor::Reader& in) {
    const std::string_view quarter = in.text(32);
    if (quarter != kCityScope && !find_quarter(quarter)) {
        in.fail(Code::malformed, "an unknown quarter");
        return std::string{kCityScope};
    }
    return std::string{quarter};
}

std::uint8_t read_enum(cbor::Reader& in, std::uint8_t first, std::uint8_t last) {
    const std::uint64_t value = in.uint(last);
    if (value < first) {
        in.fail(Code::malformed, "an unknown value");
        return first;
    }
    return static_cast<std::uint8_t>(value);
}

bool is_language_tag(std::string_view text) {
    return text.size() >= 2 && text.size() <= 35 &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-';
           });
}

std::string read_language(cbor::Reader& in) {
    const std::string_view tag = in.text(35);
    if (!is_language_tag(tag)) in.fail(Code::malformed, "no language tag");
    return std::string{tag};
}

}  // namespace qp::domain
