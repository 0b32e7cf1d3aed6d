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

// A point to 5 decimals (about a metre): hundred-thousandths of a degree, WGS 84.
struct Point {
    std::int32_t latitude_e5 = 0;
    std::int32_t longitude_e5 = 0;
    bool operator==(const Point&) const = default;
};

// Slugs travel in operations, scopes and addresses: they never change.
struct Quarter {
    std::string_view slug;  // "joellenbeck"
    std::string_view name;  // "Jöllenbeck"
    Point middle;           // of where most people live, roughly: for names on a map
};

inline constexpr std::array<Quarter, 10> kQuarters{{
    {"mitte", "Mitte", {52'02200, 8'53300}},
    {"schildesche", "Schildesche", {52'05200, 8'54500}},
    {"gadderbaum", "Gadderbaum", {52'00800, 8'52300}},
    {"brackwede", "Brackwede", {51'98800, 8'50700}},
    {"dornberg", "Dornberg", {52'04500, 8'45500}},
    {"joellenbeck", "Jöllenbeck", {52'10100, 8'51500}},
    {"heepen", "Heepen", {52'03300, 8'60400}},
    {"stieghorst", "Stieghorst", {52'00200, 8'59300}},
    {"sennestadt", "Sennestadt", {51'95000, 8'58600}},
    {"senne", "Senne", {51'95300, 8'52900}},
}};

// The scope of what concerns everybody; not a quarter.
inline constexpr std::string_view kCityScope = "city";

std::optional<Quarter> find_quarter(std::string_view slug);

// What a device may hold: everything, or what concerns everybody and one quarter.
std::vector<std::string> all_scopes();
std::vector<std::string> scopes_of(std::string_view quarter);  // kCityScope: all

}  // namespace qp::domain
