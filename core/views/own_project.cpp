// SPDX-License-Identifier: EUPL-1.2
#include "core/views/own_project.h"

#include "core/i18n/msg.h"
#include "core/store/own_projects.h"
#include "core/views/phrases.h"
#include "core/views/stage_words.h"

namespace qp::views {
namespace {

using domain::KickboxProject;

constexpr std::size_t kGroup = 4;

std::string grouped(const ops::PublicKey& key) {
    const std::string hex = to_hex(key);
    std::string groups;
    for (std::size_t i = 0; i < hex.size(); i += kGroup)
        groups.append(i == 0 ? "" : " ").append(hex, i, kGroup);
    return groups;
}

std::string fault_text(const i18n::Locale& locale, domain::UpdateFault fault) {
    const auto number = [&](std::size_t count) {
        return locale.number(static_cast<std::int64_t>(count));
    };
    switch (fault) {
        case domain::UpdateFault::title_too_short:
            return locale.text(msg::idea_write_too_short);
        case domain::UpdateFault::title_too_long:
            return locale.text(msg::idea_write_too_long);
        case domain::UpdateFault::text_too_long:
            return locale.text(
                msg::idea_write_text_too_long{.limit = number(domain::kUpdateTextMax)});
        case domain::UpdateFault::help_too_long:
            break;
    }
    return locale.text(msg::own_project_help_too_long{.limit = number(domain::kHelpWantedLengthMax),
                                                      .lines = number(domain::kHelpWantedMax)});
}

std::vector<Choice> stage_choices(const i18n::Locale& locale, const KickboxProject& project,
                                  const std::string& chosen) {
    std::vector<Choice> choices;
    choices.push_back(
        {"", locale.text(msg::own_project_same_stage{.stage = stage_text(locale, project)}),
         chosen.empty(), "", ""});
    for (const domain::Stage stage : domain::next_stages(project)) {
        const std::string id{domain::slug(stage)};
        choices.push_back({id, stage_name(locale, stage), id == chosen, stage_tone(stage), ""});
    }
    return choices;
}

// What the city signed for waits for the editors, until the project or a notice tells otherwise.
Status tell_decision(const Context& context, const KickboxProject& project,
                     const store::OwnUpdate& own, OwnUpdateRow& row) {
    const i18n::Locale& locale = context.locale();
    if (domain::tells(project, {{}, own.draft.title, own.draft.text})) {
        row.status = locale.text(msg::own_project_shown);
        row.tone = "success";
        return {};
    }
    const auto notice = context.content.idea_notice(own.id);
    if (!notice) return fail(notice.error());
    if (*notice) {
        row.status = spoken({locale.text(msg::own_project_declined), (*notice)->reason});
        row.tone = "warning";
        return {};
    }
    row.tone = own.delivery == store::Delivery::refused ? "danger" : "info";
    if (own.delivery == store::Delivery::received) row.status = locale.text(msg::own_project_waits);
    // Until the team has entered the key; from then on the same bytes are taken.
    if (own.delivery == store::Delivery::refused && own.refusal == name(Code::refused))
        row.status = locale.text(msg::own_project_unknown_key);
    return {};
}

Status add_updates(const Context& context, const KickboxProject& project, OwnProjectView& view) {
    const auto updates = store::own_updates(*context.local, project.id);
    if (!updates) return fail(updates.error());
    const i18n::Locale& locale = context.locale();
    for (const store::OwnUpdate& own : *updates) {
        OwnUpdateRow row;
        row.id = own.id.hex();
        row.title = {own.draft.title, own.draft.language};
        row.delivery = locale.capitalised(delivery_text(locale, own.delivery));
        if (auto told = tell_decision(context, project, own, row); !told) return told;
        view.updates.push_back(std::move(row));
    }
    if (!view.updates.empty()) view.updates_title = locale.text(msg::own_project_updates_title);
    return {};
}

void add_form(const Context& context, const KickboxProject& project, const TypedUpdate& typed,
              bool is_pressed, OwnProjectView& view) {
    const i18n::Locale& locale = context.locale();
    view.write_title = locale.text(msg::own_project_write_title);
    view.title_label = locale.text(msg::own_project_title_label);
    view.title_hint = locale.text(msg::own_project_title_hint);
    view.text_label = locale.text(msg::own_project_text_label);
    view.text_hint = locale.text(msg::idea_write_text_hint);
    view.stage_label = locale.text(msg::own_project_stage_label);
    view.stages = stage_choices(locale, project, typed.stage);
    view.help_label = locale.text(msg::own_project_help_label);
    view.help_hint = locale.text(msg::own_project_help_hint);
    view.help = domain::text_of(project.help_wanted);
    view.submit = locale.text(msg::own_project_submit);
    view.saved = locale.text(msg::own_project_saved);
    if (!is_pressed) return;
    for (const domain::UpdateFault fault :
         domain::check(update_draft(project, typed, context.language)))
        view.faults.push_back(fault_text(locale, fault));
}

}  // namespace

domain::ProjectUpdateDraft update_draft(const KickboxProject& project, const TypedUpdate& typed,
                                        std::string language) {
    domain::ProjectUpdateDraft draft;
    draft.title = typed.title;
    draft.text = typed.text;
    draft.language = std::move(language);
    draft.help_wanted = domain::lines_of(typed.help);
    draft = domain::cleaned(std::move(draft));
    if (draft.help_wanted == project.help_wanted) draft.help_wanted.reset();
    const auto stage = domain::find_stage(typed.stage);
    if (stage && domain::may_follow(project.stage, *stage)) draft.stage = stage;
    return draft;
}

Result<std::optional<OwnProjectView>> own_project_view(const Context& context, const Id& id,
                                                       const TypedUpdate& typed, bool is_pressed) {
    const i18n::Locale& locale = context.locale();
    const auto found = context.content.project(id);
    if (!found) return fail(found.error());
    if (!*found) return std::optional<OwnProjectView>{};
    const auto key = store::project_key(*context.local, id);
    if (!key) return fail(key.error());

    OwnProjectView view;
    view.id = id.hex();
    view.title = locale.text(msg::own_project_title);
    view.project = {(*found)->title, (*found)->language};
    view.lead = locale.text(msg::own_project_lead);
    view.made = locale.text(msg::own_project_made);
    if (!*key) {
        view.make_lead = locale.text(msg::own_project_make_lead);
        view.make = locale.text(msg::own_project_make);
        return std::optional{std::move(view)};
    }
    view.key_title = locale.text(msg::own_project_key_title);
    view.key_hint = locale.text(msg::own_project_key_hint);
    view.key = grouped(**key);
    view.copy = locale.text(msg::own_project_copy);
    add_form(context, **found, typed, is_pressed, view);
    if (auto added = add_updates(context, **found, view); !added) return fail(added.error());
    return std::optional{std::move(view)};
}

}  // namespace qp::views
