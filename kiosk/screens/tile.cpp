// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/tile.h"

#include <algorithm>

#include "kiosk/screens/page.h"
#include "kiosk/ui/chart.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kLargeText = 1.2F;

// The class as a filled disc with a shape in it, else the property's pictogram.
void mark(Canvas& c, const views::Tile& tile) {
    const LevelLook look = look_of(c.theme(), tile.level);
    if (look.mark == 0) {
        if (!tile.icon.empty()) c.picture(tile.icon, 36, c.theme().text_muted);
        return;
    }
    Box disc;
    disc.axis = ui::Axis::row;
    disc.main = Place::centre;
    disc.cross = Place::centre;
    disc.width = 36;
    disc.height = 36;
    disc.radius = 18;
    disc.background = look.mark;
    const auto scope = c.box(disc);
    c.picture(look.picture, 22, c.theme().text_inverse);
}

bool has_curve(const views::Tile& tile) {
    return std::count_if(tile.spark.begin(), tile.spark.end(),
                         [](const auto& value) { return value.has_value(); }) > 1;
}

void demo_mark(Canvas& c, const views::Tile& tile) {
    if (tile.is_demo && !tile.demo_label.empty()) ui::badge(c, {tile.demo_label, "demo", {}});
}

// The mark of demo data stands beside the name where both have room.
void title(Canvas& c, const views::Tile& tile, bool has_demo_mark) {
    const auto line = c.wrap(14, Place::between);
    {
        const auto row = c.row(14, Place::centre);
        mark(c, tile);
        TextOptions label;
        label.color = c.theme().text_muted;
        c.text(tile.label, Type::body, label);
    }
    if (has_demo_mark) demo_mark(c, tile);
}

void value_and_unit(Canvas& c, const views::Tile& tile) {
    Box values;
    // At a large size the unit may need a line of its own.
    values.axis = c.text_factor() > kLargeText ? ui::Axis::wrap : ui::Axis::row;
    values.gap = 12;
    values.cross = Place::baseline;
    const auto row = c.box(values);
    TextOptions value;
    value.id = "value." + tile.id;
    // A word may be longer than a number, and must still stand on one line.
    c.text(tile.value, tile.value.size() > 8 ? Type::heading : Type::value, value);
    TextOptions unit;
    unit.color = c.theme().text_muted;
    c.text(tile.unit, Type::unit, unit);
}

void foot(Canvas& c, const views::Tile& tile) {
    const auto row = c.row(8, Place::start);
    const Color ink = tile.is_stale ? c.theme().warning_ink : c.theme().text_muted;
    if (!tile.age.empty()) c.picture(tile.is_stale ? "warning" : "clock", 28, ink);
    const auto words = c.column(0, 1);
    TextOptions muted;
    muted.color = c.theme().text_muted;
    TextOptions age;
    age.color = ink;
    age.id = "age." + tile.id;
    c.text(tile.age, tile.is_stale ? Type::small_strong : Type::small, age);
    c.text(tile.source, Type::small, muted);
}

}  // namespace

void tile(Canvas& c, const views::Tile& tile, const std::string& id, bool may_be_broad,
          Intents& intents) {
    // Large words leave no room for a mark beside them.
    const bool is_broad = may_be_broad && (c.is_wide() || c.text_factor() <= kLargeText);
    const auto card = ui::raised_card(c, id, tile.spoken, 8);
    title(c, tile, is_broad);
    if (is_broad) {
        const auto row = c.row(20, Place::centre);
        value_and_unit(c, tile);
        if (has_curve(tile)) {
            const auto rest = c.column(0, 1);
            ui::spark(c, tile.spark, 70, c.theme().action);
        }
    } else {
        value_and_unit(c, tile);
    }
    if (!tile.level_word.empty()) {
        const LevelLook look = look_of(c.theme(), tile.level);
        TextOptions word;
        word.color = look.ink;
        c.text(tile.level_word, Type::body_strong, word);
    }
    c.text(tile.sentence, Type::small);
    if (!is_broad && has_curve(tile)) ui::spark(c, tile.spark, 76, c.theme().action);
    c.spring();
    if (!is_broad && tile.is_demo) {
        const auto row = c.row(0);
        demo_mark(c, tile);
    }
    foot(c, tile);
    if (c.activated(id)) intents.emplace_back(Open{{ScreenKind::station, tile.id}});
}

}  // namespace qp::kiosk::screens
