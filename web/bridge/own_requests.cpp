// SPDX-License-Identifier: EUPL-1.2
// What lies here of this phone's owner, for their own eyes; and how all of it goes.
#include <vector>

#include "core/domain/mood_session.h"
#include "core/store/followed.h"
#include "core/store/own_choices.h"
#include "core/store/own_projects.h"
#include "core/views/phone_settings.h"
#include "web/bridge/phone_core.h"

namespace qp::web {

namespace {

constexpr int kExportVersion = 1;
constexpr int kIndent = 2;

const char* delivery_name(store::Delivery delivery) {
    switch (delivery) {
        case store::Delivery::received:
            return "received";
        case store::Delivery::refused:
            return "refused";
        case store::Delivery::at_relay:
            return "at_relay";
        case store::Delivery::saved:
            break;
    }
    return "saved";
}

Json draft_fields(const domain::IdeaDraft& draft) {
    return {{"title", draft.title},
            {"text", draft.text},
            {"quarter", draft.quarter},
            {"theme", draft.theme ? std::string{domain::slug(*draft.theme)} : ""},
            {"language", draft.language},
            {"place", domain::text_of(draft.place)}};
}

Json steps_of(const std::vector<domain::IdeaStep>& steps) {
    Json all = Json::array();
    for (const domain::IdeaStep& step : steps)
        all.push_back({{"status", domain::slug(step.status)},
                       {"at", to_iso(step.at)},
                       {"reason", step.reason}});
    return all;
}

// What the city has decided on an idea; null: nothing that is known here.
Result<Json> steps_known(store::Content& content, const Id& id) {
    const auto published = content.idea(id);
    if (!published) return fail(published.error());
    if (*published) return steps_of((*published)->idea.steps);
    const auto notice = content.idea_notice(id);
    if (!notice) return fail(notice.error());
    if (!*notice) return Json{};
    return steps_of({{(*notice)->status, (*notice)->at, (*notice)->reason}});
}

Result<Json> followed_fields(store::Content& content, const store::Followed& receipt) {
    Json fields{{"receipt_code", receipt.code.shown()}};
    const auto id = content.idea_with_tag(receipt.tag);
    if (!id) return fail(id.error());
    if (!*id) return fields;
    fields["id"] = (*id)->hex();
    auto steps = steps_known(content, **id);
    if (!steps) return fail(steps.error());
    if (!steps->is_null()) fields["steps"] = std::move(*steps);
    return fields;
}

Result<Json> idea_fields(store::Content& content, const store::OwnIdea& own) {
    Json idea = draft_fields(own.draft);
    idea["id"] = own.id.hex();
    idea["receipt_code"] = own.receipt_code;
    idea["saved_at"] = to_iso(own.saved_at);
    idea["delivery"] = delivery_name(own.delivery);
    if (!own.refusal.empty()) idea["refusal"] = own.refusal;
    idea["is_withdrawn"] = own.is_withdrawn;
    auto steps = steps_known(content, own.id);
    if (!steps) return fail(steps.error());
    if (!steps->is_null()) idea["steps"] = std::move(*steps);
    return idea;
}

// What somebody supported or answered, in words.
Result<Json> choice_fields(store::Content& content, const store::OwnChoice& choice,
                           const std::vector<domain::MoodSession>& sessions,
                           const std::string& language) {
    Json fields{{"poll", choice.poll.hex()}};
    if (const auto found = domain::find_thesis(sessions, choice.poll)) {
        fields["thesis"] = std::string{found->thesis.text.in(language).text};
        fields["answer"] = choice.choice;
        return fields;
    }
    const auto idea = content.idea(choice.poll);
    if (!idea) return fail(idea.error());
    if (*idea) fields["idea"] = (*idea)->idea.title;
    fields["choice"] = choice.choice;
    return fields;
}

// The words went out sealed, and are not kept here.
Result<Json> report_fields(store::Content& content, const Id& id) {
    Json fields{{"idea_id", id.hex()}};
    const auto idea = content.idea(id);
    if (!idea) return fail(idea.error());
    if (*idea) fields["idea"] = (*idea)->idea.title;
    return fields;
}

// What its owner told of projects of their own.
Result<Json> update_fields(store::Local& local, const Id& project) {
    const auto updates = store::own_updates(local, project);
    if (!updates) return fail(updates.error());
    Json all = Json::array();
    for (const store::OwnUpdate& own : *updates) {
        Json fields{{"id", own.id.hex()},
                    {"project", project.hex()},
                    {"title", own.draft.title},
                    {"text", own.draft.text},
                    {"language", own.draft.language},
                    {"saved_at", to_iso(own.saved_at)},
                    {"delivery", delivery_name(own.delivery)}};
        if (own.draft.stage) fields["stage"] = domain::slug(*own.draft.stage);
        if (own.draft.help_wanted) fields["help_wanted"] = *own.draft.help_wanted;
        if (!own.refusal.empty()) fields["refusal"] = own.refusal;
        all.push_back(std::move(fields));
    }
    return all;
}

}  // namespace

// A text for a file: without keys, which nobody can read and which would let others act in one's
// name.
Result<std::string> PhoneCore::export_own(const Message& message) {
    Json file{{"format", "quartierpuls own data"},
              {"version", kExportVersion},
              {"written_at", to_iso(clock_.now())},
              {"ideas", Json::array()},
              {"followed", Json::array()},
              {"choices", Json::array()},
              {"reports", Json::array()}};
    const auto ideas = local_->own_ideas();
    if (!ideas) return fail(ideas.error());
    for (const store::OwnIdea& own : *ideas) {
        auto fields = idea_fields(*content_, own);
        if (!fields) return fail(fields.error());
        file["ideas"].push_back(std::move(*fields));
    }
    const auto followed = store::followed(*local_);
    if (!followed) return fail(followed.error());
    for (const store::Followed& receipt : *followed) {
        auto fields = followed_fields(*content_, receipt);
        if (!fields) return fail(fields.error());
        file["followed"].push_back(std::move(*fields));
    }
    const auto sessions = content_->mood_sessions(clock_.now());
    if (!sessions) return fail(sessions.error());
    const auto choices = store::own_choices(*local_);
    if (!choices) return fail(choices.error());
    for (const store::OwnChoice& choice : *choices) {
        auto fields = choice_fields(*content_, choice, *sessions, message.text("lang", "de"));
        if (!fields) return fail(fields.error());
        file["choices"].push_back(std::move(*fields));
    }
    const auto projects = store::own_projects(*local_);
    if (!projects) return fail(projects.error());
    for (const Id& project : *projects) {
        auto updates = update_fields(*local_, project);
        if (!updates) return fail(updates.error());
        for (Json& fields : *updates) file["project_updates"].push_back(std::move(fields));
    }
    const auto reported = local_->reported_ideas();
    if (!reported) return fail(reported.error());
    for (const Id& id : *reported) {
        auto fields = report_fields(*content_, id);
        if (!fields) return fail(fields.error());
        file["reports"].push_back(std::move(*fields));
    }
    const auto draft = local_->draft();
    if (!draft) return fail(draft.error());
    if (*draft) file["draft"] = draft_fields(**draft);
    constexpr auto kReplace = Json::error_handler_t::replace;
    return Json(file.dump(kIndent, ' ', false, kReplace)).dump(-1, ' ', false, kReplace);
}

// Takes back all that can be, and notes that the rest is to go. On a full disk nothing can be: the
// view says so, and its owner decides.
Result<std::string> PhoneCore::begin_erase(const Message&) {
    const auto ideas = local_->own_ideas();
    if (!ideas) return fail(ideas.error());
    for (const store::OwnIdea& own : *ideas) {
        if (!own.can_be_withdrawn()) continue;
        const auto withdrawn = local_->withdraw_idea(own.id);
        if (!withdrawn && withdrawn.error().code != Code::no_space) return fail(withdrawn.error());
    }
    const auto sessions = content_->mood_sessions(clock_.now());
    if (!sessions) return fail(sessions.error());
    const auto choices = store::own_choices(*local_);
    if (!choices) return fail(choices.error());
    for (const store::OwnChoice& choice : *choices) {
        // At once: their owner waits for it, and a ballot that still waits is replaced.
        auto delay = domain::ballot_delay(*sessions, choice.poll);
        if (delay) delay = Milliseconds{0};
        const auto cast = local_->cast(choice.poll, ops::kChoiceWithdrawn, delay);
        if (!cast && cast.error().code != Code::no_space) return fail(cast.error());
    }
    if (auto noted = local_->set_setting(views::kErasing, "1"); !noted) return fail(noted.error());
    replica_->saved_something();
    return "null";
}

Result<std::string> PhoneCore::keep_device(const Message&) {
    if (auto noted = local_->set_setting(views::kErasing, ""); !noted) return fail(noted.error());
    return "null";
}

}  // namespace qp::web
