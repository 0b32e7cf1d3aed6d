// SPDX-License-Identifier: EUPL-1.2
// How a person wants to see the screen, and the glass that it is drawn on.
#pragma once

#include <array>

#include "kiosk/ui/theme.h"
#include "kiosk/ui/type_scale.h"

namespace qp::kiosk::ui {

enum class TextSize { normal, large, larger, largest };
inline constexpr std::array kTextSizes{TextSize::normal, TextSize::large, TextSize::larger,
                                       TextSize::largest};

inline constexpr double kDoubleStrikeSeconds = 0.5;

// A person's choices. They belong to the session and end with it.
struct Appearance {
    ThemeName theme = ThemeName::light;
    TextSize text_size = TextSize::normal;
    bool is_low_reach = false;  // every action stands below Glass::reach_mm
    bool is_motion_reduced = false;
    // The same place or key again within kDoubleStrikeSeconds is not meant (EN 301 549, 5.8).
    bool is_double_strike_once = false;
    bool operator==(const Appearance&) const = default;
};

// Where the kiosk stands: the defaults are those of kiosk.sample.toml.
struct Glass {
    float px_per_mm = 2.7F;        // 32 inches with 1080 × 1920 pixels
    float distance_mm = 600;       // from a person's eyes
    float lower_edge_mm = 600;     // of the picture, above the floor
    float reach_mm = 1000;         // how high somebody reaches in a wheelchair, above the floor
    float reach_share_min = 0.5F;  // the low layout never gets less of the picture than this
};

// Window pixels for each design pixel: the design's short side has 1080.
float design_scale(const Size& window);

// By how much body text is larger than in type_scale.h: at the least a step for each size, and as
// much more as the glass needs for the smallest text to be seen under the size's angle. From
// `large` on that is 0.7° for capital letters (EN 301 549, 5.1.4). `scale`: window pixels for each
// design pixel.
float text_factor(const Glass& glass, TextSize size, float scale);

// In window pixels, whole. What is large already grows by as many pixels as the body does.
float text_px(Type type, float factor, float scale);

TextStyle text_style(Type type, float factor, float scale);

// Under which angle a capital letter of that height in pixels is seen, in degrees.
float capital_angle(const Glass& glass, float text_px);

// How much of a window's top lies above the reach, in pixels; 0 where all of it can be reached.
float out_of_reach_px(const Glass& glass, float window_height);

}  // namespace qp::kiosk::ui
