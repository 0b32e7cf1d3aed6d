// SPDX-License-Identifier: EUPL-1.2
// Air quality classes of the Umweltbundesamt. The current index works on hourly means; the old one
// (until 2025) had other bounds and is kept since recorded files carry it (reference/sensors.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/domain/sensing.h"

namespace qp::domain {

enum class AirClass : std::uint8_t { very_good = 1, good, moderate, poor, very_poor };
enum class AirIndexVersion : std::uint8_t { uba_old = 1, uba_current = 2 };

// Unset for a property that the index does not know, or a negative or non-finite value.
std::optional<AirClass> air_class(Property property, double value, AirIndexVersion version);

struct PollutantValue {
    Property property = Property::other;
    double value = 0;
};
struct AirQuality {
    AirClass worst = AirClass::very_good;
    Property decided_by = Property::other;
    bool is_complete = false;  // all five pollutants were there (the old index knows four: never)
};
// The worst pollutant decides. Unset without any pollutant.
std::optional<AirQuality> air_quality(std::span<const PollutantValue> values,
                                      AirIndexVersion version);

}  // namespace qp::domain
