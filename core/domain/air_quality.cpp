// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/air_quality.h"

#include <array>
#include <cmath>

namespace qp::domain {

namespace {

// The highest whole µg/m³ of the first four classes; what is above is the fifth.
struct Bounds {
    Property property;
    std::array<int, 4> upper;
};

constexpr std::array<Bounds, 5> kCurrent{{{Property::pm10, {9, 27, 54, 90}},
                                          {Property::pm25, {5, 15, 30, 50}},
                                          {Property::o3, {24, 72, 144, 240}},
                                          {Property::no2, {10, 30, 60, 100}},
                                          {Property::so2, {10, 30, 60, 100}}}};
constexpr std::array<Bounds, 4> kOld{{{Property::pm10, {20, 35, 50, 100}},
                                      {Property::pm25, {10, 20, 25, 50}},
                                      {Property::o3, {60, 120, 180, 240}},
                                      {Property::no2, {20, 40, 100, 200}}}};

const std::array<int, 4>* bounds_of(Property property, AirIndexVersion version) {
    if (version == AirIndexVersion::uba_old) {
        for (const Bounds& bounds : kOld) {
            if (bounds.property == property) return &bounds.upper;
        }
        return nullptr;
    }
    for (const Bounds& bounds : kCurrent) {
        if (bounds.property == property) return &bounds.upper;
    }
    return nullptr;
}

}  // namespace

std::optional<AirClass> air_class(Property property, double value, AirIndexVersion version) {
    const std::array<int, 4>* upper = bounds_of(property, version);
    if (upper == nullptr || !std::isfinite(value) || value < 0) return std::nullopt;
    // The index is defined on whole micrograms.
    const double whole = std::floor(value + 0.5);
    int found = static_cast<int>(AirClass::very_good);
    for (const int bound : *upper) {
        if (whole > bound) ++found;
    }
    return static_cast<AirClass>(found);
}

std::optional<AirQuality> air_quality(std::span<const PollutantValue> values,
                                      AirIndexVersion version) {
    std::optional<AirQuality> quality;
    unsigned pollutants = 0;
    for (const PollutantValue& pollutant : values) {
        const auto found = air_class(pollutant.property, pollutant.value, version);
        if (!found) continue;
        pollutants |= 1u << static_cast<unsigned>(pollutant.property);
        if (!quality || *found > quality->worst) {
            quality = AirQuality{*found, pollutant.property, false};
        }
    }
    unsigned all = 0;
    for (const Bounds& bounds : kCurrent) all |= 1u << static_cast<unsigned>(bounds.property);
    if (quality) quality->is_complete = pollutants == all;
    return quality;
}

}  // namespace qp::domain
