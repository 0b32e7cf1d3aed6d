// SPDX-License-Identifier: EUPL-1.2
// Maps of the city, and the place of an idea: in words for everybody, and in degrees for whoever
// draws it. Where something lies is told in words always; a map only shows it as well.
#pragma once

#include "core/domain/coarse_point.h"
#include "core/views/view.h"

namespace qp::views {

struct MapName {
    std::string name;
    double latitude = 0;
    double longitude = 0;
};
struct MapScale {
    std::string words;  // "2 km"
    double metres = 0;
};
// What every map stands on: degrees of WGS 84 from edge to edge, and the names of the quarters.
struct MapGround {
    std::string label;  // "Karte von Bielefeld"
    double south = 0;
    double west = 0;
    double north = 0;
    double east = 0;
    std::vector<MapName> names;
    std::string closer;
    std::string farther;
    std::vector<MapScale> scales;  // the longest first; a bar shows the first that has room
};
MapGround map_ground(const i18n::Locale& locale);

// Of an idea that has one.
struct PlaceView {
    std::string title;
    std::string words;  // "1,2 km nördlich der Mitte von Heepen, auf etwa 100 Meter genau"
    double latitude = 0;
    double longitude = 0;
    double radius_metres = 0;  // the disc within which it is
    MapGround ground;
};
PlaceView place_view(const i18n::Locale& locale, const domain::CoarsePoint& place);

// In the form of an idea. All of it goes without the map.
struct PlaceField {
    std::string label;
    std::string hint;
    std::string words;  // empty: none chosen
    std::optional<double> latitude;
    std::optional<double> longitude;
    double radius_metres = 0;
    std::string choose_label;
    std::vector<Choice> choices;  // none, a quarter's middle, or what is on the map; ids are values
    std::string locate;
    std::string remove;
    MapGround ground;
};
PlaceField place_field(const i18n::Locale& locale, const std::optional<domain::CoarsePoint>& place);

// Of a point that was tapped or measured: what of it is kept. Measured far too roughly it is none.
struct PlaceTaken {
    std::string value;  // as a draft carries it; empty: it is not in the city
    std::string words;
    std::string fault;
};
// `accuracy_metres`: of what was measured; 0 of what was tapped.
PlaceTaken place_taken(const i18n::Locale& locale, const domain::Point& point,
                       std::int64_t accuracy_metres);

}  // namespace qp::views
