// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/input_watch.h"

namespace qp::kiosk::app {

void InputWatch::taken(std::uint32_t frames_waited) {
    pending_.push_back({frames_waited, last_});
}

void InputWatch::shown(std::uint64_t picture) {
    std::vector<Pending> later;
    for (Pending& input : pending_) {
        ++input.frames;
        if (picture != input.before)
            frames_.add(input.frames);
        else
            later.push_back(input);
    }
    pending_ = std::move(later);
    last_ = picture;
}

}  // namespace qp::kiosk::app
