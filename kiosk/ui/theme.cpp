// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace qp::kiosk::ui {
namespace {

constexpr Theme kLight{
#include "kiosk/ui/theme_light.inc"
};
constexpr Theme kDark{
#include "kiosk/ui/theme_dark.inc"
};
constexpr Theme kContrastLight{
#include "kiosk/ui/theme_contrast_light.inc"
};
constexpr Theme kContrastDark{
#include "kiosk/ui/theme_contrast_dark.inc"
};

// Of a channel's 256 values: tests ask for each pixel of a screen.
const std::array<float, 256>& linear() {
    static const auto kAll = [] {
        std::array<float, 256> values{};
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float v = real(i) / 255.0F;
            values[i] = v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
        }
        return values;
    }();
    return kAll;
}

}  // namespace

const Theme& theme_of(ThemeName name) {
    switch (name) {
        case ThemeName::light:
            return kLight;
        case ThemeName::dark:
            return kDark;
        case ThemeName::contrast_light:
            return kContrastLight;
        case ThemeName::contrast_dark:
            return kContrastDark;
    }
    return kLight;
}

Tone tone(const Theme& t, std::string_view word) {
    const auto is = [word](std::string_view a, std::string_view b = {}) {
        return word == a || (!b.empty() && word == b);
    };
    if (is("cooperation")) {
        return {t.cooperation_ink, t.cooperation_mark, t.cooperation_tint, t.cooperation_wash};
    }
    if (is("learning")) return {t.learning_ink, t.learning_mark, t.learning_tint, t.learning_wash};
    if (is("living")) return {t.living_ink, t.living_mark, t.living_tint, t.living_wash};
    if (is("technology")) {
        return {t.technology_ink, t.technology_mark, t.technology_tint, t.technology_wash};
    }
    if (is("demo")) return {t.demo_ink, t.demo_ink, t.demo_tint, t.demo_tint};
    if (is("info", "administration")) return {t.info_ink, t.info_ink, t.info_tint, t.info_tint};
    if (is("success", "done"))
        return {t.success_ink, t.success_mark, t.success_tint, t.success_tint};
    if (is("warning", "waiting")) {
        return {t.warning_ink, t.warning_mark, t.warning_tint, t.warning_tint};
    }
    if (is("danger", "refused")) return {t.danger_ink, t.danger_mark, t.danger_tint, t.danger_tint};
    if (is("science")) return {t.learning_ink, t.learning_mark, t.learning_tint, t.learning_wash};
    if (is("economy")) return {t.warning_ink, t.warning_mark, t.warning_tint, t.warning_tint};
    if (is("civil_society", "civil-society")) {
        return {t.living_ink, t.living_mark, t.living_tint, t.living_wash};
    }
    if (is("red")) return {t.cooperation_ink, t.stage_red, t.cooperation_tint, t.cooperation_wash};
    if (is("blue")) return {t.action, t.stage_blue, t.action_tint, t.action_tint};
    if (is("gold")) return {t.warning_ink, t.stage_gold, t.warning_tint, t.warning_tint};
    return {t.neutral_ink, t.neutral_ink, t.neutral_tint, t.surface_sunk};
}

StoneColor stone(const Theme& t, std::uint8_t choice) {
    const Color fills[] = {t.stone_1, t.stone_2, t.stone_3, t.stone_4, t.stone_5};
    const Color fill = fills[std::clamp<int>(choice, 1, 5) - 1];
    const bool is_dark = contrast(fill, t.text_inverse) >= 4.5F;
    return {fill, is_dark ? t.text_inverse : t.text};
}

float luminance(Color color) {
    const auto channel = [color](unsigned shift) { return linear()[(color >> shift) & 0xFFU]; };
    return 0.2126F * channel(0) + 0.7152F * channel(8) + 0.0722F * channel(16);
}

float contrast_of_luminances(float one, float other) {
    return (std::max(one, other) + 0.05F) / (std::min(one, other) + 0.05F);
}

float contrast(Color a, Color b) {
    return contrast_of_luminances(luminance(a), luminance(b));
}

}  // namespace qp::kiosk::ui
