// SPDX-License-Identifier: EUPL-1.2
// Tells tap, drag and fling apart. A drag cancels the press it began as. What a tap means is
// decided by the frame that the person saw, not by the next one.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "kiosk/ui/input.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/semantics.h"

namespace qp::kiosk::ui {

class Gestures {
public:
    struct Tap {
        std::string id;
        Point at;
    };
    struct Conditions {
        float slop;  // how far a finger may slip in a press
        double now;  // in seconds
        bool is_motion_reduced = false;
    };
    // Moves viewports. Where motion is reduced nothing glides: an arrow jumps, a fling ends where
    // the finger did.
    std::optional<Tap> update(const Input& input, const Tree& shown, Viewports& viewports,
                              const Conditions& conditions);
    // An arrow or a key sends a viewport there. The first step is taken at once: the next picture
    // shows it.
    void send(Viewport& view, float target, bool is_motion_reduced);
    // The node under the finger while it is a press; empty otherwise.
    const std::string& pressed() const { return pressed_; }
    bool is_moving() const { return is_moving_; }
    void cancel();

private:
    struct Sample {
        double at;
        float y;
    };
    void drag(const Input& input, Viewports& viewports, float slop, double now);
    void release(Viewports& viewports, double now);
    void glide(Viewports& viewports, const Conditions& conditions);

    std::string pressed_;
    std::string viewport_;  // the one that a drag would move
    bool is_dragging_ = false;
    bool is_moving_ = false;
    bool has_finger_ = false;
    Point from_;
    float offset_from_ = 0;
    std::deque<Sample> samples_;
    double last_ = 0;
};

}  // namespace qp::kiosk::ui
