// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/platform/pointer.h"

#include <algorithm>
#include <cmath>

namespace qp::kiosk {
namespace {

// A screen that nobody draws must not fill the memory.
constexpr std::size_t kEventsMax = 4096;
constexpr Point kAway{-1e6F, -1e6F};
// Nobody presses anything for that long.
constexpr std::uint32_t kStillMs = 3000;

// A finger that lies still: controllers tell of the last pixels' coming and going.
bool is_trembling(Point from, Point to) {
    constexpr float kPixels = 8;
    return std::hypot(to.x - from.x, to.y - from.y) <= kPixels;
}

}  // namespace

bool Pointer::lies_still(std::uint32_t ms) const {
    return followed_ && ms - still_since_ >= kStillMs;
}

void Pointer::down(std::int64_t finger, Point at, std::uint32_t ms) {
    if ((followed_ && !lies_still(ms)) || events_.size() > kEventsMax) return;
    if (followed_ && followed_ != finger) stuck_ = followed_;
    if (stuck_ == finger) stuck_.reset();
    followed_ = finger;
    still_at_ = at;
    still_since_ = ms;
    push(Kind::down, at);
}

void Pointer::move(std::int64_t finger, Point at, std::uint32_t ms) {
    if (finger == stuck_ || (followed_ && followed_ != finger)) return;
    if (followed_ && is_trembling(still_at_, at)) {
        if (lies_still(ms)) return;
    } else {
        still_at_ = at;
        still_since_ = ms;
    }
    // Only where the finger is now counts between two edges.
    if (!events_.empty() && events_.back().kind == Kind::move) {
        events_.back().at = at;
    } else if (events_.size() <= kEventsMax) {
        push(Kind::move, at);
    }
}

void Pointer::up(std::int64_t finger, Point at) {
    if (finger == stuck_) stuck_.reset();
    if (followed_ != finger) return;
    followed_.reset();
    push(Kind::up, at);
}

void Pointer::wheel(Point at, float notches) {
    if (events_.size() > kEventsMax) return;
    push(Kind::wheel, at);
    events_.back().notches = notches;
}

void Pointer::key(ui::Key key, bool is_repeat) {
    if (is_repeat || events_.size() > kEventsMax) return;
    push(Kind::key, at_);
    events_.back().key = key;
}

void Pointer::typed(const std::string& text, bool is_repeat) {
    if (is_repeat || events_.size() > kEventsMax) return;
    push(Kind::typed, at_);
    events_.back().text = text;
}

// A lift after a movement does not: the movement is a frame of its own, from which a fling takes
// its speed.
bool Pointer::goes_along(const ui::Input& taken, bool has_moved) const {
    if (!taken.went_down || taken.went_up) return false;
    const Kind next = events_.front().kind;
    return next == Kind::move || (next == Kind::up && !has_moved);
}

ui::Input Pointer::take() {
    ui::Input input;
    frames_waited_.reset();
    bool has_edge = false;
    bool has_moved = false;
    while (!events_.empty() && (!has_edge || goes_along(input, has_moved))) {
        const Event event = std::move(events_.front());
        events_.pop_front();
        frames_waited_ = std::max(frames_waited_.value_or(0), event.waited);
        switch (event.kind) {
            case Kind::down:
                at_ = input.down_at = event.at;
                is_down_ = true;
                input.went_down = has_edge = true;
                break;
            case Kind::move:
                at_ = event.at;
                has_moved = has_moved || (is_down_ && !is_trembling(input.down_at, at_));
                break;
            case Kind::up:
                at_ = event.at;
                is_down_ = false;
                input.went_up = has_edge = true;
                break;
            case Kind::wheel:
                at_ = event.at;
                input.wheel += event.notches;
                break;
            // A key means what it means on the frame that was seen: one a frame.
            case Kind::key:
                input.keys.push_back(event.key);
                has_edge = true;
                break;
            case Kind::typed:
                input.typed += event.text;
                has_edge = true;
                break;
        }
    }
    // What is taken now is drawn as the next picture; the rest waits for it.
    for (Event& later : events_) ++later.waited;
    input.is_down = is_down_;
    input.at = at_;
    // A lifted finger leaves no pointer behind that would hover somewhere.
    if (input.went_up) at_ = kAway;
    return input;
}

}  // namespace qp::kiosk
