// SPDX-License-Identifier: EUPL-1.2
#include <cmath>

#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/tile.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kTilesOverHero = 132;  // how far the tiles reach into the blue

std::vector<float> wave(const Rect& area, float middle, float swing, float from, float turns) {
    std::vector<float> tops;
    constexpr int kSteps = 64;
    for (int i = 0; i <= kSteps; ++i) {
        const float at = from + turns * real(i) / real(kSteps);
        tops.push_back(area.y + middle + swing * std::sin(at * 6.2832F));
    }
    return tops;
}

void paint_hero(Canvas& c) {
    const ui::Theme& theme = c.theme();
    const float s = c.scale();
    const float swing = (c.is_wide() ? 16.0F : 26.0F) * s;
    c.paint(Box{}, [&theme, s, swing](ui::Painter& p, const Rect& sky) {
        p.fill(sky, theme.header);
        p.hill(sky, wave(sky, sky.h - 126 * s, swing * 1.3F, 0.52F, 1.05F), theme.header_wave_far);
        p.hill(sky, wave(sky, sky.h - 64 * s, swing, 0.15F, 0.9F), theme.header_wave_near);
    });
}

void hero_line(Canvas& c, const views::ShellView& shell) {
    const ui::Theme& theme = c.theme();
    Box line;
    line.axis = ui::Axis::row;
    line.gap = 18;
    line.cross = Place::baseline;
    const auto row = c.box(line);
    TextOptions bright;
    bright.color = theme.header_text;
    if (!c.is_wide()) c.text(shell.product, Type::subheading, bright);
    TextOptions soft;
    soft.color = theme.header_text_muted;
    soft.grow = 1;
    soft.id = "place";
    c.text(shell.place.empty() ? " " : shell.place, Type::body, soft);
    bright.id = "clock";
    if (!c.is_wide() && !shell.clock.empty()) c.text(shell.clock, Type::subheading, bright);
}

// "live" is there while a tile shows a value that is not too old: what scripts wait for.
void name_live_value(Canvas& c, const views::StartView& view) {
    for (const views::Tile& one : view.tiles) {
        if (one.age.empty() || one.is_stale) continue;
        Box nothing;
        nothing.width = 0;
        nothing.height = 0;
        const auto box =
            c.box(nothing, {"live", ui::Role::timer, one.spoken, {}, {}, ui::Action::none});
        return;
    }
}

void tiles(Canvas& c, const views::StartView& view, Intents& intents) {
    if (view.tiles.empty()) {
        const auto card = ui::raised_card(c, "stations", view.tiles_empty);
        TextOptions options;
        options.id = "tiles.empty";
        c.space(28);
        c.picture("sensor", 56, c.theme().text_muted);
        c.text(view.tiles_empty, Type::lead, options);
        c.space(28);
        if (c.activated("stations")) intents.emplace_back(Open{{ScreenKind::stations, {}}});
        return;
    }
    const int count = static_cast<int>(view.tiles.size());
    // Large text leaves no room for three in a row, nor for two things on a line.
    const bool is_large = c.text_factor() > 1.2F;
    int columns = c.is_wide() ? std::max(3, count) : (count == 3 || count > 4 ? 3 : 2);
    if (is_large) columns = 2;
    const auto grid = c.grid(columns, 24);
    const bool is_broad = columns == 2 && (!is_large || c.is_wide());
    for (std::size_t i = 0; i < view.tiles.size(); ++i) {
        tile(c, view.tiles[i], "tile." + std::to_string(i), is_broad, intents);
    }
    name_live_value(c, view);
}

void call(Canvas& c, const views::StartView& view, Intents& intents) {
    const ui::Theme& theme = c.theme();
    Box box;
    box.axis = ui::Axis::row;
    box.cross = Place::centre;
    box.gap = 36;
    box.padding = c.is_wide() ? Insets::xy(40, 30) : Insets::xy(48, 44);
    box.radius = 26;
    box.background = theme.call;
    const auto card = c.box(box, {"call.idea",
                                  ui::Role::button,
                                  view.call_title + " " + view.call_text,
                                  {},
                                  {},
                                  ui::Action::press});
    c.pressed_color(theme.call_pressed);
    c.picture("idea", 88, theme.call_text);
    {
        const auto words = c.column(6, 1);
        TextOptions options;
        options.color = theme.call_text;
        options.is_silent = true;
        c.text(view.call_title, Type::heading, options);
        c.text(view.call_text, Type::body, options);
    }
    c.picture(c.is_rtl() ? "back" : "forward", 48, theme.call_text);
    if (c.activated("call.idea")) intents.emplace_back(Open{{ScreenKind::idea_write, {}}});
}

// One line of invitation with a pictogram: a Stimmungsbild, an event.
void pointer_card(Canvas& c, const std::string& id, const char* picture, const std::string& title,
                  const std::string& text) {
    const auto card = ui::card(c, id, title + ". " + text, 0, 1);
    const auto row = c.row(24, Place::centre);
    Box disc;
    disc.axis = ui::Axis::row;
    disc.main = Place::centre;
    disc.cross = Place::centre;
    disc.width = 84;
    disc.height = 84;
    disc.radius = 42;
    disc.background = c.theme().action_tint;
    {
        const auto scope = c.box(disc);
        c.picture(picture, 48, c.theme().action);
    }
    const auto words = c.column(4, 1);
    c.text(title, Type::body_strong);
    TextOptions muted;
    muted.color = c.theme().text_muted;
    c.text(text, Type::small, muted);
}

void invitations(Canvas& c, const views::StartView& view, Intents& intents) {
    if (view.mood_title.empty() && view.event_title.empty()) return;
    const bool is_pair = !view.mood_title.empty() && !view.event_title.empty();
    const auto grid = c.grid(is_pair ? 2 : 1, 24);
    if (!view.mood_title.empty()) {
        pointer_card(c, "call.mood", "mood", view.mood_title, view.mood_text);
        if (c.activated("call.mood")) intents.emplace_back(Open{{ScreenKind::mood, {}}});
    }
    if (!view.event_title.empty()) pointer_card(c, {}, "event", view.event_title, view.event_text);
}

void newest_ideas(Canvas& c, const views::StartView& view, Intents& intents) {
    {
        const auto row = c.row(16, Place::centre);
        TextOptions title;
        title.role = ui::Role::heading;
        title.grow = 1;
        c.text(view.ideas_title, Type::heading, title);
        ui::Button all;
        all.id = "ideas.all";
        all.label = view.ideas_all;
        all.kind = ui::ButtonKind::quiet;
        all.picture_after = c.is_rtl() ? "back" : "forward";
        if (ui::button(c, all)) intents.emplace_back(Open{{ScreenKind::ideas, {}}});
    }
    const auto grid = c.grid(c.is_wide() ? 3 : 2, 24);
    for (const views::IdeaRow& row : view.ideas) idea_card(c, row, false, intents);
}

}  // namespace

void draw_start(Canvas& c, const views::StartView& view, const views::ShellView& shell,
                Intents& intents) {
    const float side = margin(c);
    Box content;
    content.gap = c.is_wide() ? 28.0F : 36.0F;
    content.padding = {0, 0, 0, 60};
    const auto viewport = c.viewport("start", content);
    {
        Box stack;
        stack.axis = ui::Axis::stack;
        stack.main = Place::stretch;
        const auto layers = c.box(stack);
        paint_hero(c);
        Box words;
        words.gap = 12;
        words.padding = {side, c.is_wide() ? 30.0F : 44.0F, side,
                         kTilesOverHero + (c.is_wide() ? 28 : 64)};
        const auto column = c.box(words);
        hero_line(c, shell);
        c.space(c.is_wide() ? 4 : 32);
        TextOptions greeting;
        greeting.color = c.theme().header_text;
        greeting.role = ui::Role::heading;
        greeting.id = "title";
        c.text(view.greeting, c.is_wide() ? Type::title : Type::display, greeting);
        TextOptions lead;
        lead.color = c.theme().header_text_muted;
        lead.max_width = c.is_wide() ? 1200.0F : 720.0F;
        c.text(view.lead, Type::lead, lead);
    }
    {
        Box over;
        over.padding = Insets::xy(side, 0);
        over.overlap = kTilesOverHero + content.gap;
        const auto column = c.box(over);
        tiles(c, view, intents);
    }
    Box rest;
    rest.gap = c.is_wide() ? 28.0F : 36.0F;
    rest.padding = Insets::xy(side, 0);
    const auto column = c.box(rest);
    call(c, view, intents);
    newest_ideas(c, view, intents);
    invitations(c, view, intents);
    if (!view.tiles.empty()) {
        const auto row = c.row(0);
        ui::Button stations;
        stations.id = "stations.all";
        stations.label = view.stations_label;
        stations.picture = "sensor";
        if (ui::button(c, stations)) intents.emplace_back(Open{{ScreenKind::stations, {}}});
        c.spring();
    }
}

}  // namespace qp::kiosk::screens
