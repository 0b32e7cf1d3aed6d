// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/coarse_point.h"

#include <array>
#include <cmath>

namespace qp::domain {

namespace {

constexpr std::int32_t kE5InE3 = 100;
constexpr double kMetresNorth = 111.2;  // a thousandth of a degree
constexpr double kMetresEast = 68.5;    // the same at 52° N
constexpr double kEighth = 0.78539816339744831;

constexpr std::array<std::string_view, 9> kDirectionSlugs{"here",       "north",      "north_east",
                                                          "east",       "south_east", "south",
                                                          "south_west", "west",       "north_west"};

std::int32_t nearest_e3(std::int32_t e5) {
    return (e5 + kE5InE3 / 2) / kE5InE3;  // north of the equator and east of Greenwich
}

std::string three_decimals(std::int32_t e3) {
    std::string decimals = std::to_string(e3 % 1000);
    return std::to_string(e3 / 1000) + "." + std::string(3 - decimals.size(), '0') + decimals;
}

// Exactly "12.345" or "1.234": anything longer is finer than we keep, anything else not ours.
std::optional<std::int32_t> read_three_decimals(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == 0 || dot > 2 || text.size() != dot + 4) return std::nullopt;
    std::int32_t e3 = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == dot) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        e3 = 10 * e3 + (text[i] - '0');
    }
    return e3;
}

}  // namespace

bool is_in_city(const CoarsePoint& point) {
    return point.latitude_e3 >= kSouthWest.latitude_e3 &&
           point.latitude_e3 <= kNorthEast.latitude_e3 &&
           point.longitude_e3 >= kSouthWest.longitude_e3 &&
           point.longitude_e3 <= kNorthEast.longitude_e3;
}

std::optional<CoarsePoint> coarse(const Point& point) {
    if (point.latitude_e5 < 0 || point.longitude_e5 < 0) return std::nullopt;
    if (point.latitude_e5 > 90'00000 || point.longitude_e5 > 180'00000) return std::nullopt;
    const CoarsePoint snapped{nearest_e3(point.latitude_e5), nearest_e3(point.longitude_e5)};
    return is_in_city(snapped) ? std::optional{snapped} : std::nullopt;
}

Point point_of(const CoarsePoint& point) {
    return {point.latitude_e3 * kE5InE3, point.longitude_e3 * kE5InE3};
}

std::string text_of(const std::optional<CoarsePoint>& point) {
    if (!point) return {};
    return three_decimals(point->latitude_e3) + "," + three_decimals(point->longitude_e3);
}

std::optional<CoarsePoint> find_coarse_point(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto latitude = read_three_decimals(text.substr(0, comma));
    const auto longitude = read_three_decimals(text.substr(comma + 1));
    if (!latitude || !longitude) return std::nullopt;
    const CoarsePoint point{*latitude, *longitude};
    return is_in_city(point) ? std::optional{point} : std::nullopt;
}

Bytes encode(const CoarsePoint& point) {
    return cbor::Writer{}.array(2).integer(point.latitude_e3).integer(point.longitude_e3).take();
}

CoarsePoint read_coarse_point(cbor::Reader& in) {
    in.array_of(2);
    const std::int64_t latitude = in.integer();
    const std::int64_t longitude = in.integer();
    const auto is_within = [](std::int64_t value) { return value >= 0 && value <= 180'000; };
    CoarsePoint point;
    if (is_within(latitude) && is_within(longitude))
        point = {static_cast<std::int32_t>(latitude), static_cast<std::int32_t>(longitude)};
    if (in.is_ok() && !is_in_city(point)) in.fail(Code::malformed, "a place outside of the city");
    return point;
}

std::string_view slug(Direction direction) {
    return kDirectionSlugs[static_cast<std::size_t>(direction)];
}

Bearing bearing_of(const CoarsePoint& point) {
    Bearing nearest;
    double metres_min = 0;
    double angle = 0;
    for (const Quarter& quarter : kQuarters) {
        const Point at = point_of(point);
        const double north = (at.latitude_e5 - quarter.middle.latitude_e5) * kMetresNorth / kE5InE3;
        const double east = (at.longitude_e5 - quarter.middle.longitude_e5) * kMetresEast / kE5InE3;
        const double metres = std::hypot(north, east);
        if (!nearest.quarter.slug.empty() && metres >= metres_min) continue;
        nearest.quarter = quarter;
        metres_min = metres;
        angle = std::atan2(east, north);
    }
    if (metres_min <= kNearMetres) return nearest;
    nearest.metres = static_cast<int>(std::lround(metres_min / 100)) * 100;
    const int eighth = static_cast<int>(std::lround(angle / kEighth) + 8) % 8;
    nearest.direction = static_cast<Direction>(eighth + 1);
    return nearest;
}

}  // namespace qp::domain
