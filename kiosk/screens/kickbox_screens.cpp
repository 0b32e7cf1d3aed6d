// SPDX-License-Identifier: EUPL-1.2
#include <cmath>

#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {

namespace {

void stage_line(Canvas& c, const std::string& stage, const std::string& tone,
                const std::optional<double>& progress, const std::string& id) {
    const auto row = c.row(20, Place::centre);
    ui::badge(c, {stage, tone, "kickbox"});
    if (!progress) return;
    const auto column = c.column(0, 1);
    ui::progress_bar(c, id, *progress, stage, ui::tone(c.theme(), tone).mark);
}

void project_card(Canvas& c, const views::ProjectRow& row, Intents& intents) {
    const std::string id = "project." + row.id;
    const auto card = ui::card(c, id, row.spoken, 16);
    stage_line(c, row.stage, row.stage_tone, row.progress, {});
    written(c, row.title, Type::subheading);
    TextOptions summary;
    summary.lines_max = 3;
    written(c, row.summary, Type::body, summary);
    c.spring();
    if (!row.help.empty()) {
        const auto line = c.row(12, Place::start);
        c.picture("help", 32, c.theme().action);
        TextOptions help;
        help.color = c.theme().action;
        help.grow = 1;
        c.text(row.help, Type::small_strong, help);
    }
    {
        const auto line = c.row(14, Place::centre);
        TextOptions muted;
        muted.color = c.theme().text_muted;
        muted.grow = 1;
        c.text(row.last_update, Type::small, muted);
        for (const views::Badge& b : row.badges) {
            if (b.tone == "demo") ui::badge(c, {b.text, b.tone, b.icon});
        }
    }
    if (c.activated(id)) intents.emplace_back(Open{{ScreenKind::project, row.id}});
}

// The way of a project as a rail of stops; past ones are filled and ticked, the present one is
// large.
void stage_rail(Canvas& c, const views::ProjectView& view) {
    const ui::Theme& theme = c.theme();
    const float s = c.scale();
    Box box;
    box.height = 84;
    const bool is_rtl = c.is_rtl();
    c.paint(box, {"stages", ui::Role::progress, view.stage, {}, {}, ui::Action::none},
            [&theme, s, view, is_rtl](ui::Painter& p, const Rect& r) {
                if (view.stages.empty()) return;
                const float step =
                    view.stages.size() < 2 ? 0 : (r.w - 64 * s) / real(view.stages.size() - 1);
                const float y = r.y + r.h / 2;
                const auto x_of = [&](std::size_t i) {
                    const float x = 32 * s + step * real(i);
                    return is_rtl ? r.right() - x : r.x + x;
                };
                p.line({x_of(0), y}, {x_of(view.stages.size() - 1), y}, theme.border, 6 * s);
                for (std::size_t i = 0; i < view.stages.size(); ++i) {
                    const views::StageView& stage = view.stages[i];
                    const Color mark = ui::tone(theme, stage.tone).mark;
                    const bool is_dark = ui::contrast(mark, theme.text_inverse) >= 4.5F;
                    const Color ink = is_dark ? theme.text_inverse : theme.text;
                    const Point at{x_of(i), y};
                    const float radius = (stage.is_current ? 32.0F : 20.0F) * s;
                    p.circle(at, radius + 5 * s, theme.surface);
                    if (!stage.is_done && !stage.is_current) {
                        p.circle(at, radius, theme.surface);
                        p.ring(at, radius - 2 * s, mixed(theme.border_strong, mark, 0.5F), 3 * s);
                        continue;
                    }
                    p.circle(at, radius, mark);
                    const float side = std::round(radius * 1.1F);
                    p.pictogram(stage.is_current ? "flag" : "check",
                                {at.x - side / 2, at.y - side / 2, side, side}, ink);
                }
            });
    c.nodes_of_last([view](ui::Tree& tree, const Rect& rect, const Rect& visible) {
        for (std::size_t i = 0; i < view.stages.size(); ++i) {
            ui::Node node;
            node.id = "stage." + std::to_string(i);
            node.label = view.stages[i].label;
            node.state.is_on = view.stages[i].is_current;
            node.rect = rect;
            node.visible = visible;
            node.depth = 2;
            tree.add(std::move(node));
        }
    });
}

void updates(Canvas& c, const views::ProjectView& view) {
    section(c, view.updates_title);
    if (view.updates.empty()) {
        TextOptions muted;
        muted.color = c.theme().text_muted;
        c.text(view.updates_empty, Type::body, muted);
    }
    for (const views::ProjectUpdateView& update : view.updates) {
        const auto card = ui::card(c, {}, {}, 8);
        TextOptions date;
        date.color = c.theme().text_muted;
        c.text(update.date, Type::small, date);
        written(c, update.title, Type::body_strong);
        TextOptions text;
        text.max_width = 1300;
        written(c, update.text, Type::body, text);
    }
}

void help_wanted(Canvas& c, const views::ProjectView& view) {
    if (view.help_wanted.empty()) return;
    Box box;
    box.gap = 14;
    box.padding = Insets::all(30);
    box.radius = 26;
    box.background = c.theme().action_tint;
    const auto panel = c.box(box);
    c.text(view.help_title, Type::subheading);
    for (const views::Text& help : view.help_wanted) {
        const auto row = c.row(16, Place::start);
        c.picture("help", 36, c.theme().action);
        TextOptions options;
        options.grow = 1;
        written(c, help, Type::body, options);
    }
}

}  // namespace

void draw_project_list(Canvas& c, const views::ProjectListView& view, const views::ShellView& shell,
                       Intents& intents) {
    PageHead head;
    head.id = "projects";
    head.title = view.title;
    head.lead = view.lead;
    const auto content = page(c, head, intents);
    {
        const auto row = c.row(20, Place::centre);
        TextOptions count;
        count.color = c.theme().text_muted;
        count.id = "count";
        count.role = ui::Role::status;
        count.grow = 1;
        c.text(view.count, Type::body, count);
        ui::Button filter;
        filter.id = "filters";
        filter.label = view.theme_label;
        filter.picture = "filter";
        if (ui::button(c, filter)) intents.emplace_back(ShowSheet{Sheet::filters});
    }
    if (view.rows.empty()) ui::empty_state(c, "kickbox", view.empty);
    {
        const auto grid = c.grid(c.is_wide() ? 2 : 1, 22);
        for (const views::ProjectRow& row : view.rows) project_card(c, row, intents);
    }
    more_button(c, shell.more, view.has_more, intents);
}

void draw_project_filters(Canvas& c, const views::ProjectListView& view, Intents& intents) {
    section(c, view.theme_label);
    choices(c, "theme", view.themes, intents);
}

void draw_project(Canvas& c, const views::ProjectView& view, const views::ShellView& shell,
                  Intents& intents) {
    PageHead head;
    head.id = "project/" + view.id;
    head.back = shell.back;
    head.title = view.title.text;
    head.title_language = view.title.lang;
    head.lead = view.innovator;
    head.badges = &view.badges;
    const auto content = page(c, head, intents);
    {
        const auto card = ui::card(c, {}, {}, 14);
        TextOptions muted;
        muted.color = c.theme().text_muted;
        c.text(view.stage_title, Type::small, muted);
        TextOptions stage;
        stage.id = "stage";
        c.text(view.stage, Type::subheading, stage);
        if (!view.stages.empty()) stage_rail(c, view);
    }
    TextOptions summary;
    summary.max_width = 1300;
    written(c, view.summary, Type::lead, summary);
    for (const views::Text& words : view.paragraphs) paragraph(c, words);
    help_wanted(c, view);
    updates(c, view);
    if (!view.goals.empty()) {
        section(c, view.goals_title);
        const auto wrap = c.wrap(12);
        for (const std::string& goal : view.goals) ui::badge(c, {goal, "neutral", {}});
    }
    if (!view.idea_id.empty()) {
        const auto row = c.row(0);
        ui::Button idea;
        idea.id = "project.idea";
        idea.label = view.idea_label;
        idea.picture = "idea";
        if (ui::button(c, idea)) intents.emplace_back(Open{{ScreenKind::idea, view.idea_id}});
        c.spring();
    }
}

}  // namespace qp::kiosk::screens
