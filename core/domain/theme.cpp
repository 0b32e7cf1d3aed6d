// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/theme.h"

#include <cstddef>

namespace qp::domain {

namespace {

// In the order of the enumerations. Slugs travel in operations: they never change.
constexpr std::array<std::string_view, 4> kFieldSlugs{"cooperation", "learning", "living",
                                                      "technology"};
constexpr std::array<std::string_view, 8> kThemeSlugs{"strategy", "cocreation",  "transfer",
                                                      "skills",   "environment", "quality",
                                                      "planning", "dataspace"};
constexpr std::array<std::string_view, 4> kSectorSlugs{"administration", "science", "economy",
                                                       "civil_society"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& slugs, std::string_view slug) {
    for (std::size_t i = 0; i < N; ++i) {
        if (slugs[i] == slug) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view slug(Field field) {
    return kFieldSlugs[static_cast<std::size_t>(field)];
}

std::string_view slug(Theme theme) {
    return kThemeSlugs[static_cast<std::size_t>(theme)];
}

std::optional<Theme> find_theme(std::string_view slug) {
    return find<Theme>(kThemeSlugs, slug);
}

Field field_of(Theme theme) {
    // Two Aktionsfelder to each Handlungsfeld, in the enumeration's order.
    return static_cast<Field>(static_cast<int>(theme) / 2);
}

std::string_view slug(Sector sector) {
    return kSectorSlugs[static_cast<std::size_t>(sector)];
}

std::optional<Sector> find_sector(std::string_view slug) {
    return find<Sector>(kSectorSlugs, slug);
}

}  // namespace qp::domain
