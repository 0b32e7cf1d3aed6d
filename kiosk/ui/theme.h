// SPDX-License-Identifier: EUPL-1.2
// Colours by role, never by name. Light and dark come from KERN's tokens, high contrast is our own
// (ui/roles/*.txt; tools turn them into this header's values at build).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "kiosk/draw/geometry.h"

namespace qp::kiosk::ui {

struct Theme {
    Color page = 0;
    Color surface = 0;
    Color surface_sunk = 0;
    Color text = 0;
    Color text_muted = 0;
    Color text_inverse = 0;
    Color action = 0;
    Color action_pressed = 0;
    Color action_text = 0;
    Color action_tint = 0;
    Color border = 0;
    Color border_soft = 0;
    Color border_strong = 0;
    Color track = 0;          // of a bar, where it is not filled
    Color board = 0;          // under the keyboard's keys
    Color key_special = 0;    // keys that write no letter
    Color raised_border = 0;  // of cards that a shadow raises; 0: the shadow is enough
    Color focus = 0;
    Color header = 0;
    Color header_wave_far = 0;
    Color header_wave_near = 0;
    Color header_text = 0;
    Color header_text_muted = 0;
    Color call = 0;  // the one thing that a screen asks a person to do
    Color call_pressed = 0;
    Color call_text = 0;
    Color neutral_ink = 0;
    Color neutral_tint = 0;
    Color info_ink = 0;
    Color info_tint = 0;
    Color success_ink = 0;
    Color success_mark = 0;
    Color success_tint = 0;
    Color warning_ink = 0;
    Color warning_mark = 0;
    Color warning_tint = 0;
    Color danger_ink = 0;
    Color danger_mark = 0;
    Color danger_tint = 0;
    Color demo_ink = 0;
    Color demo_tint = 0;
    Color cooperation_ink = 0;  // the four Handlungsfelder of the Themenradar
    Color cooperation_mark = 0;
    Color cooperation_tint = 0;
    Color cooperation_wash = 0;
    Color learning_ink = 0;
    Color learning_mark = 0;
    Color learning_tint = 0;
    Color learning_wash = 0;
    Color living_ink = 0;
    Color living_mark = 0;
    Color living_tint = 0;
    Color living_wash = 0;
    Color technology_ink = 0;
    Color technology_mark = 0;
    Color technology_tint = 0;
    Color technology_wash = 0;
    Color stone_1 = 0;  // full rejection
    Color stone_2 = 0;
    Color stone_3 = 0;
    Color stone_4 = 0;
    Color stone_5 = 0;  // full agreement
    Color stage_red = 0;
    Color stage_blue = 0;
    Color stage_gold = 0;
    Color shadow = 0;
};

enum class ThemeName { light, dark, contrast_light, contrast_dark };
inline constexpr std::array kThemeNames{ThemeName::light, ThemeName::dark,
                                        ThemeName::contrast_light, ThemeName::contrast_dark};
const Theme& theme_of(ThemeName name);

// Ink on tint is readable text; mark is for shapes; wash is a large quiet area.
struct Tone {
    Color ink = 0;
    Color mark = 0;
    Color tint = 0;
    Color wash = 0;
};
// A view model's tone word ("neutral", "demo", "success" …, a Handlungsfeld's slug, a sector).
// Words that are not known are neutral.
Tone tone(const Theme& theme, std::string_view word);

struct StoneColor {
    Color fill = 0;
    Color ink = 0;
};
// `choice` 1 … 5.
StoneColor stone(const Theme& theme, std::uint8_t choice);

// WCAG's relative luminance of an opaque colour, 0 … 1; and the contrast of two, 1 … 21.
float luminance(Color color);
float contrast_of_luminances(float one, float other);
float contrast(Color a, Color b);

}  // namespace qp::kiosk::ui
