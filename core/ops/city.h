// SPDX-License-Identifier: EUPL-1.2
// Which city everything belongs to. Whatever is signed or hashed names the suite and the city, so
// that nothing made for one counts in another.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/id.h"
#include "core/ops/crypto.h"

namespace qp::ops {

inline constexpr std::uint8_t kSuite = 1;

using CityId = IdOf<struct CityTag>;
// Random, new whenever the city's database is made anew or restored from a backup.
using ServerEpoch = IdOf<struct ServerEpochTag>;

struct City {
    CityId id;
    PublicKey genesis{};
    bool operator==(const City&) const = default;
};

// From what an operator writes: the id (32 hex digits) or the genesis key (64). Nothing for another
// text.
std::optional<CityId> city_named(std::string_view hex);

// The id is derived: the first 16 bytes of SHA-256("qp1/city" ‖ suite ‖ genesis key).
City city_of(const PublicKey& genesis);

}  // namespace qp::ops
