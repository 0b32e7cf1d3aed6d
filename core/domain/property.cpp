// SPDX-License-Identifier: EUPL-1.2
#include <array>

#include "core/domain/sensing.h"

namespace qp::domain {

namespace {

struct Facts {
    std::string_view slug;
    std::string_view unit;
    std::uint8_t decimals;
};

// In the order of the enumeration. Slugs stand in open data and configuration: they never change.
constexpr std::array<Facts, 18> kFacts{{
    {"other", "", 1},
    {"temperature", "°C", 1},
    {"humidity", "%", 0},
    {"pressure", "hPa", 0},
    {"wind_speed", "m/s", 1},
    {"rain", "mm", 1},
    {"pm10", "µg/m³", 0},
    {"pm25", "µg/m³", 0},
    {"no2", "µg/m³", 0},
    {"o3", "µg/m³", 0},
    {"so2", "µg/m³", 0},
    {"co", "mg/m³", 1},
    {"noise", "dB(A)", 0},
    {"bicycles", "", 0},
    {"pedestrians", "", 0},
    {"air_index", "", 0},
    {"soil_moisture", "%", 0},
    {"water_level", "cm", 0},
}};

const Facts& facts(Property property) {
    return kFacts[static_cast<std::size_t>(property)];
}

}  // namespace

std::string_view slug(Property property) {
    return facts(property).slug;
}

std::optional<Property> find_property(std::string_view slug) {
    for (std::size_t i = 0; i < kFacts.size(); ++i) {
        if (kFacts[i].slug == slug) return static_cast<Property>(i);
    }
    return std::nullopt;
}

bool is_count(Property property) {
    return property == Property::bicycles || property == Property::pedestrians;
}

std::string_view unit(Property property) {
    return facts(property).unit;
}

std::uint8_t decimals(Property property) {
    return facts(property).decimals;
}

}  // namespace qp::domain
