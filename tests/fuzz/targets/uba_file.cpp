// SPDX-License-Identifier: EUPL-1.2
// Files of the Umweltbundesamt.
#include "sync/city/ingest/uba_file.h"

#include <algorithm>
#include <cmath>

#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(uba_file) {
    const auto file = city::ingest::parse_uba(as_text(input), "file");
    if (!file) return;
    for (const auto& [code, properties] : file->stations) {
        hold(!code.empty(), "a station has a code");
        for (const auto& [property, observations] : properties) {
            const bool ascends =
                std::is_sorted(observations.begin(), observations.end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; });
            hold(ascends, "observations ascend by time");
            for (const auto& observation : observations)
                hold(std::isfinite(observation.value), "a value is a number");
        }
    }
}
