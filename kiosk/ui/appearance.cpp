// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/appearance.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace qp::kiosk::ui {
namespace {

constexpr float kCapitalShare = 0.689F;  // of Fira Sans: the height of H in sizes
constexpr float kDesignShortSide = 1080;
constexpr float kPerDegree = 180 / std::numbers::pi_v<float>;

struct Step {
    float factor;
    float degrees;  // of the smallest text's capitals
};
constexpr Step step_of(TextSize size) {
    switch (size) {
        case TextSize::normal:
            return {1, 0.5F};
        case TextSize::large:
            return {1.16F, 0.7F};
        case TextSize::larger:
            return {1.32F, 0.8F};
        case TextSize::largest:
            return {1.5F, 0.9F};
    }
    return {1, 0};
}

}  // namespace

float design_scale(const Size& window) {
    return std::min(window.w, window.h) / kDesignShortSide;
}

float capital_angle(const Glass& glass, float size_px) {
    const float millimetres = size_px * kCapitalShare / glass.px_per_mm;
    return std::atan(millimetres / glass.distance_mm) * kPerDegree;
}

float text_factor(const Glass& glass, TextSize size, float scale) {
    const Step step = step_of(size);
    const float millimetres = std::tan(step.degrees / kPerDegree) * glass.distance_mm;
    // Half a pixel is what rounding to whole pixels may take away.
    const float needed_px = millimetres * glass.px_per_mm / kCapitalShare + 0.5F;
    return std::max(step.factor, needed_px / (spec_of(Type::small).size * scale));
}

float text_px(Type type, float factor, float scale) {
    const float size = spec_of(type).size;
    const float body = spec_of(Type::body).size;
    return std::round((size + (factor - 1) * std::min(size, body)) * scale);
}

TextStyle text_style(Type type, float factor, float scale) {
    const TypeSpec spec = spec_of(type);
    TextStyle style;
    style.size_px = text_px(type, factor, scale);
    style.weight = spec.weight;
    style.leading = spec.leading;
    return style;
}

float out_of_reach_px(const Glass& glass, float window_height) {
    const float reachable = (glass.reach_mm - glass.lower_edge_mm) * glass.px_per_mm;
    const float least = window_height * glass.reach_share_min;
    return std::max(0.0F, window_height - std::max(reachable, least));
}

}  // namespace qp::kiosk::ui
