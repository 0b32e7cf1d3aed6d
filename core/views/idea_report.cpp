// SPDX-License-Identifier: EUPL-1.2
#include "core/views/idea_report.h"

#include "core/base/utf8.h"
#include "core/i18n/msg.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

std::vector<Choice> reason_choices(const i18n::Locale& locale,
                                   const std::optional<domain::ReportReason>& chosen) {
    std::vector<Choice> choices;
    for (const domain::ReportReason reason : domain::kReportReasons) {
        std::string slug{domain::slug(reason)};
        std::string label = locale.text_or_empty("report.reason." + slug);
        choices.push_back({std::move(slug), std::move(label), chosen == reason, "", ""});
    }
    return choices;
}

}  // namespace

Result<ReportState> report_state(const Context& context, const Id& idea) {
    ReportState state;
    if (context.local == nullptr) return state;
    const i18n::Locale& locale = context.locale();
    const auto reported = context.local->reported(idea);
    if (!reported) return fail(reported.error());
    if (*reported) {
        state.reported =
            locale.text(msg::report_reported{.delivery = delivery_text(locale, **reported)});
        return state;
    }
    const auto own = context.local->own_idea(idea);
    if (!own) return fail(own.error());
    if (!*own) state.report = locale.text(msg::report_action);
    return state;
}

Result<std::optional<IdeaReportView>> idea_report_view(const Context& context, const Id& id,
                                                       const domain::ReportDraft& draft,
                                                       bool is_pressed) {
    const i18n::Locale& locale = context.locale();
    const auto found = context.content.idea(id);
    if (!found) return fail(found.error());
    if (!*found) return std::optional<IdeaReportView>{};
    auto state = report_state(context, id);
    if (!state) return fail(state.error());

    IdeaReportView view;
    view.id = id.hex();
    view.title = locale.text(msg::report_action);
    view.idea = {(*found)->idea.title, (*found)->idea.language};
    view.lead = locale.text(msg::report_intro);
    view.reasons_label = locale.text(msg::report_reasons);
    view.reasons = reason_choices(locale, draft.reason);
    view.text_label = locale.text(msg::report_text_label);
    view.text_hint = locale.text(msg::report_text_hint);
    view.text_value = draft.text;
    const auto written = static_cast<std::int64_t>(utf8::length(utf8::trimmed(draft.text)));
    const auto left = static_cast<std::int64_t>(domain::kReportTextMax) - written;
    view.text_count = left >= 0 ? locale.text(msg::idea_write_left{.count = left})
                                : locale.text(msg::idea_write_over{.count = -left});
    if (is_pressed && !draft.reason) view.reason_fault = locale.text(msg::report_choose);
    if (is_pressed && left < 0)
        view.text_fault = locale.text(msg::idea_write_text_too_long{
            .limit = locale.number(static_cast<std::int64_t>(domain::kReportTextMax))});
    view.privacy = locale.text(msg::report_privacy);
    view.submit = locale.text(msg::report_submit);
    view.cancel = locale.text(msg::action_cancel);
    view.reported = std::move(state->reported);
    return view;
}

IdeaReportedView idea_reported_view(const Context& context, const store::Saved&) {
    const i18n::Locale& locale = context.locale();
    IdeaReportedView view;
    view.title = locale.text(msg::idea_saved_title);
    view.text = locale.text(msg::report_saved);
    if (!context.sync.has_link)
        view.text = spoken({view.text, locale.text(msg::report_saved_offline)});
    view.done = locale.text(msg::report_back);
    return view;
}

}  // namespace qp::views
