// SPDX-License-Identifier: EUPL-1.2
#include <cmath>

#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/stone.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

void stone(Canvas& c, const views::MoodView& view, const views::Stone& stone, Intents& intents) {
    const std::string id = "stone." + std::to_string(stone.choice);
    const ui::Theme& theme = c.theme();
    Box box;
    box.gap = 16;
    box.padding = Insets::xy(6, 18);
    box.radius = 26;
    box.background = stone.is_on ? theme.surface : 0;
    box.border = stone.is_on ? theme.action : 0;
    box.border_width = 4;
    ui::Named named{id, ui::Role::toggle, stone.spoken.empty() ? stone.label : stone.spoken, {},
                    {}, ui::Action::press};
    named.state.is_on = stone.is_on;
    const auto scope = c.box(box, named);
    c.pressed_color(theme.action_tint);
    Box face;
    face.height = c.is_wide() ? 150 : 160;
    const float s = c.scale();
    const bool is_down = c.is_pressed(id);
    const TextStyle number = c.style(Type::heading);
    c.paint(face, [&theme, s, stone, is_down, number](ui::Painter& p, const Rect& r) {
        paint_stone(p, theme, r, stone.choice, stone.pattern, number, s, is_down);
    });
    TextOptions label;
    label.align = TextAlign::centre;
    label.is_silent = true;
    c.text(stone.label, stone.is_on ? Type::small_strong : Type::small, label);
    if (c.activated(id)) intents.emplace_back(Answer{view.thesis_id, stone.choice});
}

void bar_mark(Canvas& c, const views::MoodBar& bar) {
    const ui::Theme& theme = c.theme();
    Box mark;
    mark.width = 56;
    mark.height = 56;
    const float s = c.scale();
    const TextStyle number = c.style(Type::small_strong);
    c.paint(mark, [&theme, s, bar, number](ui::Painter& p, const Rect& r) {
        paint_stone(p, theme, r, bar.choice, bar.pattern, number, s, false);
    });
}

// Below each other where the screen is high, side by side where it is wide.
void bars(Canvas& c, const views::MoodView& view) {
    const auto grid = c.grid(c.is_wide() ? 5 : 1, c.is_wide() ? 28 : 18);
    for (const views::MoodBar& bar : view.bars) {
        const auto row = c.row(20, Place::centre);
        bar_mark(c, bar);
        const auto column = c.column(6, 1);
        {
            const auto line = c.row(12, Place::baseline);
            TextOptions label;
            label.grow = 1;
            // Side by side the words stand on the stones above, in the same order.
            c.text(c.is_wide() ? " " : bar.label, Type::small, label);
            TextOptions share;
            share.id = "bar." + std::to_string(bar.choice);
            c.text(bar.percent, Type::small_strong, share);
        }
        ui::progress_bar(c, {}, bar.share, bar.label + ": " + bar.percent,
                         ui::stone(c.theme(), bar.choice).fill, 22);
    }
}

void picture(Canvas& c, const views::MoodView& view) {
    if (view.picture_title.empty() && view.picture_wait.empty()) return;
    const auto card = ui::card(c, {}, {}, 18);
    {
        const auto head = c.wrap(18, Place::between);
        TextOptions title;
        title.role = ui::Role::heading;
        c.text(view.picture_title, Type::subheading, title);
        if (view.has_picture) ui::badge(c, {view.picture_word, "info", "mood"});
    }
    if (!view.has_picture) {
        const auto row = c.row(16, Place::start);
        c.picture("clock", 36, c.theme().text_muted);
        TextOptions wait;
        wait.color = c.theme().text_muted;
        wait.id = "picture.wait";
        wait.grow = 1;
        c.text(view.picture_wait, Type::body, wait);
        return;
    }
    bars(c, view);
    TextOptions text;
    text.color = c.theme().text_muted;
    text.id = "picture.text";
    c.text(view.picture_text, Type::small, text);
}

// The way on stays in sight, whatever the picture's height.
void steps(Canvas& c, const views::MoodView& view, Intents& intents) {
    Box foot;
    foot.axis = ui::Axis::row;
    foot.cross = Place::centre;
    foot.gap = 20;
    foot.padding = Insets::xy(margin(c), 18);
    const auto row = c.box(foot);
    if (view.index > 0 && !view.previous.empty()) {
        ui::Button previous;
        previous.id = "mood.previous";
        previous.label = view.previous;
        previous.picture = c.is_rtl() ? "forward" : "back";
        if (ui::button(c, previous)) intents.emplace_back(ShowThesis{view.index - 1});
    }
    if (c.is_wide() && !view.saved.empty()) {
        c.picture("saved", 40, c.theme().success_ink);
        TextOptions saved;
        saved.color = c.theme().success_ink;
        saved.id = "mood.saved";
        saved.role = ui::Role::status;
        saved.grow = 1;
        c.text(view.saved, Type::body_strong, saved);
    } else {
        c.spring();
    }
    const bool is_last = view.index + 1 >= view.count;
    ui::Button next;
    next.id = is_last ? "mood.done" : "mood.next";
    next.label = is_last ? view.done : view.next;
    next.kind = ui::ButtonKind::primary;
    if (!is_last) next.picture_after = c.is_rtl() ? "back" : "forward";
    if (next.label.empty() || !ui::button(c, next)) return;
    if (is_last) {
        intents.emplace_back(GoHome{});
    } else {
        intents.emplace_back(ShowThesis{view.index + 1});
    }
}

void position(Canvas& c, const views::MoodView& view) {
    const auto row = c.row(20, Place::centre);
    TextOptions step;
    step.color = c.theme().text_muted;
    step.id = "mood.step";
    c.text(view.step, Type::body_strong, step);
    if (view.count == 0) return;
    const auto column = c.column(0, 1);
    ui::progress_bar(c, {}, real(view.index + 1) / real(view.count), view.step, c.theme().action);
}

void answers(Canvas& c, const views::MoodView& view, Intents& intents) {
    if (view.thesis_id.empty()) {
        ui::empty_state(c, "mood", view.closed_text);
        return;
    }
    if (!view.is_open && !view.closed_text.empty()) {
        ui::notice(c, "mood.closed", ui::NoticeKind::info, {}, view.closed_text);
    }
    position(c, view);
    TextOptions thesis;
    thesis.language = view.thesis.lang;
    thesis.role = ui::Role::heading;
    thesis.id = "thesis";
    thesis.max_width = 1300;
    c.text(view.thesis.text, Type::thesis, thesis);
    TextOptions question;
    question.color = c.theme().text_muted;
    // Once answered, the room belongs to the picture.
    if (view.saved.empty()) c.text(view.question, Type::lead, question);
    if (!view.stones.empty()) {
        const auto grid = c.grid(5, 14);
        for (const views::Stone& s : view.stones) stone(c, view, s, intents);
    }
    if (!view.saved.empty() && !c.is_wide()) {
        ui::notice(c, "mood.saved", ui::NoticeKind::success, view.saved, {});
    }
    picture(c, view);
    TextOptions privacy;
    privacy.color = c.theme().text_muted;
    c.text(view.privacy, Type::small, privacy);
}

}  // namespace

void draw_mood(Canvas& c, const views::MoodView& view, const views::ShellView&, Intents& intents) {
    PageHead head;
    head.id = "mood/" + std::to_string(view.index);
    head.title = view.title.text;
    head.title_language = view.title.lang;
    // The introduction makes room for the thesis once people are at it.
    if (view.index == 0 && view.saved.empty()) head.lead = view.introduction.text;
    head.badges = &view.badges;
    {
        const auto content = page(c, head, intents);
        answers(c, view, intents);
    }
    if (!view.thesis_id.empty()) steps(c, view, intents);
}

}  // namespace qp::kiosk::screens
