// SPDX-License-Identifier: EUPL-1.2
// Byte strings and their spelling as text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qp {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

BytesView as_bytes(std::string_view text);
std::string_view as_text(BytesView bytes);

// Lower case, two digits a byte.
std::string to_hex(BytesView bytes);
// Nothing unless `text` is an even number of hex digits.
std::optional<Bytes> from_hex(std::string_view text);

// RFC 4648 §5, without padding.
std::string to_base64url(BytesView bytes);
std::optional<Bytes> from_base64url(std::string_view text);

// Nothing unless `bytes` has exactly N bytes.
template <std::size_t N>
std::optional<ByteArray<N>> to_array(BytesView bytes) {
    if (bytes.size() != N) return std::nullopt;
    ByteArray<N> result;
    std::size_t i = 0;
    for (const std::uint8_t byte : bytes) result[i++] = byte;
    return result;
}

}  // namespace qp
