// SPDX-License-Identifier: EUPL-1.2
// How faults name what they found: for whoever mends it.
#pragma once

#include <string>

#include "kiosk/ui/semantics.h"

namespace qp::kiosk::accessibility {

// button #send "Abschicken"
std::string name_of(const ui::Node& node);
// " [left,top widthxheight]", in whole pixels.
std::string measures(const Rect& rect);

}  // namespace qp::kiosk::accessibility
