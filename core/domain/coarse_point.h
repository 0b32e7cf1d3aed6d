// SPDX-License-Identifier: EUPL-1.2
// Where an idea is meant, as coarse as it is ever kept: thousandths of a degree, WGS 84. A cell of
// that grid is about 110 m from south to north and 70 m from west to east in Bielefeld: enough to
// find the bench or the crossing that somebody means, and some houses large, so that it tells
// nobody's door. Nothing finer can be written down in this type, and nothing finer travels: what a
// device knew more exactly is gone before anything is stored or signed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/cbor.h"
#include "core/domain/place.h"

namespace qp::domain {

struct CoarsePoint {
    std::int32_t latitude_e3 = 0;
    std::int32_t longitude_e3 = 0;
    bool operator==(const CoarsePoint&) const = default;
};

// The city with some room around it: 51.91–52.12 N, 8.37–8.67 E.
inline constexpr CoarsePoint kSouthWest{51910, 8370};
inline constexpr CoarsePoint kNorthEast{52120, 8670};
bool is_in_city(const CoarsePoint& point);

// The nearest point of the grid; unset: outside of the city's box.
std::optional<CoarsePoint> coarse(const Point& point);
Point point_of(const CoarsePoint& point);

// How far it is from any corner of its cell to the middle: what a map draws around it.
inline constexpr int kCoarseRadiusMetres = 65;

// "52.021,8.534", as it is kept in tables and goes through messages; unset: another form, finer, or
// outside. Of unset it is empty.
std::string text_of(const std::optional<CoarsePoint>& point);
std::optional<CoarsePoint> find_coarse_point(std::string_view text);

// As [latitude, longitude] in thousandths. Read: outside of the city's box is malformed.
Bytes encode(const CoarsePoint& point);
CoarsePoint read_coarse_point(cbor::Reader& in);

// Where it lies from the middle of the nearest quarter, in words' terms.
enum class Direction : std::uint8_t {
    here = 0,  // within kNearMetres
    north,
    north_east,
    east,
    south_east,
    south,
    south_west,
    west,
    north_west
};
std::string_view slug(Direction direction);
struct Bearing {
    Quarter quarter;
    Direction direction = Direction::here;
    int metres = 0;  // in hundreds
};
inline constexpr int kNearMetres = 150;
Bearing bearing_of(const CoarsePoint& point);

}  // namespace qp::domain
