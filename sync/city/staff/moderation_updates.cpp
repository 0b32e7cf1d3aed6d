// SPDX-License-Identifier: EUPL-1.2
// What editors do with what innovators tell of their projects.
#include "core/base/mutant.h"
#include "sync/city/staff/moderation.h"

namespace qp::city::staff {

namespace {

using domain::EntityKind;
using State = storage::LoggedUpdate::State;

constexpr std::uint32_t kWaitingMax = 10'000;
constexpr auto kLastStage = static_cast<std::uint8_t>(domain::Stage::ended_with_learning);

struct Told {
    ops::ProjectUpdateOp update;
    domain::ProjectUpdateDraft draft;
};

Result<Told> told_in(const storage::LoggedOperation& logged) {
    auto update = ops::decode_project_update(logged.operation.payload);
    if (!update) return fail(update.error());
    Told told{std::move(*update), {}};
    told.draft.title = told.update.title;
    told.draft.text = told.update.text;
    told.draft.help_wanted = told.update.help_wanted;
    told.draft.language = told.update.language;
    if (told.update.stage) {
        if (*told.update.stage > kLastStage)
            return fail(Code::malformed, "no stage " + std::to_string(*told.update.stage));
        told.draft.stage = static_cast<domain::Stage>(*told.update.stage);
    }
    told.draft = domain::cleaned(std::move(told.draft));
    return told;
}

store::Publication project_publication(const domain::KickboxProject& project) {
    return {EntityKind::project, project.id, std::string{domain::kCityScope}, 1, encode(project)};
}

}  // namespace

Result<domain::ProjectUpdateDraft> shown_draft(storage::OperationLog& log, const Id& update) {
    const auto text = log.update_text(update);
    if (!text) return fail(text.error());
    if (!*text) return fail(Code::damaged, "no operation of the update " + update.hex());
    auto told = told_in(**text);
    if (!told) return fail(told.error());
    return std::move(told->draft);
}

Status Moderation::read_updates(Waiting& waiting) {
    const auto logged = parts_.log.waiting_updates(kWaitingMax);
    if (!logged) return fail(logged.error());
    for (const storage::LoggedOperation& operation : *logged) {
        auto told = told_in(operation);
        if (!told) {
            waiting.unreadable.emplace_back(operation.city_seq, told.error());
            continue;
        }
        WaitingUpdate update;
        update.id = told->update.update;
        update.project = told->update.project;
        if (const auto project = public_project(update.project))
            update.project_title = project->title;
        update.draft = std::move(told->draft);
        update.written_at = ops::time_of(operation.operation.hlc);
        waiting.updates.push_back(std::move(update));
    }
    return {};
}

Result<domain::KickboxProject> Moderation::public_project(const Id& id) {
    const auto entity = parts_.content.entity(EntityKind::project, id);
    if (!entity) return fail(entity.error());
    if (!*entity || !(*entity)->payload)
        return fail(Code::not_found, "no public project " + id.hex());
    return domain::decode_kickbox_project(*(*entity)->payload);
}

Status Moderation::publish_update(const storage::LoggedUpdate& update, bool keeps_stage,
                                  store::Transaction transaction) {
    if (update.state == State::shown)
        return fail(Code::not_found, "the update " + update.id.hex() + " is public already");
    const auto told = shown_draft(parts_.log, update.id);
    if (!told) return fail(told.error());
    auto project = public_project(update.project);
    if (!project) return fail(project.error());

    const std::optional<domain::Stage> stage = told->stage;
    if (stage && !keeps_stage && *stage != project->stage) {
        if (!domain::may_follow(project->stage, *stage))
            return fail(Code::bad_argument, "the project cannot go from " +
                                                std::string{domain::slug(project->stage)} + " to " +
                                                std::string{domain::slug(*stage)} +
                                                ": publish it with --keep-stage, or decline it");
        domain::move_to(*project, *stage);
    }
    if (told->help_wanted) project->help_wanted = *told->help_wanted;
    const domain::ProjectUpdate made{parts_.clock.now(), told->title, told->text, told->language};
    domain::add_update(*project, made);
    if (QP_MUTANT(update_twice)) project->updates.push_back(made);
    UpdateDecision decision{State::shown, "", {project_publication(*project)}};
    if (const auto decoded = domain::decode_kickbox_project(*decision.publications.front().payload);
        !decoded)
        return fail(decoded.error());
    // An earlier refusal is void.
    decision.publications.push_back(
        {EntityKind::idea_notice, update.id, std::string{domain::kCityScope}, 1, std::nullopt});
    return commit_update(update.id, decision, std::move(transaction));
}

Status Moderation::decline_update(const storage::LoggedUpdate& update, const std::string& reason,
                                  store::Transaction transaction) {
    UpdateDecision decision{State::declined, reason, {}};
    if (update.state == State::shown) {
        const auto told = shown_draft(parts_.log, update.id);
        if (!told) return fail(told.error());
        if (auto project = public_project(update.project)) {
            domain::remove_update(*project, told->title, told->text);
            decision.publications.push_back(project_publication(*project));
        }
    }
    // To everybody, as of an idea: nobody knows which device is the author's.
    const domain::IdeaNotice notice{
        update.id, domain::IdeaStatus::declined, parts_.clock.now(), reason, {}};
    Bytes payload = encode(notice);
    if (const auto decoded = domain::decode_idea_notice(payload); !decoded)
        return fail(decoded.error());
    decision.publications.push_back({EntityKind::idea_notice, update.id,
                                     std::string{domain::kCityScope}, 1, std::move(payload)});
    return commit_update(update.id, decision, std::move(transaction));
}

Status Moderation::commit_update(const Id& update, const UpdateDecision& decision,
                                 store::Transaction transaction) {
    if (auto marked = parts_.log.mark_update(update, decision.state, parts_.clock.now()); !marked)
        return marked;
    ops::StaffDecision record;
    record.subject_kind = static_cast<std::uint8_t>(EntityKind::project);
    record.subject = update;
    record.status =
        static_cast<std::uint8_t>(decision.state == State::shown ? domain::IdeaStatus::collected
                                                                 : domain::IdeaStatus::declined);
    record.reason = decision.reason;
    record.language = "de";
    return finish(record, decision.publications, std::move(transaction));
}

}  // namespace qp::city::staff
