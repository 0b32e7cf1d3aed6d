// SPDX-License-Identifier: EUPL-1.2
// Pictures of the kiosk's screens, to be held against those that somebody has looked at. Kept at
// half their size: what matters is seen, and a letter's edge that another driver smooths otherwise
// is not.
#pragma once

#include <string>

#include "core/base/result.h"
#include "kiosk/draw/pixels.h"

namespace qp::kiosk::accessibility {

using Picture = Pixels;

// not_found, damaged.
Result<Picture> read_picture(const std::string& path);
Status write_picture(const std::string& path, const Picture& picture);

// Each pixel the mean of four.
Picture halved(const Picture& picture);

// From 0 to 1: pixels of which a colour differs by more than `tolerance` (of 255). 1 where the
// sizes differ.
double share_that_differs(const Picture& one, const Picture& other, int tolerance);

}  // namespace qp::kiosk::accessibility
