// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/shadow.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace qp::kiosk::ui {
namespace {

// How far a point lies outside a rounded square centred on 0; negative inside.
float distance(float x, float y, float half, float radius) {
    const float dx = std::max(std::abs(x) - (half - radius), 0.0F);
    const float dy = std::max(std::abs(y) - (half - radius), 0.0F);
    return std::sqrt(dx * dx + dy * dy) - radius;
}

}  // namespace

const Shadows::Slice* Shadows::find(int radius, int blur) {
    const std::pair key{radius, blur};
    const auto known = slices_.find(key);
    if (known != slices_.end() && atlas_.use(known->second.mask.use)) return &known->second;
    const int reach = blur * 2;
    const int corner = radius + reach * 2;
    const int side = corner * 2 + 1;
    const float half = static_cast<float>(side) / 2 - static_cast<float>(reach);
    std::vector<std::uint8_t> coverage;
    coverage.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const float middle = static_cast<float>(side) / 2;
            const float d =
                distance(static_cast<float>(x) + 0.5F - middle,
                         static_cast<float>(y) + 0.5F - middle, half, static_cast<float>(radius));
            // A Gaussian edge, as a blurred step looks.
            const float share = 0.5F * std::erfc(d / (static_cast<float>(blur) * 1.2F));
            coverage.push_back(static_cast<std::uint8_t>(std::lround(share * 255)));
        }
    }
    const auto mask = atlas_.add_mask(side, side, coverage);
    if (!mask) return nullptr;
    return &slices_.insert_or_assign(key, Slice{*mask, corner, reach}).first->second;
}

}  // namespace qp::kiosk::ui
