// SPDX-License-Identifier: EUPL-1.2
// The screen that nobody has touched yet, and the question whether somebody is still there.
#pragma once

#include <string>

#include "core/views/attract.h"
#include "core/views/stand.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::screens {

// `minute` moves everything a little, so that nothing burns in. A touch anywhere begins.
void draw_attract(ui::Canvas& canvas, const views::AttractView& view, std::int64_t minute);

// The same for a kiosk at an event: how to take part by phone, large enough to be read by those who
// pass. A touch anywhere begins as well.
void draw_poster(ui::Canvas& canvas, const views::PosterView& view, std::int64_t minute);

// Dark, by the hours of the night.
void draw_asleep(ui::Canvas& canvas, const std::string& touch);

struct AreYouThere {
    std::string title;
    std::string text;  // with the seconds that are left
    std::string stay;
};
// Over everything else; any touch is an answer, and so is its button "still.here".
void draw_are_you_there(ui::Canvas& canvas, const AreYouThere& question);

}  // namespace qp::kiosk::screens
