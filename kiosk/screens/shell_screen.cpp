// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/shell_screen.h"

#include <array>

#include "kiosk/screens/page.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kBarPadding = 30;
constexpr float kHeightForLanguages = 1250;  // of an upright screen, at normal text size

struct Area {
    const char* id;
    ScreenKind kind;
};
constexpr std::array<Area, 6> kAreas{{{"start", ScreenKind::start},
                                      {"ideas", ScreenKind::ideas},
                                      {"radar", ScreenKind::radar},
                                      {"actors", ScreenKind::actors},
                                      {"kickbox", ScreenKind::projects},
                                      {"mood", ScreenKind::mood}}};

// A tab's picture stands above its word, or before it where there is no room for six words.
enum class TabShape { stacked, line };

void area_tab(Canvas& c, const views::Choice& area, TabShape shape, Intents& intents) {
    const ui::Theme& theme = c.theme();
    const std::string id = "nav." + area.id;
    const Color ink = area.is_on ? theme.action : theme.text;
    Box box;
    box.radius = 22;
    box.background = area.is_on ? theme.action_tint : 0;
    box.min_height = std::max(shape == TabShape::line ? 68.0F : 118.0F, c.target_min());
    if (shape == TabShape::line) {
        box.axis = ui::Axis::row;
        box.cross = Place::centre;
        box.gap = 20;
        box.padding = Insets::xy(24, 10);
        box.grow = c.is_wide() ? 0.0F : 1.0F;
    } else {
        box.main = Place::centre;
        box.cross = Place::centre;
        box.gap = 6;
        box.grow = 1;
        box.padding = Insets::xy(2, 10);
    }
    ui::Named named{id, ui::Role::tab, area.label, {}, {}, ui::Action::press};
    named.state.is_on = area.is_on;
    const auto tab = c.box(box, named);
    c.pressed_color(theme.action_tint);
    c.picture(area.icon, shape == TabShape::line ? 44 : 50, ink);
    TextOptions options;
    options.color = ink;
    options.is_silent = true;
    options.lines_max = 1;
    c.text(area.label, area.is_on ? Type::small_strong : Type::nav, options);
    if (!c.activated(id)) return;
    for (const Area& known : kAreas) {
        if (area.id == known.id) intents.emplace_back(Open{{known.kind, {}}});
    }
}

void about_chip(Canvas& c, const views::ShellView& view, Intents& intents) {
    ui::Chip about;
    about.id = "about.open";
    about.label = view.about;
    about.picture = "info";
    about.is_act = true;
    if (ui::chip(c, about)) intents.emplace_back(Open{{ScreenKind::about, {}}});
}

void settings_chip(Canvas& c, const ShellState& state, Intents& intents) {
    ui::Chip settings;
    settings.id = "settings.open";
    settings.label = state.settings;
    settings.picture = "text-size";
    settings.is_act = true;
    if (ui::chip(c, settings)) intents.emplace_back(ShowSheet{Sheet::settings});
}

void language_chips(Canvas& c, const views::ShellView& view, const ShellState& state,
                    Intents& intents) {
    const auto wrap = c.wrap(std::max(12.0F, c.gap_min()));
    // First, so that it stands in sight where the rail is too short for all of them.
    settings_chip(c, state, intents);
    for (const views::Choice& language : view.languages) {
        ui::Chip chip;
        chip.id = "lang." + language.id;
        chip.label = language.label;
        chip.is_on = language.is_on;
        chip.language = language.id;
        if (ui::chip(c, chip)) intents.emplace_back(ChooseLanguage{language.id});
    }
    about_chip(c, view, intents);
}

void sync_line(Canvas& c, const views::ShellView& view) {
    const ui::Theme& theme = c.theme();
    if (!view.sync.text.empty()) {
        const ui::Tone tone = ui::tone(theme, view.sync.tone);
        const bool is_quiet = view.sync.tone == "quiet";
        const Color ink = is_quiet ? theme.text_muted : tone.ink;
        const auto row = c.row(12, Place::start);
        const char* picture =
            is_quiet ? "saved" : (view.sync.tone == "refused" ? "warning" : "clock");
        c.picture(picture, 30, ink);
        TextOptions options;
        options.color = ink;
        options.id = "sync";
        options.role = ui::Role::timer;
        options.grow = 1;
        c.text(view.sync.text, Type::small, options);
    }
}

void demo_line(Canvas& c, const views::ShellView& view) {
    if (view.demo_notice.empty()) return;
    const Color ink = c.theme().demo_ink;
    const auto row = c.row(12, Place::start);
    c.picture("info", 30, ink);
    TextOptions options;
    options.color = ink;
    options.id = "demo";
    options.role = ui::Role::status;
    options.grow = 1;
    c.text(view.demo_notice, Type::small, options);
}

// Side by side, or three and three where a language or a large text needs more room for a word.
void area_tabs(Canvas& c, const views::ShellView& view, Intents& intents) {
    const float gap = std::max(8.0F, c.gap_min());
    const float count = real(std::max<std::size_t>(1, view.areas.size()));
    const float room = (c.design_size().w - 2 * kBarPadding - gap * (count - 1)) / count - 8;
    float widest = 0;
    for (const views::Choice& area : view.areas) {
        const auto& word = c.text_engine().lay_out(area.label, c.style(Type::small_strong), 0);
        widest = std::max(widest, word.size.w / c.scale());
    }
    if (widest <= room) {
        const auto tabs = c.row(gap, Place::stretch);
        for (const views::Choice& area : view.areas) area_tab(c, area, TabShape::stacked, intents);
        return;
    }
    const auto grid = c.grid(3, gap);
    for (const views::Choice& area : view.areas) area_tab(c, area, TabShape::line, intents);
}

void bottom_bar(Canvas& c, const views::ShellView& view, const ShellState& state,
                Intents& intents) {
    const ui::Theme& theme = c.theme();
    Box line;
    line.height = 2;
    line.background = theme.border;
    { const auto edge = c.box(line); }
    Box bar;
    bar.gap = 18;
    bar.padding = {kBarPadding, 16, kBarPadding, 28};
    bar.background = theme.surface;
    const auto scope = c.box(bar, {"nav", ui::Role::group, {}, {}, {}, ui::Action::none});
    area_tabs(c, view, intents);
    Box below;
    below.gap = 16;
    below.padding = Insets::xy(kMargin - kBarPadding, 0);
    const auto column = c.box(below);
    // Where room is scarce the languages stand in the settings alone.
    if (c.room().h / c.text_factor() >= kHeightForLanguages) {
        language_chips(c, view, state, intents);
    } else {
        const auto wrap = c.wrap(std::max(12.0F, c.gap_min()));
        about_chip(c, view, intents);
        settings_chip(c, state, intents);
    }
    sync_line(c, view);
    demo_line(c, view);
}

void side_rail(Canvas& c, const views::ShellView& view, const ShellState& state, Intents& intents) {
    const ui::Theme& theme = c.theme();
    Box rail;
    rail.width = 360 * std::min(c.text_factor(), 1.4F);
    rail.background = theme.surface;
    const auto scope = c.box(rail, {"nav", ui::Role::group, {}, {}, {}, ui::Action::none});
    // Large text and many languages may need more than the height.
    Box inside;
    inside.gap = std::max(6.0F, c.gap_min());
    inside.padding = {24, 28, 24, 24};
    inside.background = theme.surface;
    const auto scrolled = c.viewport("rail", inside);
    {
        Box head;
        head.gap = 4;
        head.padding = {24, 0, 8, 16};
        const auto box = c.box(head);
        const auto row = c.row(12, Place::baseline);
        TextOptions product;
        product.color = theme.action;
        product.grow = 1;
        c.text(view.product, Type::subheading, product);
        if (!view.clock.empty()) c.text(view.clock, Type::label);
    }
    for (const views::Choice& area : view.areas) area_tab(c, area, TabShape::line, intents);
    c.spring();
    Box below;
    below.gap = 16;
    const auto column = c.box(below);
    language_chips(c, view, state, intents);
    sync_line(c, view);
    demo_line(c, view);
}

void notice_line(Canvas& c, const ShellState& state, const std::string& close, Intents& intents) {
    if (state.notice.empty()) return;
    const ui::Theme& theme = c.theme();
    const ui::Tone tone = ui::tone(theme, state.notice_kind);
    Box box;
    box.axis = ui::Axis::row;
    box.cross = Place::centre;
    box.gap = 20;
    box.padding = Insets::xy(margin(c), 18);
    box.background = tone.tint;
    const bool is_danger = state.notice_kind == "danger";
    const auto role = is_danger ? ui::Role::alert : ui::Role::status;
    ui::Named named{"notice", role, state.notice, {}, {}, ui::Action::none};
    named.cue = state.notice_kind == "success" ? ui::Cue::saved : ui::Cue::refused;
    const auto scope = c.box(box, std::move(named));
    c.picture(state.notice_kind == "success" ? "saved" : "warning", 44, tone.ink);
    TextOptions options;
    options.color = tone.ink;
    options.grow = 1;
    options.is_silent = true;
    c.text(state.notice, Type::body_strong, options);
    if (ui::round_button(c, "notice.close", "close", close, 68))
        intents.emplace_back(DismissNotice{});
}

void draw_sheet(Canvas& c, const views::ShellView& view, const std::function<void()>& sheet,
                Intents& intents) {
    Box veil;
    veil.axis = ui::Axis::stack;
    veil.main = Place::stretch;
    veil.background = faded(c.theme().shadow, 0.45F);
    // A finger beside the sheet closes it, as its button does; the keypad has the button alone.
    const auto cover =
        c.cover(veil, {"sheet.veil", ui::Role::group, {}, {}, {}, ui::Action::press});
    if (c.activated("sheet.veil") || c.went_back()) intents.emplace_back(ShowSheet{});
    Box outer;
    outer.main = Place::end;
    outer.padding = {0, 40, 0, 0};
    const auto column = c.entering("sheet", outer);
    Box panel;
    panel.shrinks = true;
    panel.padding = {margin(c), 32, margin(c), 0};
    panel.gap = 10;
    panel.radius = 40;
    panel.corners = Corners::top;
    panel.background = c.theme().surface;
    panel.shadow = 30;
    // Pressing the sheet itself must not close it.
    const auto scope = c.box(panel, {"sheet", ui::Role::group, {}, {}, {}, ui::Action::press});
    {
        const auto row = c.row(0);
        c.spring();
        if (ui::round_button(c, "sheet.close", "close", view.close))
            intents.emplace_back(ShowSheet{});
    }
    Box content;
    content.gap = 26;
    content.padding = {0, 0, 0, 40};
    content.background = c.theme().surface;
    content.shrinks = true;
    const auto scrolled = c.viewport("sheet.content", content);
    sheet();
}

// Above what somebody reaches from a wheelchair stands nothing that can be touched.
void head_room(Canvas& c, const views::ShellView& view) {
    const ui::Theme& theme = c.theme();
    Box band;
    band.height = c.out_of_reach();
    band.main = Place::centre;
    band.cross = Place::centre;
    band.gap = 8;
    band.background = theme.header;
    const auto box = c.box(band);
    c.picture("pulse", 96, theme.header_text);
    TextOptions options;
    options.color = theme.header_text;
    options.is_silent = true;
    c.text(view.product, Type::title, options);
    options.color = theme.header_text_muted;
    c.text(view.place, Type::body, options);
}

}  // namespace

void draw_shell(Canvas& c, const views::ShellView& view, const ShellState& state,
                ui::Keyboard& keyboard, const std::function<void()>& content,
                const std::function<void()>& sheet, Intents& intents) {
    Box all;
    all.grow = 1;
    all.shrinks = true;
    const auto whole = c.box(all);
    if (c.out_of_reach() > 0) head_room(c, view);
    Box layers;
    layers.axis = ui::Axis::stack;
    layers.main = Place::stretch;
    layers.grow = 1;
    layers.shrinks = true;
    const auto stack = c.box(layers);
    const bool is_writing = c.editing().is_active();
    const auto middle = [&] {
        const auto column = c.column(0, 1);
        {
            Box room;
            room.grow = 1;
            room.shrinks = true;
            const auto screen = c.entering("screen/" + state.screen, room);
            content();
        }
        notice_line(c, state, view.close, intents);
        if (is_writing) keyboard.draw(c);
        if (!is_writing && !c.is_wide()) bottom_bar(c, view, state, intents);
    };
    if (c.is_wide()) {
        const auto row = c.row(0, Place::stretch);
        side_rail(c, view, state, intents);
        Box edge;
        edge.width = 2;
        edge.background = c.theme().border;
        { const auto line = c.box(edge); }
        middle();
    } else {
        middle();
    }
    if (state.is_sheet_open && sheet) draw_sheet(c, view, sheet, intents);
}

}  // namespace qp::kiosk::screens
