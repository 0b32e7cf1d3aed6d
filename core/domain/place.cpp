// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/place.h"

namespace qp::domain {

std::optional<Quarter> find_quarter(std::string_view slug) {
    for (const Quarter& quarter : kQuarters) {
        if (quarter.slug == slug) return quarter;
    }
    return std::nullopt;
}

std::vector<std::string> all_scopes() {
    std::vector<std::string> scopes{std::string{kCityScope}};
    for (const Quarter& quarter : kQuarters) scopes.emplace_back(quarter.slug);
    return scopes;
}

std::vector<std::string> scopes_of(std::string_view quarter) {
    if (quarter == kCityScope) return all_scopes();
    return {std::string{kCityScope}, std::string{quarter}};
}

}  // namespace qp::domain
