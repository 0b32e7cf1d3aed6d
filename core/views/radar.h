// SPDX-License-Identifier: EUPL-1.2
// Themenradar: four Handlungsfelder, eight Aktionsfelder, three rings, and what is in each.
#pragma once

#include "core/views/view.h"

namespace qp::views {

// Angles in turns (0 … 1), clockwise from twelve o'clock; radii 0 (middle) … 1 (rim).
struct RadarItem {
    std::string id;
    std::string kind;   // "idea", "project"
    std::string field;  // slug: its colour
    std::string theme;  // slug
    double angle = 0;
    double radius = 0;
    double size = 0;  // 0 … 1: how many support it
    std::string title;
};
struct RadarTheme {
    std::string id;  // slug
    std::string label;
    std::string field;
    double from = 0;
    double to = 0;
    bool is_on = false;
    std::uint32_t count = 0;
    std::string spoken;
};
struct RadarField {
    std::string id;
    std::string label;
    std::vector<std::string> lines;  // the label, where it has to be narrow
    double from = 0;
    double to = 0;
};
struct RadarRing {
    std::string label;
    double from = 0;
    double to = 0;
};
struct RadarRow {
    std::string id;
    std::string kind;
    Text title;
    std::string meta;  // "Idee · 47 unterstützen · Innovationszirkel seit 3. November"
    std::string field;
    std::string spoken;
};
struct RadarView {
    std::string title;
    std::string lead;  // "Was bewegt Bielefeld? Berühre ein Feld."
    std::vector<RadarField> fields;
    std::vector<RadarTheme> themes;
    std::vector<RadarRing> rings;
    std::vector<RadarItem> items;
    std::string center;          // "heute"
    std::vector<Choice> legend;  // shapes: idea, project
    std::string list_title;      // the chosen theme, or everything
    std::string list_count;
    std::string list_text;  // what the theme means, from the strategy
    std::vector<RadarRow> rows;
    std::string all;  // "Alle Themen zeigen"
    std::string empty;
};
// `theme`: narrowed to it, or all.
Result<RadarView> radar_view(const Context& context, std::optional<domain::Theme> theme);

}  // namespace qp::views
