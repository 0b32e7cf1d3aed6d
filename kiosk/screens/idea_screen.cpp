// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {
namespace {

void support_panel(Canvas& c, const views::IdeaView& view, Intents& intents) {
    Box box;
    box.axis = ui::Axis::row;
    box.cross = Place::centre;
    box.gap = 28;
    box.padding = Insets::xy(32, 28);
    box.radius = 26;
    box.background = c.theme().surface;
    box.shadow = 12;
    const auto panel = c.box(box);
    {
        const auto words = c.column(4, 1);
        TextOptions supports;
        supports.id = "supports";
        c.text(view.supports, Type::subheading, supports);
        TextOptions note;
        note.color = c.theme().text_muted;
        c.text(view.supports_note, Type::small, note);
    }
    support_button(c, view.id, view.support, intents);
}

// The step's disc, and the line down to the next one.
void step_mark(Canvas& c, const views::IdeaStepView& step, bool is_last) {
    Box box;
    box.width = 52;
    const ui::Theme& theme = c.theme();
    const float s = c.scale();
    c.paint(box, [&theme, s, step, is_last](ui::Painter& p, const Rect& r) {
        const Point centre{r.x + r.w / 2, r.y + 24 * s};
        const Color color = step.is_done || step.is_current ? theme.action : theme.border;
        if (!is_last)
            p.line({centre.x, centre.y}, {centre.x, r.bottom() + 24 * s}, theme.border, 4 * s);
        p.circle(centre, 20 * s, theme.page);
        if (step.is_done || step.is_current) {
            p.circle(centre, 18 * s, color);
            const float side = 24 * s;
            p.pictogram("check", {centre.x - side / 2, centre.y - side / 2, side, side},
                        theme.text_inverse);
        } else {
            p.ring(centre, 16 * s, theme.border_strong, 3 * s);
        }
        if (step.is_current) p.ring(centre, 23 * s, theme.action, 3 * s);
    });
}

void steps(Canvas& c, const views::IdeaView& view) {
    if (view.steps.empty()) return;
    section(c, view.steps_title);
    const auto column = c.column(0);
    for (std::size_t i = 0; i < view.steps.size(); ++i) {
        const views::IdeaStepView& step = view.steps[i];
        const auto row = c.row(20, Place::stretch);
        step_mark(c, step, i + 1 == view.steps.size());
        Box words;
        words.gap = 2;
        words.grow = 1;
        words.padding = {0, 4, 0, 30};
        const auto text = c.box(words);
        c.text(step.title, step.is_current ? Type::subheading : Type::body_strong);
        TextOptions date;
        date.color = c.theme().text_muted;
        c.text(step.date, Type::small, date);
        TextOptions reason;
        reason.max_width = 1200;
        written(c, step.reason, Type::body, reason);
    }
}

void similar(Canvas& c, const views::IdeaView& view, Intents& intents) {
    if (view.similar.empty()) return;
    section(c, view.similar_title);
    const auto grid = c.grid(2, 24);
    for (const views::IdeaRow& row : view.similar) idea_card(c, row, false, intents);
}

void report(Canvas& c, const views::IdeaView& view, Intents& intents) {
    if (!view.reported.empty())
        ui::notice(c, "idea.reported", ui::NoticeKind::info, view.reported, {});
    if (view.report.empty()) return;
    const auto row = c.row(0);
    ui::Button button;
    button.id = "idea.report";
    button.label = view.report;
    button.kind = ui::ButtonKind::quiet;
    button.picture = "flag";
    if (ui::button(c, button)) intents.emplace_back(Open{{ScreenKind::idea_report, view.id}});
    c.spring();
}

}  // namespace

void draw_idea(Canvas& c, const views::IdeaView& view, const views::ShellView& shell,
               Intents& intents) {
    PageHead head;
    head.id = "idea/" + view.id;
    head.back = shell.back;
    head.title = view.title.text;
    head.title_language = view.title.lang;
    head.badges = &view.badges;
    const auto content = page(c, head, intents);
    TextOptions meta;
    meta.color = c.theme().text_muted;
    meta.id = "meta";
    c.text(view.meta, Type::body, meta);
    if (view.place) {
        TextOptions place;
        place.id = "place";
        c.text(view.place->title + ": " + view.place->words, Type::body, place);
    }
    for (const views::Text& text : view.paragraphs) {
        TextOptions options;
        options.max_width = 1300;
        written(c, text, Type::lead, options);
    }
    support_panel(c, view, intents);
    steps(c, view);
    similar(c, view, intents);
    report(c, view, intents);
}

}  // namespace qp::kiosk::screens
