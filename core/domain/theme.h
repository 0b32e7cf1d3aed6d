// SPDX-License-Identifier: EUPL-1.2
// The Themenradar of Bielefeld's Smart-City strategy (2024): four Handlungsfelder with two
// Aktionsfelder each, and the four sectors of the city's society. Names are messages
// ("theme.<slug>", "field.<slug>", "sector.<slug>").
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace qp::domain {

// Handlungsfeld
enum class Field { cooperation, learning, living, technology };
inline constexpr std::array<Field, 4> kFields{Field::cooperation, Field::living, Field::technology,
                                              Field::learning};  // clockwise from top left
std::string_view slug(Field field);

// Aktionsfeld
enum class Theme {
    strategy,     // Strategie & Steuerung
    cocreation,   // Ko-Kreation Smart City
    transfer,     // Wissenstransfer & Adaption
    skills,       // Digitale Befähigung & Weiterbildung
    environment,  // Umwelt & Ressourcen
    quality,      // Lebens- & Aufenthaltsqualität
    planning,     // Datenbasierte Stadtentwicklung
    dataspace,    // Aufbau Urbaner Datenraum
};
inline constexpr std::array<Theme, 8> kThemes{Theme::strategy, Theme::cocreation,  Theme::transfer,
                                              Theme::skills,   Theme::environment, Theme::quality,
                                              Theme::planning, Theme::dataspace};
std::string_view slug(Theme theme);
std::optional<Theme> find_theme(std::string_view slug);
Field field_of(Theme theme);

enum class Sector { administration, science, economy, civil_society };
inline constexpr std::array<Sector, 4> kSectors{Sector::administration, Sector::science,
                                                Sector::economy, Sector::civil_society};
std::string_view slug(Sector sector);
std::optional<Sector> find_sector(std::string_view slug);

}  // namespace qp::domain
