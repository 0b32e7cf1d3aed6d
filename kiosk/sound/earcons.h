// SPDX-License-Identifier: EUPL-1.2
// The sounds themselves, made of a few sine tones: none is longer than half a second, all lie where
// old ears still hear well (below 1,000 Hz), and each is known by its melody: one short tone
// (accepted), up (saved), down (refused), three times the same (countdown).
#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/ui/semantics.h"

namespace qp::kiosk::sound {

inline constexpr int kSamplesASecond = 44100;

// One channel, signed 16 bits; begins and ends in silence, so that nothing clicks. At full volume
// the loudest sample is a third of what there is: beside speech they are quiet. Empty for Cue::none
// and at volume 0.
std::vector<std::int16_t> earcon(ui::Cue cue, int volume_percent);

}  // namespace qp::kiosk::sound
