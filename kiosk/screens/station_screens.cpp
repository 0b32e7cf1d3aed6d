// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/tile.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/chart.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

ui::ChartData chart_of(const views::StreamView& stream) {
    ui::ChartData data;
    data.id = "chart." + stream.id;
    data.summary = stream.chart.summary;
    data.is_bars = stream.chart.is_bars;
    for (const auto& point : stream.chart.points) data.values.push_back({point.x, point.y});
    for (const auto& tick : stream.chart.x_ticks) data.x_ticks.push_back({tick.at, tick.label});
    for (const auto& tick : stream.chart.y_ticks) data.y_ticks.push_back({tick.at, tick.label});
    return data;
}

void value_line(Canvas& c, const views::StreamView& stream) {
    const auto row = c.row(14, Place::baseline);
    TextOptions label;
    label.role = ui::Role::heading;
    label.grow = 1;
    c.text(stream.label, Type::subheading, label);
    TextOptions value;
    value.id = "value." + stream.id;
    c.text(stream.value, Type::heading, value);
    TextOptions unit;
    unit.color = c.theme().text_muted;
    c.text(stream.unit, Type::unit, unit);
}

void state_line(Canvas& c, const views::StreamView& stream) {
    const auto row = c.row(14, Place::centre);
    const LevelLook look = look_of(c.theme(), stream.level);
    if (!stream.level_word.empty()) {
        const char* tone = look.mark == c.theme().success_mark
                               ? "success"
                               : (look.mark == c.theme().danger_mark ? "danger" : "warning");
        ui::badge(c, {stream.level_word, look.mark == 0 ? "neutral" : tone, look.picture});
    }
    TextOptions age;
    age.color = stream.is_stale ? c.theme().warning_ink : c.theme().text_muted;
    age.id = "age." + stream.id;
    age.grow = 1;
    c.text(stream.age, stream.is_stale ? Type::small_strong : Type::small, age);
}

void stream(Canvas& c, const views::StreamView& stream, bool is_table) {
    const auto card = ui::card(c, {}, {}, 14);
    value_line(c, stream);
    state_line(c, stream);
    if (is_table) {
        ui::table(c, {"table." + stream.id, stream.table.caption, stream.table.columns,
                      stream.table.rows});
    } else {
        TextOptions title;
        title.color = c.theme().text_muted;
        c.text(stream.chart.title, Type::small, title);
        if (!stream.chart.points.empty()) ui::chart(c, chart_of(stream), c.is_wide() ? 340 : 380);
        c.text(stream.chart.summary, Type::body);
    }
    for (const std::string& limit : stream.limits) {
        const auto row = c.row(12, Place::start);
        c.picture("info", 30, c.theme().text_muted);
        TextOptions options;
        options.color = c.theme().text_muted;
        options.grow = 1;
        c.text(limit, Type::small, options);
    }
}

void switches(Canvas& c, const views::StationView& view, bool is_table, Intents& intents) {
    const auto row = c.row(30, Place::start);
    {
        ui::Box box;
        box.axis = ui::Axis::wrap;
        box.gap = 14;
        box.grow = 1;
        const auto wrap = c.box(box);
        for (const views::Choice& range : view.ranges) {
            ui::Chip chip;
            chip.id = "range." + range.id;
            chip.label = range.label;
            chip.is_on = range.is_on;
            if (ui::chip(c, chip)) intents.emplace_back(ChooseRange{range.id});
        }
    }
    const auto pair = c.row(14);
    ui::Chip curve;
    curve.id = "show.chart";
    curve.label = view.chart_label;
    curve.picture = "chart";
    curve.is_on = !is_table;
    if (ui::chip(c, curve)) intents.emplace_back(ShowTable{false});
    ui::Chip table;
    table.id = "show.table";
    table.label = view.table_label;
    table.picture = "table";
    table.is_on = is_table;
    if (ui::chip(c, table)) intents.emplace_back(ShowTable{true});
}

}  // namespace

void draw_station(Canvas& c, const views::StationView& view, const views::ShellView& shell,
                  bool is_table, Intents& intents) {
    PageHead head;
    head.id = "station/" + view.id;
    head.back = shell.back;
    head.title = view.title;
    head.lead = view.subtitle;
    head.badges = &view.badges;
    const auto content = page(c, head, intents);
    if (!view.notice.empty()) {
        ui::notice(c, "station.notice", ui::NoticeKind::warning, {}, view.notice);
    }
    if (!view.streams.empty()) switches(c, view, is_table, intents);
    {
        const auto grid = c.grid(c.is_wide() && view.streams.size() > 1 ? 2 : 1, 24);
        for (const views::StreamView& s : view.streams) stream(c, s, is_table);
    }
    TextOptions source;
    source.color = c.theme().text_muted;
    source.id = "attribution";
    c.text(view.attribution, Type::small, source);
}

void draw_stations(Canvas& c, const views::StationListView& view, const views::ShellView& shell,
                   Intents& intents) {
    PageHead head;
    head.id = "stations";
    head.back = shell.back;
    head.title = view.title;
    head.lead = view.lead;
    const auto content = page(c, head, intents);
    if (view.rows.empty()) ui::empty_state(c, "sensor", view.empty);
    for (std::size_t i = 0; i < view.rows.size(); ++i) {
        const views::StationRow& row = view.rows[i];
        const auto column = c.column(14);
        section(c, row.title);
        TextOptions place;
        place.color = c.theme().text_muted;
        c.text(row.subtitle, Type::body, place);
        const auto grid = c.grid(c.is_wide() ? 4 : 2, 24);
        for (std::size_t t = 0; t < row.tiles.size(); ++t) {
            tile(c, row.tiles[t], "tile." + std::to_string(i) + "." + std::to_string(t),
                 !c.is_wide(), intents);
        }
    }
    for (const std::string& source : view.attributions) {
        TextOptions options;
        options.color = c.theme().text_muted;
        c.text(source, Type::small, options);
    }
}

void draw_about(Canvas& c, const views::AboutView& view, const views::ShellView& shell,
                Intents& intents) {
    PageHead head;
    head.id = "about";
    head.back = shell.back;
    head.title = view.title;
    const auto content = page(c, head, intents);
    for (const views::AboutSection& part : view.sections) {
        const auto column = c.column(14);
        section(c, part.title);
        for (const views::AboutParagraph& paragraph : part.paragraphs) {
            TextOptions options;
            options.max_width = 1300;
            c.text(paragraph.text, Type::body, options);
        }
    }
    if (view.staff.empty()) return;
    ui::Button staff;
    staff.id = "about.staff";
    staff.label = view.staff;
    staff.kind = ui::ButtonKind::quiet;
    const auto row = c.row(0);
    if (ui::button(c, staff)) intents.emplace_back(Open{{ScreenKind::staff, {}}});
}

}  // namespace qp::kiosk::screens
