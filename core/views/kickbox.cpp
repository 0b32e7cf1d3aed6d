// SPDX-License-Identifier: EUPL-1.2
#include "core/views/kickbox.h"

#include <array>

#include "core/i18n/msg.h"
#include "core/views/phrases.h"
#include "core/views/stage_words.h"

namespace qp::views {
namespace {

using domain::KickboxProject;
using domain::Stage;

// The rail that a project is shown on. Spin-out is another way to end it than `done`.
constexpr std::array kRail{Stage::applied,    Stage::red1,  Stage::red2,  Stage::red3,
                           Stage::red4,       Stage::red5,  Stage::red6,  Stage::red_pitch,
                           Stage::blue1,      Stage::blue2, Stage::blue3, Stage::blue4,
                           Stage::blue_pitch, Stage::gold,  Stage::done};

// Where on the rail a project stands or stood when it paused; nothing where that is not known.
std::optional<Stage> place_on_rail(const KickboxProject& project) {
    if (project.stage == Stage::paused) return project.stage_before_pause;
    if (project.stage == Stage::ended_with_learning) return project.stage_before_pause;
    if (project.stage == Stage::spin_out) return Stage::done;
    return project.stage;
}

std::vector<StageView> stage_views(const i18n::Locale& locale, const KickboxProject& project) {
    const std::optional<Stage> place = place_on_rail(project);
    std::vector<StageView> views;
    if (!place) return views;
    const bool has_ended = project.stage == Stage::done || project.stage == Stage::spin_out;
    for (const Stage stage : kRail) {
        const bool is_current = stage == *place;
        const Stage shown = is_current && has_ended ? project.stage : stage;
        views.push_back({stage_name(locale, shown), stage_tone(stage),
                         stage < *place || (is_current && has_ended), is_current});
    }
    return views;
}

std::vector<Badge> badges_of(const i18n::Locale& locale, const KickboxProject& project) {
    std::vector<Badge> badges;
    badges.reserve(project.themes.size() + 1);
    for (const domain::Theme theme : project.themes) badges.push_back(theme_badge(locale, theme));
    if (project.is_demo) badges.push_back(demo_badge(locale));
    return badges;
}

std::string last_update_text(const Context& context, const KickboxProject& project) {
    if (project.updates.empty()) return {};
    const domain::ProjectUpdate& update = project.updates.back();
    const i18n::Locale& locale = context.locale();
    return locale.text(msg::project_last_update{
        .age = locale.capitalised(locale.age(update.at, context.now)), .title = update.title});
}

ProjectRow project_row(const Context& context, const KickboxProject& project) {
    const i18n::Locale& locale = context.locale();
    ProjectRow row;
    row.id = project.id.hex();
    row.title = {project.title, project.language};
    row.summary = {project.summary, project.language};
    row.stage = stage_text(locale, project);
    row.stage_tone = stage_tone(project.stage);
    row.progress = domain::progress(project.stage);
    row.last_update = last_update_text(context, project);
    if (!project.help_wanted.empty()) {
        row.help = locale.text(msg::project_help{.list = locale.list(project.help_wanted)});
    }
    row.badges = badges_of(locale, project);
    row.spoken = spoken({project.title, project.summary, row.stage, row.help,
                         project.is_demo ? locale.text(msg::badge_demo) : ""});
    return row;
}

}  // namespace

std::string stage_name(const i18n::Locale& locale, Stage stage) {
    return locale.text_or_empty("stage." + std::string{domain::slug(stage)});
}

std::string stage_text(const i18n::Locale& locale, const KickboxProject& project) {
    if (project.stage == Stage::paused && project.stage_before_pause) {
        return locale.text(
            msg::project_paused_at{.stage = stage_name(locale, *project.stage_before_pause)});
    }
    return stage_name(locale, project.stage);
}

std::string stage_tone(Stage stage) {
    if (stage <= Stage::red_pitch) return "red";
    if (stage <= Stage::blue_pitch) return "blue";
    switch (stage) {
        case Stage::gold:
            return "gold";
        case Stage::paused:
            return "paused";
        case Stage::ended_with_learning:
            return "ended";
        default:
            return "done";
    }
}

Result<ProjectListView> project_list_view(const Context& context,
                                          const store::ProjectQuery& query) {
    const i18n::Locale& locale = context.locale();
    const auto page = context.content.projects(query);
    if (!page) return fail(page.error());
    ProjectListView view;
    view.title = locale.text(msg::kickbox_title);
    view.lead = locale.text(msg::kickbox_intro);
    view.theme_label = locale.text(msg::actor_themes);
    view.themes = theme_choices(locale, locale.text(msg::idea_list_all_themes), query.theme);
    view.count = locale.text(msg::kickbox_count{.count = page->total});
    for (const KickboxProject& project : page->items) {
        view.rows.push_back(project_row(context, project));
    }
    if (view.rows.empty()) {
        const bool is_narrowed = !query.text.empty() || query.theme;
        view.empty =
            why_empty(context, is_narrowed ? msg::kickbox_nothing_found : msg::kickbox_empty);
    }
    view.has_more = query.offset + page->items.size() < page->total;
    return view;
}

Result<std::optional<ProjectView>> project_view(const Context& context, const Id& id) {
    const i18n::Locale& locale = context.locale();
    const auto found = context.content.project(id);
    if (!found) return fail(found.error());
    if (!*found) return std::optional<ProjectView>{};
    const KickboxProject& project = **found;

    ProjectView view;
    view.id = project.id.hex();
    view.title = {project.title, project.language};
    view.summary = {project.summary, project.language};
    view.paragraphs = written(paragraphs(project.text), project.language);
    if (!project.innovator.empty()) {
        const std::string by = locale.text(msg::project_by{.innovator = project.innovator});
        view.innovator = with_dots({by, quarter_name(locale, project.quarter)});
    }
    view.badges = badges_of(locale, project);
    view.stage_title = locale.text(msg::project_stage_title);
    view.stage = stage_text(locale, project);
    view.stages = stage_views(locale, project);
    if (!project.help_wanted.empty()) view.help_title = locale.text(msg::project_help_title);
    view.help_wanted = written(project.help_wanted, project.language);
    if (!project.goals.empty()) view.goals_title = locale.text(msg::project_goals_title);
    for (const std::uint8_t goal : project.goals) {
        const std::string number = std::to_string(goal);
        const std::string name = locale.text_or_empty("goal." + number);
        if (!name.empty()) view.goals.emplace_back(number).append(". ").append(name);
    }
    view.updates_title = locale.text(msg::project_updates_title);
    for (auto it = project.updates.rbegin(); it != project.updates.rend(); ++it) {
        view.updates.push_back({locale.date(it->at, context.now),
                                {it->title, it->language},
                                {it->text, it->language}});
    }
    if (view.updates.empty()) view.updates_empty = locale.text(msg::project_no_updates);
    if (project.idea) {
        view.idea_label = locale.text(msg::project_idea);
        view.idea_id = project.idea->hex();
    }
    return std::optional{std::move(view)};
}

}  // namespace qp::views
