// SPDX-License-Identifier: EUPL-1.2
#include "core/store/set_aside.h"

namespace qp::store {

std::string aside_name(const std::string& path, Instant now) {
    std::string time;
    for (const char c : to_iso(now - Milliseconds{ms(now) % 1000})) {
        if (c != '-' && c != ':') time.push_back(c);
    }
    return path + kAsideMark + time;
}

}  // namespace qp::store
