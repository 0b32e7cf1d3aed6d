// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/shown_checks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "kiosk/accessibility/fault_words.h"

namespace qp::kiosk::accessibility {
namespace {

constexpr float kTargetMillimetres = 12.7F;
constexpr float kGapMillimetres = 2.54F;
constexpr float kCapitalDegrees = 0.7F;
constexpr float kTextContrast = 4.5F;
constexpr float kRounding = 1.01F;  // both edges of a box stand on whole pixels

bool can_be_pressed(const ui::Node& node) {
    return node.action != ui::Action::none && !node.is_behind;
}

bool holds(const Rect& outer, const Rect& inner) {
    return outer.x <= inner.x + kRounding && outer.y <= inner.y + kRounding &&
           outer.right() >= inner.right() - kRounding &&
           outer.bottom() >= inner.bottom() - kRounding;
}

float gap_between(const Rect& a, const Rect& b) {
    const float across = std::max({0.0F, b.x - a.right(), a.x - b.right()});
    const float along = std::max({0.0F, b.y - a.bottom(), a.y - b.bottom()});
    return std::hypot(across, along);
}

}  // namespace

Faults check_targets(const ui::Tree& tree, const ui::Glass& glass) {
    Faults faults;
    const float least = kTargetMillimetres * glass.px_per_mm - 0.01F;
    for (const ui::Node& node : tree.nodes()) {
        if (!can_be_pressed(node)) continue;
        if (node.id.empty()) faults.push_back("without an id: " + name_of(node));
        if (node.rect.w < least || node.rect.h < least)
            faults.push_back("too small: " + name_of(node) + measures(node.rect));
    }
    return faults;
}

Faults check_gaps(const ui::Tree& tree, const ui::Glass& glass) {
    Faults faults;
    std::vector<const ui::Node*> targets;
    for (const ui::Node& node : tree.nodes()) {
        if (can_be_pressed(node) && !node.contains && node.role != ui::Role::group)
            targets.push_back(&node);
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        for (std::size_t j = i + 1; j < targets.size(); ++j) {
            const ui::Node& a = *targets[i];
            const ui::Node& b = *targets[j];
            // What scrolls passes below what stays, and a thing inside another is a part of it.
            if (a.viewport != b.viewport || holds(a.rect, b.rect) || holds(b.rect, a.rect))
                continue;
            if (gap_between(a.rect, b.rect) + kRounding < kGapMillimetres * glass.px_per_mm)
                faults.push_back("too close: " + name_of(a) + measures(a.rect) + " and " +
                                 name_of(b) + measures(b.rect));
        }
    }
    return faults;
}

Faults check_clipping(const std::vector<ui::DrawnText>& texts, Size window) {
    Faults faults;
    for (const ui::DrawnText& text : texts) {
        const std::string what = "\"" + text.text + "\"" + measures(text.rect);
        if (text.is_cut) faults.push_back("lines left out: " + what);
        if (text.needed.w > text.rect.w + kRounding || text.needed.h > text.rect.h + kRounding)
            faults.push_back("larger than its room: " + what + " needs " +
                             std::to_string(std::lround(text.needed.w)) + "x" +
                             std::to_string(std::lround(text.needed.h)));
        if (!holds(text.around, text.rect))
            faults.push_back("outside of its box: " + what + " in" + measures(text.around));
        if (text.rect.x < -kRounding || text.rect.right() > window.w + kRounding)
            faults.push_back("outside of the window: " + what);
    }
    return faults;
}

Faults check_mirrored(const ui::Tree& left, const ui::Tree& right, float width) {
    const auto& from_left = left.nodes();
    const auto& from_right = right.nodes();
    if (from_left.size() != from_right.size()) return {"not the same nodes"};
    Faults faults;
    for (std::size_t i = 0; i < from_left.size(); ++i) {
        // Keys stand where the layout of their language puts them.
        if (from_left[i].role == ui::Role::key) continue;
        // A number pad is the same in every language.
        if (from_left[i].id.starts_with("staff.digit.") || from_left[i].id == "staff.erase")
            continue;
        // A receipt code is another one each time, and as wide as its letters.
        if (from_left[i].label != from_right[i].label || from_left[i].value != from_right[i].value)
            continue;
        // Parts of a drawing stay where they are.
        if (from_left[i].contains) continue;
        const Rect& a = from_left[i].rect;
        const Rect& b = from_right[i].rect;
        if (std::abs(a.x - (width - b.right())) > 2 * kRounding)
            faults.push_back("not mirrored: " + name_of(from_right[i]) + measures(a) + measures(b));
    }
    return faults;
}

Faults check_contrast(const std::vector<ui::DrawnText>& texts) {
    Faults faults;
    for (const ui::DrawnText& text : texts) {
        if (text.background == 0) continue;
        const float found = ui::contrast(text.color, text.background);
        if (found < kTextContrast)
            faults.push_back("contrast " + std::to_string(found) + ": \"" + text.text + "\"");
    }
    return faults;
}

Faults check_capitals(const std::vector<ui::DrawnText>& texts, const ui::Glass& glass) {
    Faults faults;
    for (const ui::DrawnText& text : texts) {
        const float angle = ui::capital_angle(glass, text.size_px);
        if (angle < kCapitalDegrees - 0.001F)
            faults.push_back("seen under " + std::to_string(angle) + "°: \"" + text.text + "\"");
    }
    return faults;
}

Faults check_reach(const ui::Tree& tree, const ui::Glass& glass, float window_height) {
    Faults faults;
    const float highest = ui::out_of_reach_px(glass, window_height) - kRounding;
    for (const ui::Node& node : tree.nodes()) {
        if (!can_be_pressed(node) || node.visible.is_empty()) continue;
        // A group keeps touches from what is behind it, or does what a button does as well.
        if (node.role == ui::Role::group) continue;
        if (node.visible.y < highest)
            faults.push_back("out of reach: " + name_of(node) + measures(node.visible));
    }
    return faults;
}

Faults check_arrows(const ui::Tree& tree, const ui::Viewports& viewports) {
    Faults faults;
    for (const auto& [id, view] : viewports) {
        if (view.offset_max() <= 1 || tree.find(id) == nullptr) continue;
        if (view.has_more_below() && tree.find(id + ".down") == nullptr)
            faults.push_back("no arrow down: " + id);
        if (view.has_more_above() && tree.find(id + ".up") == nullptr)
            faults.push_back("no arrow up: " + id);
    }
    return faults;
}

Faults check_names(const ui::Tree& tree) {
    Faults faults;
    std::map<std::string, int> names;
    std::set<std::string> pressed;
    for (const ui::Node& node : tree.nodes()) {
        if (node.id.empty() || node.is_behind) continue;
        ++names[node.id];
        if (can_be_pressed(node)) pressed.insert(node.id);
    }
    for (const std::string& id : pressed)
        if (names[id] > 1) faults.push_back("two things of one name: " + id);
    return faults;
}

Faults check_words(const ui::Tree& tree) {
    Faults faults;
    for (const ui::Node& node : tree.nodes()) {
        const bool is_picture = node.role == ui::Role::picture || node.role == ui::Role::chart ||
                                node.role == ui::Role::progress;
        // A group takes touches only so that nothing behind it does.
        if (node.role == ui::Role::group || (!is_picture && !can_be_pressed(node))) continue;
        if (node.label.empty() && node.value.empty())
            faults.push_back("without words: " + name_of(node) + measures(node.rect));
    }
    return faults;
}

Faults check_languages(const ui::Tree& tree) {
    Faults faults;
    for (const ui::Node& node : tree.nodes()) {
        if (!node.label.empty() && node.language.empty())
            faults.push_back("without a language: " + name_of(node));
    }
    return faults;
}

}  // namespace qp::kiosk::accessibility
