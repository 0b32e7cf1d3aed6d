// SPDX-License-Identifier: EUPL-1.2
// Queues what fingers and keys did, and hands it out one act a frame: what a key or a touch means
// is decided by the picture that was seen. What belongs to one touch comes together, so that the
// next picture shows all of it. Follows the first finger alone, until it has lain still for so long
// that it is no finger's doing: a controller that is broken, or a hand that leans on the glass.
// Then the next one that goes down is followed instead, and the first one's trembling draws
// nothing.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "kiosk/ui/input.h"

namespace qp::kiosk {

class Pointer {
public:
    // `ms`: when, by a clock that may run over (SDL's, of 32 bits).
    void down(std::int64_t finger, Point at, std::uint32_t ms = 0);
    void move(std::int64_t finger, Point at, std::uint32_t ms = 0);
    void up(std::int64_t finger, Point at);
    void wheel(Point at, float notches);
    // What a held key repeats is dropped (EN 301 549, 5.7): some people cannot let go in time.
    void key(ui::Key key, bool is_repeat = false);
    void typed(const std::string& text, bool is_repeat = false);

    // What arrives from now on came while a picture was being drawn that could not show it, or did
    // not.
    void while_drawing(bool is_drawing) { is_drawing_ = is_drawing; }

    ui::Input take();
    bool has_more() const { return !events_.empty(); }
    // Pictures shown between the arrival of the oldest of what was taken last and its taking, one
    // that was being drawn then included. Unset: nothing had arrived.
    std::optional<std::uint32_t> frames_waited() const { return frames_waited_; }

private:
    enum class Kind { down, move, up, wheel, key, typed };
    struct Event {
        Kind kind = Kind::move;
        Point at;
        float notches = 0;
        ui::Key key = ui::Key::next;
        std::string text;
        std::uint32_t waited = 0;  // pictures shown since it arrived
    };
    bool goes_along(const ui::Input& taken, bool has_moved) const;
    bool lies_still(std::uint32_t ms) const;
    void push(Kind kind, Point at) {
        events_.push_back({kind, at, 0, ui::Key::next, {}, is_drawing_ ? 1U : 0U});
    }

    std::deque<Event> events_;
    std::optional<std::int64_t> followed_;
    std::optional<std::int64_t> stuck_;  // left lying, until it is lifted
    Point still_at_;                     // since when the followed one lies where it is
    std::uint32_t still_since_ = 0;
    bool is_down_ = false;
    bool is_drawing_ = false;
    std::optional<std::uint32_t> frames_waited_;
    Point at_{-1e6F, -1e6F};
};

}  // namespace qp::kiosk
