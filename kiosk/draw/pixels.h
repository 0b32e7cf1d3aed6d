// SPDX-License-Identifier: EUPL-1.2
// What stands on the glass, as numbers.
#pragma once

#include <cstdint>
#include <vector>

namespace qp::kiosk {

struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;  // three a pixel, row by row, from the top
};

}  // namespace qp::kiosk
