// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/chart.h"

#include <cmath>

namespace qp::kiosk::ui {
namespace {

float along(double share, float from, float length) {
    return from + static_cast<float>(share) * length;
}

// Runs of neighbouring values: between them lies a gap, over which nothing is drawn.
std::vector<std::vector<Point>> runs_of(const ChartData& data, const Rect& plot) {
    std::vector<std::vector<Point>> runs(1);
    for (const auto& value : data.values) {
        if (value.y) {
            runs.back().push_back(
                {along(value.x, plot.x, plot.w), along(1 - *value.y, plot.y, plot.h)});
        } else if (!runs.back().empty()) {
            runs.emplace_back();
        }
    }
    return runs;
}

class ChartPainter {
public:
    ChartPainter(const Canvas& canvas, const ChartData& data, Painter& painter)
        : theme_{canvas.theme()},
          data_{data},
          p_{painter},
          s_{canvas.scale()},
          style_{canvas.style(Type::small)} {}

    void draw(const Rect& rect) {
        float label_width = 0;
        for (const auto& tick : data_.y_ticks) {
            label_width = std::max(label_width, p_.set(tick.label, style_).size.w);
        }
        const float line = p_.set("0", style_).size.h;
        const Rect plot = rect.inset({label_width + 18 * s_, line / 2, 10 * s_, line + 16 * s_});
        axes(plot);
        data_.is_bars ? bars(plot) : curve(plot);
    }

private:
    void axes(const Rect& plot) {
        for (const auto& tick : data_.y_ticks) {
            const float y = std::round(along(1 - tick.at, plot.y, plot.h));
            const bool is_floor = tick.at <= 0;
            p_.line({plot.x, y}, {plot.right(), y},
                    is_floor ? theme_.border_strong : theme_.border_soft, 2 * s_);
            const Paragraph& label = p_.set(tick.label, style_);
            p_.text(label, {plot.x - 14 * s_ - label.size.w, y - label.size.h / 2},
                    theme_.text_muted);
        }
        float taken_to = -1e6F;
        for (const auto& tick : data_.x_ticks) {
            const Paragraph& label = p_.set(tick.label, style_);
            const float middle = along(tick.at, plot.x, plot.w);
            const float x = std::clamp(middle - label.size.w / 2, plot.x - 20 * s_,
                                       plot.right() - label.size.w + 10 * s_);
            if (x < taken_to) continue;  // two labels never lie over each other
            taken_to = x + label.size.w + 12 * s_;
            p_.line({middle, plot.bottom()}, {middle, plot.bottom() + 8 * s_}, theme_.border_strong,
                    2 * s_);
            p_.text(label, {x, plot.bottom() + 12 * s_}, theme_.text_muted);
        }
    }

    void curve(const Rect& plot) {
        for (const auto& run : runs_of(data_, plot)) {
            for (std::size_t i = 0; i + 1 < run.size(); ++i) {
                area(run[i], run[i + 1], plot.bottom());
            }
            p_.polyline(run, theme_.action, 5 * s_);
            // A single value between two gaps would have no line.
            if (run.size() == 1) p_.circle(run.front(), 6 * s_, theme_.action);
        }
        for (auto value = data_.values.rbegin(); value != data_.values.rend(); ++value) {
            if (!value->y) continue;
            const Point last{along(value->x, plot.x, plot.w), along(1 - *value->y, plot.y, plot.h)};
            p_.circle(last, 13 * s_, theme_.surface);
            p_.circle(last, 9 * s_, theme_.action);
            break;
        }
    }

    void area(Point a, Point b, float floor) {
        const float tops[] = {a.y, b.y};
        p_.hill({a.x, 0, b.x - a.x, floor}, tops, theme_.action_tint);
    }

    void bars(const Rect& plot) {
        if (data_.values.empty()) return;
        const float slot = plot.w / real(data_.values.size());
        const float width = std::max(2.0F, slot * 0.7F);
        for (const auto& value : data_.values) {
            if (!value.y) continue;
            const float x = std::clamp(along(value.x, plot.x, plot.w) - width / 2, plot.x,
                                       plot.right() - width);
            const float height = static_cast<float>(*value.y) * plot.h;
            p_.fill({x, plot.bottom() - height, width, height}, theme_.action,
                    std::min(6 * s_, width / 3), Corners::top);
        }
    }

    const Theme& theme_;
    const ChartData& data_;
    Painter& p_;
    float s_;
    TextStyle style_;
};

}  // namespace

void chart(Canvas& c, const ChartData& data, float height) {
    Box box;
    box.height = height;
    c.paint(box, {data.id, Role::chart, data.summary, {}, {}, Action::none},
            [&c, data](Painter& p, const Rect& rect) {
                ChartPainter{c, data, p}.draw(rect);
            });
}

void spark(Canvas& c, const std::vector<std::optional<double>>& values, float height, Color color) {
    Box box;
    box.height = height;
    const float s = c.scale();
    c.paint(box, [values, color, s](Painter& p, const Rect& rect) {
        if (values.size() < 2) return;
        const Rect plot = rect.inset(Insets::all(7 * s));
        std::vector<Point> run;
        std::optional<Point> last;
        for (std::size_t i = 0; i <= values.size(); ++i) {
            if (i < values.size() && values[i]) {
                last = Point{along(real(i) / real(values.size() - 1), plot.x, plot.w),
                             along(1 - *values[i], plot.y, plot.h)};
                run.push_back(*last);
                continue;
            }
            p.polyline(run, color, 5 * s);
            run.clear();
        }
        if (last) p.circle(*last, 9 * s, color);
    });
}

void table(Canvas& c, const TableData& data) {
    const Theme& theme = c.theme();
    Box box;
    const auto scope = c.box(box, {data.id, Role::table, data.caption, {}, {}, Action::none});
    const auto line = [&](const std::vector<std::string>& cells, bool is_head, bool is_odd) {
        Box row;
        row.axis = Axis::row;
        row.gap = 24;
        row.padding = Insets::xy(20, 14);
        row.background = is_head ? theme.action_tint : (is_odd ? theme.surface_sunk : 0);
        row.radius = 10;
        const auto cells_scope = c.box(row, {{}, Role::row, {}, {}, {}, Action::none});
        for (std::size_t i = 0; i < cells.size(); ++i) {
            TextOptions options;
            options.grow = i == 0 ? 1.3F : 1;
            options.align = i == 0 ? TextAlign::start : TextAlign::end;
            c.text(cells[i].empty() ? " " : cells[i], is_head ? Type::small_strong : Type::small,
                   options);
        }
    };
    line(data.columns, true, false);
    for (std::size_t i = 0; i < data.rows.size(); ++i) line(data.rows[i], false, i % 2 == 1);
}

}  // namespace qp::kiosk::ui
