// SPDX-License-Identifier: EUPL-1.2
// How many pictures the screen showed from the arrival of an input to the first one in which it can
// be seen that it did something, that one included.
#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/app/stopwatch.h"

namespace qp::kiosk::app {

class InputWatch {
public:
    // A frame begins with an input, after whose arrival `frames_waited` pictures were shown.
    void taken(std::uint32_t frames_waited);
    // A picture is shown. `picture`: two that look alike have the same. `asks_for_more`: what its
    // input asked for is carried out after it was drawn, so that it shows in the next picture.
    void shown(std::uint64_t picture, bool asks_for_more);
    // Nothing more is drawn: an input that changed nothing until now had nothing to show.
    void at_rest() { pending_.clear(); }

    const Samples& frames() const { return frames_; }
    void forget() { frames_ = {}; }

private:
    struct Pending {
        std::uint32_t frames = 0;
        std::uint64_t before = 0;  // the picture that the person saw
        bool is_carried_out = false;
    };
    std::vector<Pending> pending_;  // the newest last
    bool has_new_ = false;
    std::uint64_t last_ = 0;
    Samples frames_;
};

}  // namespace qp::kiosk::app
