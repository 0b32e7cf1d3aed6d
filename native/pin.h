// SPDX-License-Identifier: EUPL-1.2
// A PIN for a few trusted people, kept as an Argon2id hash in a configuration file. A PIN is short:
// whoever reads the file and may try at leisure finds it. What protects it at the door are the
// waits of whoever asks for it.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace qp::native {

inline constexpr std::size_t kPinDigitsMin = 6;
inline constexpr std::size_t kPinDigitsMax = 12;

// "$argon2id$v=19$m=65536,…", with a salt of its own. bad_argument: not 6 to 12 digits; no_space:
// 64 MiB of memory were not to be had.
Result<std::string> hash_pin(std::string_view pin);
// Takes about a tenth of a second.
bool is_pin(std::string_view pin, const std::string& hash);
// Whether the text has the form of a hash, for checking a configuration.
bool is_pin_hash(const std::string& text);

}  // namespace qp::native
