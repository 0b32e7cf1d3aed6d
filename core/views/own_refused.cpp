// SPDX-License-Identifier: EUPL-1.2
#include "core/views/own_refused.h"

#include "core/i18n/msg.h"
#include "core/views/own_acts.h"
#include "core/views/phrases.h"
#include "core/views/refusals.h"

namespace qp::views {
namespace {

Status name_it(const Context& context, const store::RefusedContribution& refused, OwnRefused& row) {
    row.kind = refused_kind(context.locale(), refused);
    if (!refused.about) return {};
    if (!refused.type) {
        const auto poll = named_poll(context, *refused.about);
        if (!poll) return fail(poll.error());
        if (!poll->kind.empty()) row.kind = poll->kind;
        row.title = poll->title;
        return {};
    }
    if (refused.type == ops::OpType::project_update) {
        const auto project = context.content.project(*refused.about);
        if (!project) return fail(project.error());
        if (*project) row.title = {(*project)->title, (*project)->language};
        return {};
    }
    if (refused.type == ops::OpType::report) {
        const auto idea = context.content.idea(*refused.about);
        if (!idea) return fail(idea.error());
        if (*idea) row.title = {(*idea)->idea.title, (*idea)->idea.language};
        return {};
    }
    const auto own = context.local->own_idea(*refused.about);
    if (!own) return fail(own.error());
    if (!*own) return {};
    row.title = {(*own)->draft.title, (*own)->draft.language};
    if (refused.type == ops::OpType::idea_submit)
        row.rewrite_to = "/ideen/neu#O-" + (*own)->id.hex();
    return {};
}

Result<OwnRefused> row_of(const Context& context, const store::RefusedContribution& refused) {
    const i18n::Locale& locale = context.locale();
    OwnRefused row;
    row.id = to_hex(refused.hash);
    if (auto named = name_it(context, refused, row); !named) return fail(named.error());
    row.can_retry = may_help_to_retry(refused.code);
    row.why = spoken(
        {refused_why(locale, refused.code),
         locale.text(row.can_retry ? msg::own_refused_may_help : msg::own_refused_cannot_help)});
    row.code = locale.text(msg::staff_code{.code = refused.code});
    row.retry_spoken = spoken({locale.text(msg::staff_retry), row.kind, row.title.text});
    row.rewrite_spoken = spoken({locale.text(msg::own_refused_rewrite), row.title.text});
    row.let_go_spoken = spoken({locale.text(msg::own_refused_let_go), row.kind, row.title.text});
    return row;
}

}  // namespace

Result<OwnRefusedList> own_refused(const Context& context,
                                   const std::vector<store::RefusedContribution>& refused) {
    const i18n::Locale& locale = context.locale();
    OwnRefusedList list;
    list.title = locale.text(msg::staff_refused);
    list.lead = locale.text(msg::own_refused_lead);
    list.retry = locale.text(msg::staff_retry);
    list.rewrite = locale.text(msg::own_refused_rewrite);
    list.let_go = locale.text(msg::own_refused_let_go);
    list.question = {locale.text(msg::own_refused_ask_title), locale.text(msg::own_refused_ask),
                     locale.text(msg::own_refused_ask_yes), locale.text(msg::action_cancel)};
    list.retried = locale.text(msg::own_refused_retried);
    list.has_gone = locale.text(msg::own_refused_has_gone);
    for (const store::RefusedContribution& one : refused) {
        if (list.rows.size() == kRefusedShown) {
            list.more = locale.text(msg::own_refused_more);
            break;
        }
        auto row = row_of(context, one);
        if (!row) return fail(row.error());
        list.rows.push_back(std::move(*row));
    }
    return list;
}

}  // namespace qp::views
