// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/snapshot_description.h"

#include <optional>

#include "core/ops/pull.h"

namespace qp::client {
namespace {

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::optional<std::string> header_value(std::string_view line, std::string_view name) {
    if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (lower(line[i]) != name[i]) return std::nullopt;
    std::string_view value = line.substr(name.size() + 1);
    const std::string_view blanks = " \t\r\n";
    const std::size_t begin = value.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return std::string{};
    return std::string{value.substr(begin, value.find_last_not_of(blanks) - begin + 1)};
}

template <std::size_t N>
std::optional<ByteArray<N>> fixed(const std::optional<Bytes>& bytes) {
    return bytes ? to_array<N>(*bytes) : std::nullopt;
}

}  // namespace

void SnapshotDescription::take_line(std::string_view line) {
    if (auto value = header_value(line, "quartierpuls-hash")) hash = std::move(*value);
    if (auto value = header_value(line, "quartierpuls-key")) key = std::move(*value);
    if (auto value = header_value(line, "quartierpuls-signature")) signature = std::move(*value);
}

Status SnapshotDescription::check(const ops::Hash& file, const ops::CityKeys& keys,
                                  const std::vector<std::string>& scopes) const {
    const auto said_hash = fixed<32>(from_hex(hash));
    const auto said_key = fixed<8>(from_hex(key));
    const auto said_signature = fixed<64>(from_base64url(signature));
    if (!said_hash || !said_key || !said_signature)
        return fail(Code::bad_signature, "a snapshot without hash, key and signature");
    if (file != *said_hash) return fail(Code::bad_signature, "a snapshot with another hash");
    if (!ops::verify_snapshot(keys, *said_key, scopes, file, *said_signature))
        return fail(Code::bad_signature, "a snapshot that the city did not sign");
    return {};
}

}  // namespace qp::client
