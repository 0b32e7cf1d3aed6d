// SPDX-License-Identifier: EUPL-1.2
// What somebody has looked at, or read, and found good: files beside the tests that hold today's
// screens against them.
#pragma once

#include <cstdlib>
#include <string>

namespace qp::kiosk::accessibility {

// `name`: "pictures/start.png". QP_SOURCE: where the sources are.
inline std::string golden_path(const std::string& name) {
    const char* source = std::getenv("QP_SOURCE");
    return std::string{source == nullptr ? "." : source} + "/kiosk/accessibility/" + name;
}

// QP_GOLDEN=renew: they are written anew, for somebody to look at before they are committed.
inline bool is_golden_renewed() {
    const char* set = std::getenv("QP_GOLDEN");
    return set != nullptr && std::string{set} == "renew";
}

}  // namespace qp::kiosk::accessibility
