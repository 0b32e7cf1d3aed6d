// SPDX-License-Identifier: EUPL-1.2
// Soft shadows: one blurred rounded square a (radius, blur), drawn in nine slices.
#pragma once

#include <map>
#include <utility>

#include "kiosk/draw/atlas.h"

namespace qp::kiosk::ui {

class Shadows {
public:
    explicit Shadows(Atlas& atlas) : atlas_{atlas} {}

    struct Slice {
        AtlasMask mask;
        int corner = 0;  // side of a corner slice: radius and blur
        int reach = 0;   // how far the shadow goes beyond its shape
    };
    // Good for this frame. Null where the atlas has no room for it.
    const Slice* find(int radius, int blur);

private:
    Atlas& atlas_;
    std::map<std::pair<int, int>, Slice> slices_;
};

}  // namespace qp::kiosk::ui
