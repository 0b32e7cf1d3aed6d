// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/fault_words.h"

#include <cmath>

namespace qp::kiosk::accessibility {

std::string name_of(const ui::Node& node) {
    return std::string{ui::name(node.role)} + " #" + node.id + " \"" + node.label + "\"";
}

std::string measures(const Rect& rect) {
    const auto whole = [](float v) { return std::to_string(std::lround(v)); };
    return " [" + whole(rect.x) + "," + whole(rect.y) + " " + whole(rect.w) + "x" + whole(rect.h) +
           "]";
}

}  // namespace qp::kiosk::accessibility
