// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/input_watch.h"

namespace qp::kiosk::app {

void InputWatch::taken(std::uint32_t frames_waited) {
    pending_.push_back({frames_waited, last_, true});
    has_new_ = true;
}

void InputWatch::shown(std::uint64_t picture, bool asks_for_more) {
    if (has_new_) pending_.back().is_carried_out = !asks_for_more;
    has_new_ = false;
    std::vector<Pending> later;
    for (Pending& input : pending_) {
        ++input.frames;
        if (input.is_carried_out && picture != input.before) {
            frames_.add(input.frames);
        } else {
            input.is_carried_out = true;
            later.push_back(input);
        }
    }
    pending_ = std::move(later);
    last_ = picture;
}

}  // namespace qp::kiosk::app
