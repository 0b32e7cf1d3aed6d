// SPDX-License-Identifier: EUPL-1.2
// Points, rectangles and colours of the kiosk, in pixels of the window.
#pragma once

#include <algorithm>
#include <cstdint>

namespace qp::kiosk {

// A count or index as a length; the one place where the narrowing is meant.
template <class T>
constexpr float real(T value) {
    return static_cast<float>(value);
}

struct Point {
    float x = 0;
    float y = 0;
};

struct Size {
    float w = 0;
    float h = 0;
};

struct Insets {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;

    static Insets all(float v) { return {v, v, v, v}; }
    static Insets xy(float x, float y) { return {x, y, x, y}; }
    float across() const { return left + right; }
    float down() const { return top + bottom; }
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point centre() const { return {x + w / 2, y + h / 2}; }
    bool is_empty() const { return w <= 0 || h <= 0; }
    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    Rect inset(const Insets& by) const {
        return {x + by.left, y + by.top, std::max(0.0F, w - by.across()),
                std::max(0.0F, h - by.down())};
    }
    Rect grown(float by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
    Rect cut(const Rect& o) const {
        const float left = std::max(x, o.x);
        const float top = std::max(y, o.y);
        return {left, top, std::max(0.0F, std::min(right(), o.right()) - left),
                std::max(0.0F, std::min(bottom(), o.bottom()) - top)};
    }
};

// Which corners of a rectangle are round.
enum class Corners { all, top };

// 0xAABBGGRR, as the draw lists take it. 0 draws nothing.
using Color = std::uint32_t;

constexpr Color rgb(std::uint32_t hex) {
    return 0xFF000000U | ((hex & 0xFFU) << 16U) | (hex & 0xFF00U) | ((hex >> 16U) & 0xFFU);
}

// The nearest whole part of a channel; std::lround is not constexpr in C++20.
constexpr Color rounded(float channel) {
    const auto whole = static_cast<Color>(channel);
    return channel - static_cast<float>(whole) < 0.5F ? whole : whole + 1;
}

// `alpha` 0…1 scales the colour's own.
constexpr Color faded(Color color, float alpha) {
    const float own = static_cast<float>(color >> 24U);
    return (color & 0x00FFFFFFU) | (rounded(own * alpha) << 24U);
}

// `share` 0…1 of `b` in `a`, channel by channel.
constexpr Color mixed(Color a, Color b, float share) {
    Color out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const float from = static_cast<float>((a >> shift) & 0xFFU);
        const float to = static_cast<float>((b >> shift) & 0xFFU);
        out |= rounded(from + (to - from) * share) << shift;
    }
    return out;
}

}  // namespace qp::kiosk
