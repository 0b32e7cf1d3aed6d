// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/place.h"

namespace qp::domain {

std::optional<Quarter> find_quarter(std::string_view slug) {
    for (const Quarter& quarter : kQuarters) {
        if (quarter.slug == slug) return quarter;
    }
    return std::nullopt;
}

}  // namespace qp::domain
