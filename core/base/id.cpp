// SPDX-License-Identifier: EUPL-1.2
#include "core/base/id.h"

#include <algorithm>

namespace qp {

ByteArray<16> random_id_bytes(Random& random) {
    ByteArray<16> bytes{};
    random.fill(bytes);
    return bytes;
}

ByteArray<16> time_ordered_id_bytes(Random& random, Instant now) {
    ByteArray<16> bytes = random_id_bytes(random);
    const auto at = static_cast<std::uint64_t>(std::max<std::int64_t>(0, ms(now)));
    for (std::size_t i = 0; i < 6; ++i) {
        bytes[i] = static_cast<std::uint8_t>(at >> (40 - 8 * i));
    }
    bytes[6] = static_cast<std::uint8_t>(0x70 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    return bytes;
}

}  // namespace qp
