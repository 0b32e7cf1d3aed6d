// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include "sync/feed/station.h"

namespace qp::feed {

namespace {

using domain::Property;
using std::chrono::minutes;

struct Sensor {
    Property property;
    Milliseconds interval;
};
struct Place {
    const char* name;
    const char* description;
    const char* quarter;
    domain::Point at;
    std::vector<Sensor> sensors;
};

// Names and places are real (reference: the Reallabor's sites, the city's permanent bicycle
// counters, the state's two air stations); the values are not.
std::vector<Place> places() {
    const Milliseconds quick = minutes{1};
    const Milliseconds calm = minutes{5};
    const Milliseconds counter = minutes{15};
    const Milliseconds hourly = minutes{60};
    return {
        {"Detmolder Straße",
         "Luft an einer Hauptstraße",
         "mitte",
         {5201580, 854720},
         {{Property::no2, hourly}, {Property::pm10, hourly}, {Property::pm25, hourly}}},
        {"Bielefeld-Ost",
         "Luft im Wohngebiet",
         "stieghorst",
         {5202240, 855040},
         {{Property::o3, hourly},
          {Property::no2, hourly},
          {Property::pm10, hourly},
          {Property::pm25, hourly}}},
        {"Ratsgymnasium",
         "Wetter und Luft an der Schule",
         "mitte",
         {5202000, 853100},
         {{Property::temperature, quick}, {Property::humidity, calm}, {Property::pm25, calm}}},
        {"Waldhof",
         "Wetter und Lärm in der Altstadt",
         "mitte",
         {5201980, 853420},
         {{Property::temperature, quick}, {Property::humidity, calm}, {Property::noise, quick}}},
        {"Süsterplatz",
         "Menschen und Räder in der Ritterstraße",
         "mitte",
         {5202090, 853230},
         {{Property::pedestrians, counter},
          {Property::bicycles, counter},
          {Property::temperature, calm}}},
        {"Stapenhorststraße", "Räder", "mitte", {5202327, 852482}, {{Property::bicycles, counter}}},
        {"Artur-Ladebeck-Straße",
         "Räder",
         "gadderbaum",
         {5201550, 852236},
         {{Property::bicycles, counter}}},
        {"Jöllenbecker Straße",
         "Räder",
         "schildesche",
         {5202890, 852922},
         {{Property::bicycles, counter}}},
        {"Markt Stieghorst",
         "Wetter am Quartierszentrum",
         "stieghorst",
         {5200870, 859120},
         {{Property::temperature, quick},
          {Property::humidity, calm},
          {Property::pedestrians, counter}}},
        {"Obersee",
         "Wasserstand",
         "schildesche",
         {5205530, 855150},
         {{Property::water_level, calm}, {Property::temperature, calm}}},
        {"Reichowplatz",
         "Wetter und Boden",
         "sennestadt",
         {5195390, 858880},
         {{Property::temperature, calm}, {Property::soil_moisture, hourly}}},
        {"Tieplatz",
         "Wetter im Ortskern",
         "heepen",
         {5203790, 860580},
         {{Property::temperature, calm}, {Property::noise, calm}}},
    };
}

}  // namespace

std::vector<Station> generated_stations() {
    std::vector<Station> stations;
    int stream_id = 0;
    for (const Place& place : places()) {
        Station station;
        station.id = static_cast<int>(stations.size()) + 1;
        station.name = place.name;
        station.description = place.description;
        station.quarter = place.quarter;
        station.at = place.at;
        station.attribution = "Quartierpuls-Demo: erzeugte Werte";
        station.licence = "CC0 1.0";
        for (const Sensor& sensor : place.sensors) {
            ++stream_id;
            station.streams.push_back(
                {stream_id, std::string{domain::slug(sensor.property)}, sensor.property,
                 sensor.interval,
                 generated_series(sensor.property, sensor.interval,
                                  static_cast<std::uint64_t>(stream_id) * 1000)});
        }
        stations.push_back(std::move(station));
    }
    return stations;
}

}  // namespace qp::feed
