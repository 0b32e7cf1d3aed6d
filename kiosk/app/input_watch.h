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
    // A picture is shown. `picture`: two that look alike have the same.
    void shown(std::uint64_t picture);
    // Nothing more is drawn: an input that changed nothing until now had nothing to show.
    void at_rest() { pending_.clear(); }

    const Samples& frames() const { return frames_; }
    void forget() { frames_ = {}; }

private:
    struct Pending {
        std::uint32_t frames = 0;
        std::uint64_t before = 0;  // the picture that the person saw
    };
    std::vector<Pending> pending_;  // the newest last
    std::uint64_t last_ = 0;
    Samples frames_;
};

}  // namespace qp::kiosk::app
