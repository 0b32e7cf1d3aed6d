// SPDX-License-Identifier: EUPL-1.2
// Curves and bars with honest gaps, and the same numbers as a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/canvas.h"

namespace qp::kiosk::ui {

struct ChartTick {
    double at = 0;  // 0 … 1
    std::string label;
};
struct ChartData {
    std::string id;
    std::string summary;  // what it shows, in a sentence
    struct Value {
        double x = 0;
        std::optional<double> y;  // unset: a gap, drawn as one
    };
    std::vector<Value> values;
    std::vector<ChartTick> x_ticks;
    std::vector<ChartTick> y_ticks;
    bool is_bars = false;
};
void chart(Canvas& canvas, const ChartData& data, float height);

// A small curve without axes; the last value is a dot.
void spark(Canvas& canvas, const std::vector<std::optional<double>>& values, float height,
           Color color);

struct TableData {
    std::string id;
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};
void table(Canvas& canvas, const TableData& data);

}  // namespace qp::kiosk::ui
