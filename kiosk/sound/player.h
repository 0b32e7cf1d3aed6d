// SPDX-License-Identifier: EUPL-1.2
// Plays one short sound at a time.
#pragma once

#include "kiosk/ui/semantics.h"

namespace qp::kiosk::sound {

class Player {
public:
    virtual ~Player() = default;
    // Returns at once; what is still to be heard of the one before ends. Where there is no sound
    // card nothing is heard, and nothing else changes. `volume_percent`: 0 … 100.
    virtual void play(ui::Cue cue, int volume_percent) = 0;
    // Silence, and the sound card is for others to use. Returns at once.
    virtual void stop() = 0;
};

}  // namespace qp::kiosk::sound
