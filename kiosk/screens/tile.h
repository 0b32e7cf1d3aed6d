// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "core/views/start.h"
#include "kiosk/screens/intents.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::screens {

// A live value with its class, its place and its age. Pressed, it opens its station.
// `may_be_broad`: at a usual text size there is room for its curve beside the value.
void tile(ui::Canvas& canvas, const views::Tile& tile, const std::string& id, bool may_be_broad,
          Intents& intents);

}  // namespace qp::kiosk::screens
