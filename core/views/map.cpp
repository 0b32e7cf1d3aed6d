// SPDX-License-Identifier: EUPL-1.2
#include "core/views/map.h"

#include <array>

#include "core/i18n/msg.h"

namespace qp::views {
namespace {

using domain::CoarsePoint;
using domain::Direction;

constexpr std::int64_t kMetresInKilometre = 1000;
constexpr std::int64_t kAccuracyMetresMax = 300;
constexpr std::array kScaleMetres{5000, 2000, 1000, 500, 200, 100};

double degrees(std::int32_t e3) {
    return e3 / 1e3;
}

// "400 m", "1,2 km"
std::string distance(const i18n::Locale& locale, int metres) {
    if (metres < kMetresInKilometre) return locale.with_unit(locale.number(metres), "m");
    return locale.with_unit(locale.decimal(std::int64_t{metres / 100}, 1), "km");
}

std::string scale_words(const i18n::Locale& locale, int metres) {
    if (metres < kMetresInKilometre) return distance(locale, metres);
    return locale.with_unit(locale.number(metres / kMetresInKilometre), "km");
}

// A whole sentence a direction: no language can put it together from parts.
std::string where(const i18n::Locale& locale, const CoarsePoint& place) {
    const domain::Bearing bearing = domain::bearing_of(place);
    const std::string far = distance(locale, bearing.metres);
    const std::string quarter{bearing.quarter.name};
    switch (bearing.direction) {
        case Direction::here:
            break;
        case Direction::north:
            return locale.text(msg::place_north{.distance = far, .quarter = quarter});
        case Direction::north_east:
            return locale.text(msg::place_north_east{.distance = far, .quarter = quarter});
        case Direction::east:
            return locale.text(msg::place_east{.distance = far, .quarter = quarter});
        case Direction::south_east:
            return locale.text(msg::place_south_east{.distance = far, .quarter = quarter});
        case Direction::south:
            return locale.text(msg::place_south{.distance = far, .quarter = quarter});
        case Direction::south_west:
            return locale.text(msg::place_south_west{.distance = far, .quarter = quarter});
        case Direction::west:
            return locale.text(msg::place_west{.distance = far, .quarter = quarter});
        case Direction::north_west:
            return locale.text(msg::place_north_west{.distance = far, .quarter = quarter});
    }
    return locale.text(msg::place_here{.quarter = quarter});
}

std::string words(const i18n::Locale& locale, const CoarsePoint& place) {
    return locale.text(msg::place_coarse{.place = where(locale, place)});
}

}  // namespace

MapGround map_ground(const i18n::Locale& locale) {
    MapGround ground;
    ground.label = locale.text(msg::map_label);
    ground.south = degrees(domain::kSouthWest.latitude_e3);
    ground.west = degrees(domain::kSouthWest.longitude_e3);
    ground.north = degrees(domain::kNorthEast.latitude_e3);
    ground.east = degrees(domain::kNorthEast.longitude_e3);
    for (const domain::Quarter& quarter : domain::kQuarters)
        ground.names.push_back({std::string{quarter.name}, quarter.middle.latitude_e5 / 1e5,
                                quarter.middle.longitude_e5 / 1e5});
    ground.closer = locale.text(msg::map_closer);
    ground.farther = locale.text(msg::map_farther);
    for (const int metres : kScaleMetres)
        ground.scales.push_back({scale_words(locale, metres), double(metres)});
    return ground;
}

PlaceView place_view(const i18n::Locale& locale, const CoarsePoint& place) {
    PlaceView view;
    view.title = locale.text(msg::place_title);
    view.words = words(locale, place);
    view.latitude = degrees(place.latitude_e3);
    view.longitude = degrees(place.longitude_e3);
    view.radius_metres = domain::kCoarseRadiusMetres;
    view.ground = map_ground(locale);
    return view;
}

PlaceField place_field(const i18n::Locale& locale, const std::optional<CoarsePoint>& place) {
    PlaceField field;
    field.label = locale.text(msg::place_label);
    field.hint = locale.text(msg::place_hint);
    field.radius_metres = domain::kCoarseRadiusMetres;
    field.choose_label = locale.text(msg::place_choose);
    field.locate = locale.text(msg::place_locate);
    field.remove = locale.text(msg::place_remove);
    field.ground = map_ground(locale);
    field.choices.push_back({"", locale.text(msg::place_none), !place, "", ""});
    bool is_middle = false;
    for (const domain::Quarter& quarter : domain::kQuarters) {
        const auto middle = domain::coarse(quarter.middle);
        const bool is_here = place && middle == place;
        is_middle = is_middle || is_here;
        field.choices.push_back(
            {domain::text_of(middle), std::string{quarter.name}, is_here, "", ""});
    }
    if (!place) return field;
    if (!is_middle)
        field.choices.push_back(
            {domain::text_of(place), locale.text(msg::place_on_map), true, "", ""});
    field.words = words(locale, *place);
    field.latitude = degrees(place->latitude_e3);
    field.longitude = degrees(place->longitude_e3);
    return field;
}

PlaceTaken place_taken(const i18n::Locale& locale, const domain::Point& point,
                       std::int64_t accuracy_metres) {
    // A disc of a hundred metres would promise what nobody measured.
    if (accuracy_metres > kAccuracyMetresMax)
        return {"", "", locale.text(msg::phone_place_unknown)};
    const auto place = domain::coarse(point);
    if (!place) return {"", "", locale.text(msg::place_outside)};
    return {domain::text_of(place), words(locale, *place), ""};
}

}  // namespace qp::views
