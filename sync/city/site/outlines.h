// SPDX-License-Identifier: EUPL-1.2
// The city's outlines for the app's maps, from the GeoJSON (RFC 7946) that its surveyors give out:
// checked, and thinned out to what a phone's map can show.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/domain/place.h"

namespace qp::city::site {

struct Outline {
    std::string name;                               // of a district; may be empty
    std::vector<std::vector<domain::Point>> rings;  // closed: the first point is the last one
};

inline constexpr std::size_t kOutlineFileBytesMax = 16u << 20;
inline constexpr std::size_t kOutlinesMax = 100;
// Of all outlines together, once they are thinned out: about 20 kB packed.
inline constexpr std::size_t kOutlinePointsMax = 3'000;

// `file` stands in errors. malformed names it and the feature: no GeoJSON, no polygon, a ring that
// is none, coordinates that are no degrees, nothing that lies in the city.
Result<std::vector<Outline>> read_outlines(std::string_view geojson, const std::string& file);

// With as few points as needed to have `points_max` at most; what no map would show goes. The same
// line of two neighbours may differ by the tolerance afterwards.
std::vector<Outline> thinned(std::vector<Outline> outlines, std::size_t points_max);

std::size_t points_of(const std::vector<Outline>& outlines);

}  // namespace qp::city::site
