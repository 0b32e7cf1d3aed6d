// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/property_names.h"

#include <string>
#include <utility>

#include "core/store/fold.h"

namespace qp::city::ingest {

namespace {

using domain::Property;

// Compared folded (core/store/fold.h); what must not be taken for something else comes first: "soil
// temperature" is no air temperature.
constexpr std::pair<std::string_view, Property> kWords[] = {
    {"bodenfeucht", Property::soil_moisture},
    {"soil moisture", Property::soil_moisture},
    {"bodentemperatur", Property::other},
    {"soil temperature", Property::other},
    {"wassertemperatur", Property::other},
    {"water temperature", Property::other},
    {"dew point", Property::other},
    {"taupunkt", Property::other},
    {"pm25", Property::pm25},
    {"pm2 5", Property::pm25},
    {"pm 2 5", Property::pm25},
    {"pm10", Property::pm10},
    {"pm 10", Property::pm10},
    {"no2", Property::no2},
    {"nitrogen dioxide", Property::no2},
    {"stickstoffdioxid", Property::no2},
    {"so2", Property::so2},
    {"schwefeldioxid", Property::so2},
    {"sulphur dioxide", Property::so2},
    {"sulfur dioxide", Property::so2},
    {"kohlenmonoxid", Property::co},
    {"carbon monoxide", Property::co},
    {"ozon", Property::o3},
    {"o3", Property::o3},
    {"luftfeucht", Property::humidity},
    {"humidity", Property::humidity},
    {"feuchtigkeit", Property::humidity},
    {"luftdruck", Property::pressure},
    {"pressure", Property::pressure},
    {"wind speed", Property::wind_speed},
    {"windspeed", Property::wind_speed},
    {"windgeschwindigkeit", Property::wind_speed},
    {"niederschlag", Property::rain},
    {"precipitation", Property::rain},
    {"rain", Property::rain},
    {"laermpegel", Property::noise},
    {"larm", Property::noise},
    {"schallpegel", Property::noise},
    {"schalldruck", Property::noise},
    {"noise", Property::noise},
    {"sound", Property::noise},
    {"laeq", Property::noise},
    {"bicycle", Property::bicycles},
    {"fahrrad", Property::bicycles},
    {"fahrrader", Property::bicycles},
    {"radverkehr", Property::bicycles},
    {"radfahr", Property::bicycles},
    {"pedestrian", Property::pedestrians},
    {"fussganger", Property::pedestrians},
    {"passanten", Property::pedestrians},
    {"people count", Property::pedestrians},
    {"wasserstand", Property::water_level},
    {"pegel", Property::water_level},
    {"water level", Property::water_level},
    {"air index", Property::air_index},
    {"luftqualitatsindex", Property::air_index},
    {"air quality index", Property::air_index},
    {"lufttemperatur", Property::temperature},
    {"temperatur", Property::temperature},
};

struct UnitRule {
    Property property;
    std::string_view unit;
    double factor;
    double offset;
};
// Units that are not ours but can be turned into ours.
constexpr UnitRule kUnits[] = {
    {Property::temperature, "K", 1, -273.15},
    {Property::temperature, "Kelvin", 1, -273.15},
    {Property::temperature, "°F", 5.0 / 9.0, -160.0 / 9.0},
    {Property::pressure, "Pa", 0.01, 0},
    {Property::pressure, "kPa", 10, 0},
    {Property::wind_speed, "km/h", 1 / 3.6, 0},
    {Property::co, "µg/m³", 0.001, 0},
    {Property::co, "ug/m3", 0.001, 0},
    {Property::pm10, "mg/m³", 1000, 0},
    {Property::pm25, "mg/m³", 1000, 0},
    {Property::water_level, "m", 100, 0},
};

// The ways our own units are written.
bool is_ours(Property property, std::string_view unit) {
    if (unit.empty() || domain::is_count(property) || unit == domain::unit(property)) return true;
    const std::string folded = store::fold(unit);
    switch (property) {
        case Property::temperature:
            return folded == "c" || folded == "degc" || folded == "celsius" || folded == "cel" ||
                   folded == "degree celsius" || folded == "degrees celsius";
        case Property::humidity:
        case Property::soil_moisture:
            return folded.empty() || folded == "percent" || folded == "prozent" || folded == "rh" ||
                   folded == "r h";
        case Property::pressure:
            return folded == "hpa" || folded == "mbar";
        case Property::wind_speed:
            return folded == "m s" || folded == "ms 1";
        case Property::rain:
            return folded == "mm" || folded == "l m2" || folded == "l m";
        case Property::pm10:
        case Property::pm25:
        case Property::no2:
        case Property::o3:
        case Property::so2:
            return folded == "ug m3" || folded == "ug m 3" || folded == "mug m3" ||
                   unit == "μg/m³" || unit == "µg/m3" || unit == "μg/m3" || unit == "ug/m³";
        case Property::co:
            return folded == "mg m3";
        case Property::noise:
            return folded.substr(0, 2) == "db";
        case Property::water_level:
            return folded == "cm";
        case Property::air_index:
            return true;
        default:
            return false;
    }
}

}  // namespace

PropertyInUnit in_unit(Property property, std::string_view unit) {
    if (property == Property::other || is_ours(property, unit)) return {property, 1, 0};
    for (const UnitRule& rule : kUnits)
        if (rule.property == property && rule.unit == unit)
            return {property, rule.factor, rule.offset};
    return {};
}

PropertyInUnit property_named(std::string_view name, std::string_view definition,
                              std::string_view stream_name, std::string_view unit) {
    if (const auto exact = domain::find_property(name); exact) return in_unit(*exact, unit);
    for (const std::string_view text : {name, stream_name, definition}) {
        const std::string folded = store::fold(text);
        for (const auto& [word, property] : kWords)
            if (folded.find(store::fold(word)) != std::string::npos) return in_unit(property, unit);
    }
    return {};
}

}  // namespace qp::city::ingest
