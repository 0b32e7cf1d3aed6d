// SPDX-License-Identifier: EUPL-1.2
#include "core/views/own_acts.h"

#include <algorithm>

#include "core/domain/mood_session.h"
#include "core/i18n/msg.h"
#include "core/store/own_choices.h"
#include "core/store/own_projects.h"
#include "core/views/idea_row.h"
#include "core/views/mood.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

using store::Delivery;

struct Poll {
    std::string kind;
    Text title;
    std::optional<domain::Idea> idea;
    std::optional<domain::MoodSession> session;  // the thesis is one of its
};

Result<Poll> find_poll(const Context& context, const Id& id) {
    const i18n::Locale& locale = context.locale();
    Poll poll;
    auto idea = context.content.idea(id);
    if (!idea) return fail(idea.error());
    if (*idea) {
        poll.kind = locale.text(msg::own_refused_support);
        poll.title = {(*idea)->idea.title, (*idea)->idea.language};
        poll.idea = std::move((*idea)->idea);
        return poll;
    }
    const auto sessions = context.content.mood_sessions(context.now);
    if (!sessions) return fail(sessions.error());
    if (const auto found = domain::find_thesis(*sessions, id)) {
        const auto words = found->thesis.text.in(context.language);
        poll.kind = locale.text(msg::own_refused_answer);
        poll.title = {std::string{words.text}, std::string{words.language}};
        poll.session = found->session;
    }
    return poll;
}

OwnActRow row_of(const Context& context, const Id& id, Text title, Delivery delivery) {
    const i18n::Locale& locale = context.locale();
    OwnActRow row;
    row.id = id.hex();
    row.title = std::move(title);
    if (row.title.text.empty()) row.title = {locale.text(msg::own_acts_unknown), context.language};
    row.delivery = locale.capitalised(delivery_text(locale, delivery));
    row.tone = delivery == Delivery::received ? "success" : "info";
    return row;
}

// "/stimmung?these=2", where that is what is asked here.
Result<std::string> place_of(const Context& context, const domain::MoodSession& session,
                             const Id& thesis) {
    const auto here = mood_session_here(context);
    if (!here) return fail(here.error());
    if (!*here || (*here)->id != session.id) return std::string{};
    const auto found = std::find_if(session.theses.begin(), session.theses.end(),
                                    [&](const auto& one) { return one.id == thesis; });
    return "/stimmung?these=" + std::to_string(found - session.theses.begin() + 1);
}

Result<OwnActRow> choice_row(const Context& context, const store::OwnChoice& own) {
    const i18n::Locale& locale = context.locale();
    const auto poll = find_poll(context, own.poll);
    if (!poll) return fail(poll.error());
    OwnActRow row = row_of(context, own.poll, poll->title, own.delivery);
    row.kind = poll->kind;
    bool can_take_back = false;
    if (poll->idea) {
        row.to = "/ideen/" + row.id;
        const auto button = support_button(context, *poll->idea);
        if (!button) return fail(button.error());
        can_take_back = button->is_shown;
    } else if (poll->session) {
        row.kind = with_dots({poll->kind, answer_text(locale, own.choice)});
        auto place = place_of(context, *poll->session, own.poll);
        if (!place) return fail(place.error());
        row.to = std::move(*place);
        can_take_back = is_open(*poll->session, context.now);
    }
    if (can_take_back)
        row.take_back_spoken = spoken({locale.text(msg::own_acts_take_back), row.title.text});
    return row;
}

Status add_choices(const Context& context, OwnActList& list) {
    const auto choices = store::own_choices(*context.local);
    if (!choices) return fail(choices.error());
    for (const store::OwnChoice& own : *choices) {
        if (own.delivery == Delivery::refused) continue;
        auto row = choice_row(context, own);
        if (!row) return fail(row.error());
        list.rows.push_back(std::move(*row));
    }
    return {};
}

Status add_updates(const Context& context, OwnActList& list) {
    const auto projects = store::own_projects(*context.local);
    if (!projects) return fail(projects.error());
    for (const Id& project : *projects) {
        const auto updates = store::own_updates(*context.local, project);
        if (!updates) return fail(updates.error());
        const auto found = context.content.project(project);
        if (!found) return fail(found.error());
        for (const store::OwnUpdate& own : *updates) {
            if (own.delivery == Delivery::refused) continue;
            OwnActRow row =
                row_of(context, own.id, {own.draft.title, own.draft.language}, own.delivery);
            if (*found) row.to = "/kickbox/" + project.hex() + "/meins";
            list.rows.push_back(std::move(row));
        }
    }
    return {};
}

Status add_reports(const Context& context, OwnActList& list) {
    const auto reported = context.local->reported_ideas();
    if (!reported) return fail(reported.error());
    for (const Id& id : *reported) {
        const auto delivery = context.local->reported(id);
        if (!delivery) return fail(delivery.error());
        if (*delivery == Delivery::refused) continue;
        const auto idea = context.content.idea(id);
        if (!idea) return fail(idea.error());
        Text title;
        if (*idea) title = {(*idea)->idea.title, (*idea)->idea.language};
        OwnActRow row = row_of(context, id, std::move(title), delivery->value_or(Delivery::saved));
        if (*idea) row.to = "/ideen/" + row.id;
        list.rows.push_back(std::move(row));
    }
    return {};
}

}  // namespace

Result<OwnActRow> named_poll(const Context& context, const Id& poll) {
    const auto found = find_poll(context, poll);
    if (!found) return fail(found.error());
    OwnActRow named;
    named.kind = found->kind;
    named.title = found->title;
    return named;
}

Result<std::vector<OwnActList>> own_acts(const Context& context) {
    const i18n::Locale& locale = context.locale();
    OwnActList choices{"choices", "support", locale.text(msg::own_data_choices), {}};
    if (auto added = add_choices(context, choices); !added) return fail(added.error());
    OwnActList updates{"updates", "kickbox", locale.text(msg::own_data_updates), {}};
    if (auto added = add_updates(context, updates); !added) return fail(added.error());
    OwnActList reports{"reports", "flag", locale.text(msg::own_data_reports), {}};
    if (auto added = add_reports(context, reports); !added) return fail(added.error());
    std::vector<OwnActList> lists;
    for (OwnActList* list : {&choices, &updates, &reports})
        if (!list->rows.empty()) lists.push_back(std::move(*list));
    return lists;
}

}  // namespace qp::views
