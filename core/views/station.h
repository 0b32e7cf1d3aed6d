// SPDX-License-Identifier: EUPL-1.2
// Stations: where things are measured, and one of them with a chart and the same numbers as a
// table.
#pragma once

#include "core/views/map.h"
#include "core/views/start.h"
#include "core/views/view.h"

namespace qp::views {

struct Tick {
    double at = 0;  // 0 … 1 along its axis
    std::string label;
};
struct ChartPoint {
    double x = 0;             // 0 … 1
    std::optional<double> y;  // 0 … 1 upwards; unset: gap
};
struct Chart {
    std::string title;    // "Stickstoffdioxid in µg/m³, letzte 24 Stunden"
    std::string summary;  // the curve in a sentence, for those who do not see it
    std::vector<ChartPoint> points;
    std::vector<Tick> x_ticks;
    std::vector<Tick> y_ticks;
    bool is_bars = false;  // counts
};
struct Table {
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;  // newest first; a gap says so in words
};
struct StreamView {
    std::string id;
    std::string label;
    std::string value;
    std::string unit;
    Level level = Level::none;
    std::string level_word;
    std::string age;
    bool is_stale = false;
    Chart chart;
    Table table;
    std::vector<std::string> limits;  // EU and WHO in plain words
};
struct StationView {
    std::string id;
    std::string title;
    std::string subtitle;  // quarter
    std::vector<Badge> badges;
    std::string notice;          // demo data, withdrawn, no values
    std::vector<Choice> ranges;  // "24 Stunden", "7 Tage", "30 Tage"
    std::vector<StreamView> streams;
    std::string chart_label;  // "Kurve"
    std::string table_label;  // "Tabelle"
    std::string attribution;
};
struct StationRow {
    std::string id;
    std::string title;
    std::string spoken;  // the title, beside others
    std::string subtitle;
    std::vector<Tile> tiles;
    std::optional<double> latitude;  // unset, like the longitude: not on the map
    std::optional<double> longitude;
};
struct StationListView {
    std::string title;
    std::string lead;
    std::vector<StationRow> rows;
    std::string empty;
    std::vector<std::string> attributions;
    // The same stations on a map, which is no better than the list.
    std::string list_label;
    std::string map_label;
    std::string off_map_label;
    // Of stations that a map shows as one number: how many, from two on, before what each says.
    std::vector<std::string> together;
    MapGround ground;
};

enum class Range : std::uint8_t { day, week, month };

// Nothing where the station is not known (any more).
Result<std::optional<StationView>> station_view(const Context& context, const Id& station,
                                                Range range);
Result<StationListView> station_list_view(const Context& context);

}  // namespace qp::views
