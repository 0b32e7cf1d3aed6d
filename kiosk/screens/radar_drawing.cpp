// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/radar_drawing.h"

#include <cmath>
#include <numbers>

namespace qp::kiosk::screens {
namespace {

constexpr float kCentreRadius = 64;
constexpr float kCornerRoom = 76;  // for the names of the four fields

struct Disc {
    Point centre;
    float radius = 0;
};

Disc disc_of(const Rect& rect, float scale) {
    const float radius =
        std::min(rect.w / 2, (rect.h - 2 * kCornerRoom * 0.42F * scale) / 2) - 8 * scale;
    return {rect.centre(), radius};
}

float turns_of(Point from, Point at) {
    const float angle =
        std::atan2(at.x - from.x, -(at.y - from.y)) / (2 * std::numbers::pi_v<float>);
    return angle < 0 ? angle + 1 : angle;
}

float middle_of(double from, double to) {
    return static_cast<float>((from + to) / 2);
}

// Rings outside are lighter, and a chosen theme stands out against the others.
Color shade(const ui::Tone& tone, const ui::Theme& theme, float outer, bool is_on,
            bool has_choice) {
    const Color base = mixed(tone.tint, tone.wash, std::clamp(outer * 1.25F - 0.3F, 0.0F, 1.0F));
    if (is_on) return mixed(base, tone.mark, 0.30F - outer * 0.16F);
    return has_choice ? mixed(base, theme.page, 0.45F) : base;
}

// Its shade alone would be too little to tell a chosen theme by.
void outline(ui::Painter& p, const RadarStyles& s, const Disc& disc, float from, float to) {
    const float width = 6 * s.scale;
    const Color ink = s.theme->text;
    p.sector(disc.centre, disc.radius - width, disc.radius, from, to, ink);
    for (const float side : {from, to})
        p.line(ui::on_circle(disc.centre, kCentreRadius * s.scale, side),
               ui::on_circle(disc.centre, disc.radius, side), ink, width);
}

// The smallest upright rectangle around a part of a ring.
Rect bounds_of(Point centre, float inner, float outer, float from, float to) {
    constexpr int kSteps = 16;
    Point least = ui::on_circle(centre, inner, from);
    Point most = least;
    for (int step = 0; step <= kSteps; ++step)
        for (const float radius : {inner, outer}) {
            const float turns = from + (to - from) * real(step) / kSteps;
            const Point at = ui::on_circle(centre, radius, turns);
            least = {std::min(least.x, at.x), std::min(least.y, at.y)};
            most = {std::max(most.x, at.x), std::max(most.y, at.y)};
        }
    return {least.x, least.y, most.x - least.x, most.y - least.y};
}

void paint_fields(ui::Painter& p, const RadarStyles& s, const Disc& disc,
                  const views::RadarView& view) {
    const ui::Theme& theme = *s.theme;
    bool has_choice = false;
    for (const auto& t : view.themes) has_choice = has_choice || t.is_on;
    for (const auto& t : view.themes) {
        const ui::Tone tone = ui::tone(theme, t.field);
        for (const auto& ring : view.rings) {
            const float outer = static_cast<float>(ring.to);
            p.sector(disc.centre, static_cast<float>(ring.from) * disc.radius, outer * disc.radius,
                     static_cast<float>(t.from), static_cast<float>(t.to),
                     shade(tone, theme, outer, t.is_on, has_choice));
        }
    }
    for (const auto& ring : view.rings) {
        const float radius = static_cast<float>(ring.to) * disc.radius;
        p.ring(disc.centre, radius, theme.surface, 5 * s.scale);
    }
    for (const auto& t : view.themes) {
        p.line(disc.centre, ui::on_circle(disc.centre, disc.radius, static_cast<float>(t.from)),
               theme.page, 8 * s.scale);
    }
    for (const auto& t : view.themes)
        if (t.is_on) outline(p, s, disc, static_cast<float>(t.from), static_cast<float>(t.to));
}

void paint_items(ui::Painter& p, const RadarStyles& s, const Disc& disc,
                 const views::RadarView& view) {
    for (const auto& item : view.items) {
        const Point at = ui::on_circle(disc.centre, static_cast<float>(item.radius) * disc.radius,
                                       static_cast<float>(item.angle));
        const float radius = (9 + 7 * static_cast<float>(item.size)) * s.scale;
        const ui::Tone tone = ui::tone(*s.theme, item.field);
        paint_item_shape(p, item.kind, at, radius + 2.5F * s.scale, s.theme->surface);
        paint_item_shape(p, item.kind, at, radius, tone.mark);
    }
}

void paint_ring_names(ui::Painter& p, const RadarStyles& s, const Disc& disc,
                      const views::RadarView& view) {
    for (const auto& ring : view.rings) {
        if (ring.label.empty()) continue;
        const Point at{disc.centre.x,
                       disc.centre.y - static_cast<float>(ring.to) * disc.radius + 30 * s.scale};
        const Paragraph& words = p.set(ring.label, s.ring);
        const Rect plate{at.x - words.size.w / 2 - 12 * s.scale,
                         at.y - words.size.h / 2 - 2 * s.scale, words.size.w + 24 * s.scale,
                         words.size.h + 4 * s.scale};
        p.fill(plate, faded(s.theme->surface, 0.85F), plate.h / 2);
        p.text(words, {plate.x + 12 * s.scale, plate.y + 2 * s.scale}, s.theme->text);
    }
}

// The four names stand in the corners that a circle leaves free.
void paint_field_names(ui::Painter& p, const RadarStyles& s, const Disc& disc, const Rect& rect,
                       const views::RadarView& view) {
    const float beside = std::max(0.0F, rect.w / 2 - disc.radius);
    const float width = rect.w * 0.27F + beside / 2;
    for (const auto& field : view.fields) {
        const float middle = middle_of(field.from, field.to);
        const bool is_right = middle < 0.5F;
        const bool is_low = middle > 0.25F && middle < 0.75F;
        TextStyle style = s.field;
        style.weight = Weight::semibold;
        style.align = is_right ? TextAlign::end : TextAlign::start;
        style.is_page_rtl = false;
        const Paragraph& words = p.set(field.label, style, width);
        const float x = is_right ? rect.right() - width : rect.x;
        const float y = is_low ? rect.bottom() - words.size.h : rect.y;
        p.text(words, {x, y}, ui::tone(*s.theme, field.id).ink);
    }
}

}  // namespace

void paint_item_shape(ui::Painter& p, const std::string& kind, Point at, float radius,
                      Color color) {
    if (kind == "project") {
        const float half = radius * 0.88F;
        p.fill({at.x - half, at.y - half, half * 2, half * 2}, color, radius * 0.25F);
    } else if (kind == "circle") {
        p.triangle({at.x, at.y + radius * 0.15F}, radius * 1.15F, color);
    } else {
        p.circle(at, radius, color);
    }
}

void paint_radar(ui::Painter& p, const RadarStyles& s, const Rect& rect,
                 const views::RadarView& view) {
    const Disc disc = disc_of(rect, s.scale);
    paint_fields(p, s, disc, view);
    paint_items(p, s, disc, view);
    paint_ring_names(p, s, disc, view);
    p.circle(disc.centre, (kCentreRadius + 7) * s.scale, s.theme->page);
    p.circle(disc.centre, kCentreRadius * s.scale, s.theme->header);
    p.centred(view.center, s.ring, disc.centre, s.theme->header_text);
    paint_field_names(p, s, disc, rect, view);
}

void add_radar_nodes(ui::Tree& tree, const RadarStyles& s, const Rect& rect, const Rect& visible,
                     const views::RadarView& view) {
    const Disc disc = disc_of(rect, s.scale);
    const float inner = kCentreRadius * s.scale;
    const auto add = [&](ui::Node node) {
        node.role = ui::Role::choice;
        node.action = ui::Action::press;
        node.visible = node.rect.cut(visible);
        node.depth = 2;
        tree.add(std::move(node));
    };
    for (const auto& t : view.themes) {
        ui::Node node;
        node.id = "radar.theme." + t.id;
        node.label = t.spoken;
        node.state.is_on = t.is_on;
        const float from = static_cast<float>(t.from);
        const float to = static_cast<float>(t.to);
        node.rect = bounds_of(disc.centre, inner, disc.radius, from, to);
        node.contains = [disc, inner, from, to](Point at) {
            const float far = std::hypot(at.x - disc.centre.x, at.y - disc.centre.y);
            const float turns = turns_of(disc.centre, at);
            return far > inner && far <= disc.radius && turns >= from && turns < to;
        };
        node.touch = ui::on_circle(disc.centre, (inner + disc.radius) / 2, (from + to) / 2);
        add(std::move(node));
    }
    ui::Node centre;
    centre.id = "radar.centre";
    centre.label = view.all;
    centre.rect = bounds_of(disc.centre, 0, inner, 0, 1);
    centre.touch = disc.centre;
    centre.contains = [disc, inner](Point at) {
        return std::hypot(at.x - disc.centre.x, at.y - disc.centre.y) <= inner;
    };
    add(std::move(centre));
}

}  // namespace qp::kiosk::screens
