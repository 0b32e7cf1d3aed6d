// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/attract_screen.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/screens/page.h"
#include "kiosk/screens/tile.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"
#include "kiosk/ui/qr_code.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kDrift = 24;  // design pixels, to each side
constexpr float kCodeSide = 720;
// Of the room's height: the words must be seen as well.
constexpr float kCodeShare = 0.4F;
constexpr float kCodeShareWide = 0.46F;

// Two primes, so that the same place comes again after hours only.
Point drift(std::int64_t minute) {
    const auto wave = [minute](std::int64_t period) {
        const float turn = real(minute % period) / real(period);
        return kDrift * std::sin(turn * 2 * std::numbers::pi_v<float>);
    };
    return {wave(17), wave(23)};
}

void rows(Canvas& c, const std::string& title, const std::vector<views::IdeaRow>& list,
          const char* picture, const std::string& id) {
    if (list.empty()) return;
    const ui::Theme& theme = c.theme();
    Box panel;
    panel.gap = 14;
    const auto column = c.box(panel, {id, ui::Role::group, title, {}, {}, ui::Action::none});
    TextOptions head;
    head.color = theme.header_text;
    head.role = ui::Role::heading;
    c.text(title, Type::subheading, head);
    for (const views::IdeaRow& idea : list) {
        const auto row = c.row(20, Place::start);
        c.picture(picture, 38, theme.call);
        const auto words = c.column(2, 1);
        TextOptions name;
        name.color = theme.header_text;
        name.lines_max = 2;
        written(c, idea.title, Type::body_strong, name);
        TextOptions state;
        state.color = theme.header_text_muted;
        c.text(idea.status.empty() ? idea.meta : idea.status, Type::small, state);
    }
}

void touch(Canvas& c, const std::string& label, const ui::Named& named) {
    Box call;
    call.axis = ui::Axis::row;
    call.main = Place::centre;
    call.padding = Insets::xy(40, c.is_wide() ? 22 : 32);
    call.radius = 26;
    call.background = c.theme().call;
    const auto row = c.box(call, named);
    TextOptions words;
    words.color = c.theme().call_text;
    words.is_silent = true;
    c.text(label, Type::heading, words);
}

// The whole screen is the button: this shows it.
void touch(Canvas& c, const views::AttractView& view) {
    touch(c, view.touch, {});
}

void head(Canvas& c, const views::AttractView& view) {
    const ui::Theme& theme = c.theme();
    {
        const auto row = c.row(18, Place::baseline);
        TextOptions place;
        place.color = theme.header_text_muted;
        place.grow = 1;
        c.text(view.place, Type::body, place);
        TextOptions clock;
        clock.color = theme.header_text;
        if (!view.clock.empty()) c.text(view.clock, Type::subheading, clock);
    }
    const auto row = c.row(24, Place::centre);
    TextOptions greeting;
    greeting.color = theme.header_text;
    greeting.role = ui::Role::heading;
    greeting.id = "title";
    greeting.grow = 1;
    c.text(view.greeting, c.is_wide() ? Type::title : Type::display, greeting);
    if (c.is_wide()) touch(c, view);
}

void tiles(Canvas& c, const views::AttractView& view) {
    if (view.tiles.empty()) return;
    const auto grid = c.grid(c.is_wide() ? 4 : 2, 24);
    Intents none;
    for (std::size_t i = 0; i < view.tiles.size(); ++i)
        tile(c, view.tiles[i], {}, !c.is_wide(), none);
}

void last_lines(Canvas& c, const std::string& languages, const std::string& demo_notice) {
    TextOptions soft;
    soft.color = c.theme().header_text_muted;
    soft.align = TextAlign::centre;
    if (!c.is_wide()) c.text(languages, Type::body, soft);
    c.text(demo_notice, Type::small, soft);
}

void foot(Canvas& c, const views::AttractView& view) {
    if (!c.is_wide()) touch(c, view);
    last_lines(c, view.languages, view.demo_notice);
}

}  // namespace

void draw_attract(Canvas& c, const views::AttractView& view, std::int64_t minute) {
    const Point shift = drift(minute);
    Box whole;
    whole.grow = 1;
    whole.clips = true;
    whole.gap = 26;
    whole.padding = {margin(c) + shift.x, 40 + shift.y, margin(c) - shift.x, 40 - shift.y};
    whole.background = c.theme().header;
    const auto screen =
        c.box(whole, {"attract", ui::Role::button, view.touch, {}, {}, ui::Action::press});
    c.pressed_color(whole.background);  // all of the screen would blink
    head(c, view);
    tiles(c, view);
    {
        const auto grid = c.grid(c.is_wide() ? 2 : 1, c.is_wide() ? 60 : 28);
        rows(c, view.new_title, view.newest, "idea", "attract.new");
        rows(c, view.became_title, view.became, "check", "attract.became");
    }
    c.spring();
    foot(c, view);
}

namespace {

void poster_line(Canvas& c, const std::string& words, Type type, const char* id, bool is_soft) {
    if (words.empty()) return;
    TextOptions options;
    options.color = is_soft ? c.theme().header_text_muted : c.theme().header_text;
    options.id = id;
    c.text(words, type, options);
}

void poster_head(Canvas& c, const views::PosterView& view) {
    {
        const auto row = c.row(18, Place::baseline);
        TextOptions place;
        place.color = c.theme().header_text_muted;
        place.grow = 1;
        c.text(view.place, Type::body, place);
        TextOptions clock;
        clock.color = c.theme().header_text;
        if (!view.clock.empty()) c.text(view.clock, Type::subheading, clock);
    }
    TextOptions title;
    title.color = c.theme().header_text;
    title.role = ui::Role::heading;
    title.id = "title";
    c.text(view.title, Type::display, title);
    poster_line(c, view.when, Type::subheading, "poster.when", true);
}

void poster_words(Canvas& c, const views::PosterView& view) {
    poster_line(c, view.what, Type::lead, "poster.what", false);
    poster_line(c, view.mood, Type::subheading, "poster.mood", false);
    c.space(6);
    poster_line(c, view.how, Type::lead, "poster.how", true);
    poster_line(c, view.address, Type::heading, "poster.address", false);
}

void poster_code(Canvas& c, const views::PosterView& view) {
    const auto code = ui::qr_code(view.link);
    const float share = c.is_wide() ? kCodeShareWide : kCodeShare;
    if (code)
        ui::qr_picture(c, *code, "poster.code", view.alt, std::min(kCodeSide, c.room().h * share));
}

// Code and words, beside each other on a wide screen.
void poster_middle(Canvas& c, const views::PosterView& view) {
    if (c.is_wide()) {
        const auto row = c.row(64, Place::centre);
        poster_code(c, view);
        const auto column = c.column(24, 1);
        poster_words(c, view);
        return;
    }
    {
        Box middle;
        middle.cross = Place::centre;
        middle.padding = Insets::xy(0, 16);
        const auto box = c.box(middle);
        poster_code(c, view);
    }
    const auto column = c.column(24);
    poster_words(c, view);
}

void poster_foot(Canvas& c, const views::PosterView& view, const Point& shift) {
    Box foot;
    foot.gap = 20;
    foot.padding = {margin(c) + shift.x, 24 + shift.y, margin(c) - shift.x, 40 - shift.y};
    const auto column = c.box(foot);
    touch(c, view.touch, {"poster.begin", ui::Role::button, view.touch, {}, {}, ui::Action::press});
    last_lines(c, view.languages, view.demo_notice);
}

}  // namespace

void draw_poster(Canvas& c, const views::PosterView& view, std::int64_t minute) {
    const Point shift = drift(minute);
    Box whole;
    whole.grow = 1;
    whole.clips = true;
    whole.background = c.theme().header;
    const auto screen = c.box(whole, {"poster", ui::Role::group, {}, {}, {}, ui::Action::none});
    if (c.out_of_reach() > 0) c.space(c.out_of_reach());
    {
        Box content;
        content.gap = c.is_wide() ? 24 : 32;
        content.padding = {margin(c) + shift.x, 48 + shift.y, margin(c) - shift.x, 48 - shift.y};
        content.background = c.theme().header;
        const auto scrolled = c.viewport("poster.content", content);
        poster_head(c, view);
        poster_middle(c, view);
    }
    poster_foot(c, view, shift);
}

void draw_asleep(Canvas& c, const std::string& touch) {
    Box dark;
    dark.grow = 1;
    dark.background = rgb(0x000000);
    const auto screen = c.box(dark, {"asleep", ui::Role::button, touch, {}, {}, ui::Action::press});
    c.pressed_color(dark.background);
}

void draw_are_you_there(Canvas& c, const AreYouThere& question) {
    const ui::Theme& theme = c.theme();
    Box veil;
    veil.main = Place::end;
    veil.cross = Place::centre;
    veil.padding = Insets::all(margin(c));
    veil.background = faded(theme.shadow, 0.6F);
    const auto cover = c.cover(veil, {"idle", ui::Role::group, {}, {}, {}, ui::Action::press});
    Box panel;
    panel.gap = 24;
    panel.padding = Insets::all(48);
    panel.radius = 40;
    panel.background = theme.surface;
    panel.border = theme.raised_border;
    panel.shadow = 30;
    panel.max_width = 960;
    const auto box = c.box(panel);
    TextOptions title;
    title.role = ui::Role::heading;
    title.id = "idle.title";
    c.text(question.title, Type::title, title);
    TextOptions text;
    text.role = ui::Role::timer;
    text.id = "idle.text";
    text.cue = ui::Cue::countdown;
    c.text(question.text, Type::lead, text);
    ui::Button stay;
    stay.id = "still.here";
    stay.label = question.stay;
    stay.kind = ui::ButtonKind::primary;
    ui::button(c, stay);
}

}  // namespace qp::kiosk::screens
