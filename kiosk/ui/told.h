// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace qp::kiosk::ui {

// Something to be said at once, which no node of the tree says.
struct Told {
    std::string text;
    std::string language;
    bool is_private = false;  // not to be heard by all
};

}  // namespace qp::kiosk::ui
