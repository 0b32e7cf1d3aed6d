// SPDX-License-Identifier: EUPL-1.2
#include <cmath>

#include "kiosk/screens/page.h"
#include "kiosk/screens/radar_drawing.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kHeightForTwo = 1400;  // upright: a drawing, and a list below it
constexpr float kHeightOfWide = 1000;
constexpr float kLargeText = 1.2F;

void legend(Canvas& c, const views::RadarView& view) {
    Box box;
    box.axis = ui::Axis::wrap;
    box.main = Place::centre;
    box.gap = 40;
    const auto wrap = c.box(box);
    for (const views::Choice& entry : view.legend) {
        const auto row = c.row(12, Place::centre);
        Box shape;
        shape.width = 26;
        shape.height = 26;
        const Color ink = c.theme().text;
        const std::string kind = entry.id;
        c.paint(shape, [kind, ink](ui::Painter& p, const Rect& r) {
            paint_item_shape(p, kind, r.centre(), r.w / 2, ink);
        });
        c.text(entry.label, Type::small);
    }
}

void entry_row(Canvas& c, const views::RadarRow& row, Intents& intents) {
    const std::string id = "radar." + row.id;
    Box box;
    box.axis = ui::Axis::row;
    box.cross = Place::centre;
    box.gap = 26;
    box.padding = Insets::xy(12, 18);
    box.radius = 18;
    const auto scope = c.box(box, {id, ui::Role::card, row.spoken, {}, {}, ui::Action::press});
    c.pressed_color(c.theme().action_tint);
    Box shape;
    shape.width = 32;
    shape.height = 32;
    const Color mark = ui::tone(c.theme(), row.field).mark;
    const std::string kind = row.kind;
    c.paint(shape, [kind, mark](ui::Painter& p, const Rect& r) {
        paint_item_shape(p, kind, r.centre(), r.w / 2, mark);
    });
    {
        const auto words = c.column(2, 1);
        TextOptions title;
        title.language = row.title.lang;
        c.text(row.title.text, Type::subheading, title);
        TextOptions meta;
        meta.color = c.theme().text_muted;
        c.text(row.meta, Type::small, meta);
    }
    c.picture(c.is_rtl() ? "back" : "forward", 36, c.theme().text_muted);
    if (!c.activated(id)) return;
    const auto kind_of = row.kind == "project" ? ScreenKind::project : ScreenKind::idea;
    intents.emplace_back(Open{{kind_of, row.id}});
}

void list(Canvas& c, const views::RadarView& view, Intents& intents) {
    {
        const auto head = c.wrap(18, Place::between);
        TextOptions title;
        title.role = ui::Role::heading;
        title.id = "radar.title";
        c.text(view.list_title, Type::heading, title);
        const bool is_narrowed = std::any_of(view.themes.begin(), view.themes.end(),
                                             [](const auto& theme) { return theme.is_on; });
        if (is_narrowed) {
            ui::Button all;
            all.id = "radar.all";
            all.label = view.all;
            if (ui::button(c, all)) intents.emplace_back(NarrowRadar{});
        }
    }
    TextOptions muted;
    muted.color = c.theme().text_muted;
    muted.id = "radar.count";
    muted.role = ui::Role::status;
    c.text(view.list_count, Type::body, muted);
    c.text(view.list_text, Type::body);
    c.space(8);
    if (view.rows.empty()) ui::empty_state(c, "radar", view.empty);
    bool is_first = true;
    for (const views::RadarRow& row : view.rows) {
        if (!is_first) c.divider();
        is_first = false;
        entry_row(c, row, intents);
    }
}

void drawing(Canvas& c, const views::RadarView& view, float side, Intents& intents) {
    Box box;
    box.height = side;
    const ui::Theme& theme = c.theme();
    const Type corner = c.text_factor() > kLargeText ? Type::small_strong : Type::label;
    const RadarStyles styles{c.style(corner), c.style(Type::small_strong), c.scale(), &theme};
    c.paint(box, {"radar", ui::Role::picture, view.list_count, {}, {}, ui::Action::none},
            [styles, view](ui::Painter& p, const Rect& r) { paint_radar(p, styles, r, view); });
    c.nodes_of_last([styles, view](ui::Tree& tree, const Rect& rect, const Rect& visible) {
        add_radar_nodes(tree, styles, rect, visible, view);
    });
    for (const views::RadarTheme& field : view.themes) {
        if (c.activated("radar.theme." + field.id)) {
            intents.emplace_back(NarrowRadar{field.is_on ? std::string{} : field.id});
        }
    }
    if (c.activated("radar.centre")) intents.emplace_back(NarrowRadar{});
}

void head(Canvas& c, const views::RadarView& view) {
    Box top;
    top.gap = 6;
    top.padding = {margin(c), c.is_wide() ? 28.0F : 36.0F, margin(c), 0};
    const auto scope = c.box(top);
    TextOptions title;
    title.id = "title";
    title.role = ui::Role::heading;
    c.text(view.title, Type::title, title);
    TextOptions lead;
    lead.color = c.theme().text_muted;
    c.text(view.lead, Type::lead, lead);
}

// Where there is no height for a drawing with a list of its own, both scroll as one.
void in_one(Canvas& c, const views::RadarView& view, Intents& intents) {
    Box content;
    content.gap = 10;
    content.padding = {0, 0, 0, 120};
    const auto viewport = c.viewport("radar.whole", content);
    head(c, view);
    {
        Box inner;
        inner.padding = Insets::xy(28, 0);
        inner.cross = Place::centre;
        const auto box = c.box(inner);
        drawing(c, view, std::min(980.0F, c.design_size().w * 0.8F), intents);
    }
    legend(c, view);
    Box rows;
    rows.gap = 6;
    rows.padding = {margin(c), 20, margin(c), 0};
    const auto column = c.box(rows);
    list(c, view, intents);
}

}  // namespace

void draw_radar(Canvas& c, const views::RadarView& view, const views::ShellView&,
                Intents& intents) {
    Box sheet;
    sheet.gap = 6;
    sheet.background = c.theme().surface;
    sheet.radius = 40;
    sheet.corners = Corners::top;
    const Size room = c.design_size();
    if (c.is_wide() && c.room().h >= kHeightOfWide) {
        const auto row = c.row(0, Place::stretch, 1);
        {
            Box left;
            left.width = 830;
            left.gap = 8;
            const auto column = c.box(left);
            head(c, view);
            Box inner;
            inner.padding = Insets::xy(24, 0);
            const auto box = c.box(inner);
            drawing(c, view, c.text_factor() > kLargeText ? 660 : 790, intents);
            legend(c, view);
        }
        sheet.radius = 0;
        sheet.padding = Insets::xy(40, 40);
        const auto content = c.viewport("radar.list", sheet);
        list(c, view, intents);
        return;
    }
    if (c.room().h / c.text_factor() < kHeightForTwo) return in_one(c, view, intents);
    const auto column = c.column(10, 1);
    head(c, view);
    {
        Box inner;
        inner.padding = Insets::xy(28, 0);
        const auto box = c.box(inner);
        drawing(c, view, std::min(980.0F, room.h * 0.48F), intents);
    }
    legend(c, view);
    c.space(6);
    sheet.padding = {margin(c), 30, margin(c), 40};
    sheet.shadow = 20;
    const auto content = c.viewport("radar.list", sheet);
    list(c, view, intents);
}

}  // namespace qp::kiosk::screens
