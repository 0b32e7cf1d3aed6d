// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/gestures.h"

#include <cmath>

namespace qp::kiosk::ui {
namespace {

constexpr double kSampleSeconds = 0.1;
constexpr float kFriction = 4.0F;   // a second
constexpr float kFlingMin = 60.0F;  // pixels a second
constexpr float kFlingMax = 9000.0F;
constexpr double kStepMax = 0.05;  // seconds: after a pause a list must not jump
constexpr float kWheelStep = 120.0F;
constexpr float kGlide = 14;  // of the way to where it was sent, a second
constexpr float kFirstStep = kGlide / 60;

// The innermost viewport at a point that has anything to scroll.
std::string viewport_at(const Viewports& viewports, const Tree& shown, Point at) {
    std::string found;
    for (const Node& node : shown.nodes()) {
        if (node.role != Role::scroll || node.is_behind || !node.visible.contains(at)) continue;
        const auto view = viewports.find(node.id);
        if (view != viewports.end() && view->second.offset_max() > 0) found = node.id;
    }
    return found;
}

}  // namespace

void Gestures::cancel() {
    pressed_.clear();
    viewport_.clear();
    is_dragging_ = false;
    samples_.clear();
}

std::optional<Gestures::Tap> Gestures::update(const Input& input, const Tree& shown,
                                              Viewports& viewports, const Conditions& conditions) {
    const double now = conditions.now;
    std::optional<Tap> tap;
    if (input.went_down) {
        cancel();
        has_finger_ = true;
        from_ = input.down_at;
        const Node* node = shown.hit(input.down_at);
        if (node != nullptr) pressed_ = node->id;
        viewport_ = viewport_at(viewports, shown, input.down_at);
        if (!viewport_.empty()) {
            Viewport& view = viewports[viewport_];
            // A finger on a gliding list stops it and presses nothing.
            if (std::abs(view.velocity) > kFlingMin) pressed_.clear();
            view.velocity = 0;
            offset_from_ = view.offset;
        }
    }
    if (has_finger_ && (input.is_down || input.went_up))
        drag(input, viewports, conditions.slop, now);
    if (input.went_up && has_finger_) {
        if (is_dragging_) {
            release(viewports, now);
        } else if (!pressed_.empty()) {
            const Node* node = shown.hit(input.at);
            if (node != nullptr && node->id == pressed_) tap = Tap{pressed_, input.at};
        }
        cancel();
        has_finger_ = false;
    }
    if (input.wheel != 0) {
        const std::string id = viewport_at(viewports, shown, input.at);
        if (!id.empty()) {
            Viewport& view = viewports[id];
            view.offset =
                std::clamp(view.offset - input.wheel * kWheelStep, 0.0F, view.offset_max());
        }
    }
    glide(viewports, conditions);
    return tap;
}

void Gestures::drag(const Input& input, Viewports& viewports, float slop, double now) {
    const float dx = input.at.x - from_.x;
    const float dy = input.at.y - from_.y;
    const float way = std::hypot(dx, dy);
    if (!is_dragging_ && way > slop) {
        pressed_.clear();
        is_dragging_ = !viewport_.empty();
        // Starts at the slop's edge, so that the list does not jump by it.
        from_.x += dx * slop / way;
        from_.y += dy * slop / way;
    }
    if (!is_dragging_) return;
    Viewport& view = viewports[viewport_];
    view.offset = std::clamp(offset_from_ - (input.at.y - from_.y), 0.0F, view.offset_max());
    samples_.push_back({now, input.at.y});
    while (now - samples_.front().at > kSampleSeconds) samples_.pop_front();
}

void Gestures::release(Viewports& viewports, double now) {
    if (samples_.size() < 2) return;
    const double seconds = now - samples_.front().at;
    if (seconds <= 0) return;
    const float speed = (samples_.front().y - samples_.back().y) / static_cast<float>(seconds);
    viewports[viewport_].velocity = std::clamp(speed, -kFlingMax, kFlingMax);
}

void Gestures::send(Viewport& view, float target, bool is_motion_reduced) {
    const float way = std::clamp(target, 0.0F, view.offset_max()) - view.offset;
    view.offset += is_motion_reduced ? way : way * kFirstStep;
    view.velocity = 0;
    if (is_motion_reduced) return;
    view.target = target;
    is_moving_ = true;
}

void Gestures::glide(Viewports& viewports, const Conditions& conditions) {
    const float step = static_cast<float>(std::min(conditions.now - last_, kStepMax));
    last_ = conditions.now;
    is_moving_ = false;
    for (auto& [id, view] : viewports) {
        if (conditions.is_motion_reduced) {
            if (view.target) view.offset = std::clamp(*view.target, 0.0F, view.offset_max());
            view.target.reset();
            view.velocity = 0;
        }
        if (view.target) {
            const float way = std::clamp(*view.target, 0.0F, view.offset_max()) - view.offset;
            view.offset += way * std::min(1.0F, step * kGlide);
            if (std::abs(way) < 1) {
                view.offset += way;
                view.target.reset();
            }
            is_moving_ = is_moving_ || view.target.has_value();
        }
        if (view.velocity == 0) continue;
        view.offset = std::clamp(view.offset + view.velocity * step, 0.0F, view.offset_max());
        view.velocity *= std::exp(-kFriction * step);
        const bool is_at_end = view.offset <= 0 || view.offset >= view.offset_max();
        if (std::abs(view.velocity) < kFlingMin || is_at_end) view.velocity = 0;
        is_moving_ = is_moving_ || view.velocity != 0;
    }
}

}  // namespace qp::kiosk::ui
