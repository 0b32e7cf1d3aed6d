// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/pixel_checks.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "kiosk/accessibility/fault_words.h"
#include "kiosk/ui/theme.h"

namespace qp::kiosk::accessibility {
namespace {

constexpr float kLetters = 4.5F;
constexpr float kShapes = 3;
constexpr float kRounding = 0.02F;  // of a contrast, where colours are whole numbers

// Whole pixels, and within the picture.
struct Area {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    bool is_empty() const { return left >= right || top >= bottom; }
    bool contains(int x, int y) const { return x >= left && x < right && y >= top && y < bottom; }
};

Area area_of(const Rect& rect, const Picture& picture) {
    const auto whole = [](float v) { return static_cast<int>(std::lround(v)); };
    return {std::max(0, whole(rect.x)), std::max(0, whole(rect.y)),
            std::min(picture.width, whole(rect.right())),
            std::min(picture.height, whole(rect.bottom()))};
}

Color color_at(const Picture& picture, int x, int y) {
    const std::uint8_t* rgb =
        picture.rgb.data() + (static_cast<std::ptrdiff_t>(y) * picture.width + x) * 3;
    return 0xFF000000U | Color{rgb[2]} << 16U | Color{rgb[1]} << 8U | Color{rgb[0]};
}

float luminance_at(const Picture& picture, int x, int y) {
    return ui::luminance(color_at(picture, x, y));
}

// What of an area is behind: the colour that most of it has. And the most that stands out from it.
float most_contrast(const Picture& picture, const Area& area) {
    std::unordered_map<Color, int> counts;
    float darkest = 1;
    float brightest = 0;
    for (int y = area.top; y < area.bottom; ++y) {
        Color last = 0;
        int* count = nullptr;
        for (int x = area.left; x < area.right; ++x) {
            const Color color = color_at(picture, x, y);
            if (color != last) {
                count = &counts[color];
                last = color;
                const float found = ui::luminance(color);
                darkest = std::min(darkest, found);
                brightest = std::max(brightest, found);
            }
            ++*count;
        }
    }
    if (counts.empty()) return 1;
    const auto most =
        std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
            return a.second < b.second || (a.second == b.second && a.first > b.first);
        });
    const float behind = ui::luminance(most->first);
    return std::max(ui::contrast_of_luminances(darkest, behind),
                    ui::contrast_of_luminances(brightest, behind));
}

std::string rounded_to_hundredths(float value) {
    const std::string all = std::to_string(std::round(value * 100) / 100);
    return all.substr(0, all.find('.') + 3);
}

// Part of it may be scrolled away: it is judged where most of it is seen.
bool is_in_sight(const Rect& whole, const Rect& visible) {
    return visible.w * visible.h >= 0.8F * whole.w * whole.h && !visible.is_empty();
}

// From `outside` on, inwards: how much the edge stands out from what lies before it.
float edge_contrast(const Picture& picture, Point outside, float x_step, float y_step) {
    constexpr int kSteps = 14;
    const auto at = [&](int step) {
        const int x = static_cast<int>(std::lround(outside.x + real(step) * x_step));
        const int y = static_cast<int>(std::lround(outside.y + real(step) * y_step));
        if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return -1.0F;
        return luminance_at(picture, x, y);
    };
    const float before = at(0);
    if (before < 0) return kShapes;  // it ends with the glass
    float most = 1;
    for (int step = 1; step < kSteps; ++step)
        if (const float here = at(step); here >= 0)
            most = std::max(most, ui::contrast_of_luminances(before, here));
    return most;
}

Faults check_field_edges(const Picture& shown, const ui::Node& node) {
    constexpr float kBefore = 4;
    const Rect& r = node.rect;
    const Point middle = r.centre();
    struct Side {
        const char* name;
        Point outside;
        float x_step;
        float y_step;
    };
    Faults faults;
    for (const Side& side : {Side{"left", {r.x - kBefore, middle.y}, 1, 0},
                             Side{"right", {r.right() + kBefore, middle.y}, -1, 0},
                             Side{"top", {middle.x, r.y - kBefore}, 0, 1},
                             Side{"bottom", {middle.x, r.bottom() + kBefore}, 0, -1}}) {
        const float found = edge_contrast(shown, side.outside, side.x_step, side.y_step);
        if (found < kShapes - kRounding)
            faults.push_back(std::string{"its "} + side.name + " edge stands out with " +
                             rounded_to_hundredths(found) + ": " + name_of(node));
    }
    return faults;
}

// A point of a picture in every so many pixels, as luminance.
std::vector<float> grid_of(const Picture& picture) {
    constexpr int kEvery = 12;
    std::vector<float> values;
    for (int y = kEvery / 2; y < picture.height; y += kEvery)
        for (int x = kEvery / 2; x < picture.width; x += kEvery)
            values.push_back(luminance_at(picture, x, y));
    return values;
}

}  // namespace

Faults check_letters(const Picture& shown, const std::vector<ui::DrawnText>& texts) {
    constexpr float kLines = 2.5F;  // of a long text its first are enough
    Faults faults;
    for (const ui::DrawnText& text : texts) {
        Rect part = text.visible;
        part.h = std::min(part.h, text.size_px * kLines);
        if (text.text.find_first_not_of(" \n") == std::string::npos) continue;
        // A line's head or foot alone says nothing of its letters.
        if (part.h < text.size_px || part.w < std::min(text.rect.w, text.size_px)) continue;
        const Area area = area_of(part, shown);
        if (area.is_empty()) continue;
        const float found = most_contrast(shown, area);
        if (found < kLetters - kRounding)
            faults.push_back("letters of " + rounded_to_hundredths(found) + ": \"" + text.text +
                             "\"" + measures(part));
    }
    return faults;
}

Faults check_controls(const Picture& shown, const ui::Tree& tree) {
    Faults faults;
    for (const ui::Node& node : tree.nodes()) {
        if (node.action == ui::Action::none || node.is_behind || node.state.is_disabled) continue;
        if (node.role == ui::Role::group || node.contains) continue;
        if (!is_in_sight(node.rect, node.visible)) continue;
        const float found = most_contrast(shown, area_of(node.visible, shown));
        if (found < kShapes - kRounding)
            faults.push_back("what it is stands out with " + rounded_to_hundredths(found) + ": " +
                             name_of(node) + measures(node.visible));
        if (node.action != ui::Action::edit) continue;
        const Faults edges = check_field_edges(shown, node);
        faults.insert(faults.end(), edges.begin(), edges.end());
    }
    return faults;
}

Faults check_focus_mark(const Picture& without, const Picture& with, const ui::Node& focused,
                        float scale) {
    constexpr float kAround = 12;     // how far out the mark may stand, in the design's pixels
    constexpr float kThick = 2;       // what it must have
    constexpr float kCorners = 0.8F;  // round ones are shorter
    const Rect seen = focused.visible;
    if (seen.is_empty()) return {"out of sight: " + name_of(focused)};
    const Area inner = area_of(seen.grown(-kThick * scale), with);
    const Area outer = area_of(seen.grown(kAround * scale), with);
    int changed = 0;
    for (int y = outer.top; y < outer.bottom; ++y)
        for (int x = outer.left; x < outer.right; ++x) {
            if (inner.contains(x, y)) continue;
            if (ui::contrast(color_at(without, x, y), color_at(with, x, y)) >= kShapes - kRounding)
                ++changed;
        }
    const float wanted = 2 * (seen.w + seen.h) * kThick * scale * kCorners;
    if (real(changed) >= wanted) return {};
    return {"the focus is marked by " + std::to_string(changed) + " pixels of " +
            std::to_string(std::lround(wanted)) + ": " + name_of(focused)};
}

Faults check_state(const Picture& one, const Picture& other, const ui::Node& node) {
    const Area area = area_of(node.visible, one);
    for (int y = area.top; y < area.bottom; ++y)
        for (int x = area.left; x < area.right; ++x)
            if (ui::contrast(color_at(one, x, y), color_at(other, x, y)) >= kShapes - kRounding)
                return {};
    return {"on and off look the same: " + name_of(node)};
}

Faults check_flashes(std::span<const Picture> frames) {
    constexpr float kStep = 0.1F;    // WCAG: 10 % of the largest relative luminance
    constexpr float kDark = 0.8F;    // and the darker of the two is below this
    constexpr float kShare = 0.25F;  // of what is seen
    if (frames.empty()) return {"nothing was seen"};
    std::vector<float> turning = grid_of(frames.front());
    std::vector<int> direction(turning.size(), 0);
    std::size_t flashed = 0;
    std::vector<bool> has_flashed(turning.size(), false);
    for (const Picture& frame : frames.subspan(1)) {
        const std::vector<float> now = grid_of(frame);
        if (now.size() != turning.size()) return {"the pictures are of several sizes"};
        for (std::size_t i = 0; i < now.size(); ++i) {
            const float by = now[i] - turning[i];
            const int where = by > 0 ? 1 : -1;
            const bool is_change = std::abs(by) >= kStep && std::min(now[i], turning[i]) < kDark;
            if (is_change && direction[i] == -where && !has_flashed[i]) {
                has_flashed[i] = true;
                ++flashed;
            }
            if (is_change) direction[i] = where;
            // It goes on from the farthest that it came in its direction.
            if (is_change || where == direction[i]) turning[i] = now[i];
        }
    }
    if (real(flashed) < kShare * real(turning.size())) return {};
    return {std::to_string(flashed) + " of " + std::to_string(turning.size()) +
            " points there and back"};
}

Faults check_still(std::span<const Picture> frames) {
    if (frames.empty()) return {"nothing was seen"};
    constexpr std::size_t kFrames = 2;  // the second has the arrows of what turned out to scroll
    if (frames.size() > kFrames)
        return {"it takes " + std::to_string(frames.size()) + " frames to come to rest"};
    return {};
}

}  // namespace qp::kiosk::accessibility
