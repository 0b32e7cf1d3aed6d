// SPDX-License-Identifier: EUPL-1.2
// Where in Bielefeld: the ten Stadtbezirke. In the code "quarter" stands for Stadtbezirk; residents
// read its name, which is a proper name and the same in every language.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qp::domain {

// Slugs travel in operations, scopes and addresses: they never change.
struct Quarter {
    std::string_view slug;  // "joellenbeck"
    std::string_view name;  // "Jöllenbeck"
};

inline constexpr std::array<Quarter, 10> kQuarters{{
    {"mitte", "Mitte"},
    {"schildesche", "Schildesche"},
    {"gadderbaum", "Gadderbaum"},
    {"brackwede", "Brackwede"},
    {"dornberg", "Dornberg"},
    {"joellenbeck", "Jöllenbeck"},
    {"heepen", "Heepen"},
    {"stieghorst", "Stieghorst"},
    {"sennestadt", "Sennestadt"},
    {"senne", "Senne"},
}};

// The scope of what concerns everybody; not a quarter.
inline constexpr std::string_view kCityScope = "city";

std::optional<Quarter> find_quarter(std::string_view slug);

// What a device may hold: everything, or what concerns everybody and one quarter.
std::vector<std::string> all_scopes();
std::vector<std::string> scopes_of(std::string_view quarter);  // kCityScope: all

// A point to 5 decimals (about a metre): hundred-thousandths of a degree, WGS 84.
struct Point {
    std::int32_t latitude_e5 = 0;
    std::int32_t longitude_e5 = 0;
    bool operator==(const Point&) const = default;
};

}  // namespace qp::domain
