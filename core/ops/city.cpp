// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/city.h"

#include <algorithm>

namespace qp::ops {

City city_of(const PublicKey& genesis) {
    const Hash hash = Sha256{}.add_prefix("qp1/city").add_u8(kSuite).add(genesis).finish();
    City city;
    city.genesis = genesis;
    std::copy_n(hash.begin(), city.id.bytes.size(), city.id.bytes.begin());
    return city;
}

std::optional<CityId> city_named(std::string_view hex) {
    const auto raw = from_hex(hex);
    if (const auto genesis = raw ? to_array<32>(*raw) : std::nullopt) return city_of(*genesis).id;
    return CityId::from_hex(hex);
}

}  // namespace qp::ops
