// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/timeline.h"

namespace qp::sim {

void Timeline::run_until(Milliseconds until) {
    while (!events_.empty() && events_.begin()->first.first <= until) {
        auto node = events_.extract(events_.begin());
        now_ = std::max(now_, node.key().first);
        ++happened_;
        node.mapped()();
    }
    now_ = std::max(now_, until);
}

}  // namespace qp::sim
