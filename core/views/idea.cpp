// SPDX-License-Identifier: EUPL-1.2
#include "core/views/idea.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/domain/draft_link.h"
#include "core/i18n/msg.h"
#include "core/views/idea_report.h"
#include "core/views/idea_row.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

using domain::IdeaStatus;

constexpr std::uint32_t kSimilarMax = 3;

std::string step_title(const i18n::Locale& locale, IdeaStatus status) {
    return locale.text_or_empty("step." + std::string{domain::slug(status)});
}

// The usual way on from here. Nothing promises that an idea takes each of these steps.
std::vector<IdeaStatus> steps_ahead(IdeaStatus status) {
    switch (status) {
        case IdeaStatus::collected:
            return {IdeaStatus::dialogue, IdeaStatus::circle, IdeaStatus::decided,
                    IdeaStatus::done};
        case IdeaStatus::dialogue:
            return {IdeaStatus::circle, IdeaStatus::decided, IdeaStatus::done};
        case IdeaStatus::circle:
        case IdeaStatus::kickbox:
            return {IdeaStatus::decided, IdeaStatus::done};
        case IdeaStatus::decided:
            return {IdeaStatus::done};
        case IdeaStatus::submitted:
        case IdeaStatus::done:
        case IdeaStatus::not_pursued:
        case IdeaStatus::declined:
        case IdeaStatus::withdrawn:
            break;
    }
    return {};
}

std::vector<IdeaStepView> step_views(const Context& context, const domain::Idea& idea) {
    const i18n::Locale& locale = context.locale();
    std::vector<IdeaStepView> views;
    for (std::size_t i = 0; i < idea.steps.size(); ++i) {
        const domain::IdeaStep& step = idea.steps[i];
        views.push_back({step_title(locale, step.status), locale.date(step.at, context.now),
                         Text{step.reason, idea.language}, i + 1 == idea.steps.size(), true});
    }
    const std::string lang{locale.language().tag};
    std::string next =
        locale.text_or_empty("idea_next." + std::string{domain::slug(idea.status())});
    for (const IdeaStatus status : steps_ahead(idea.status())) {
        views.push_back(
            {step_title(locale, status), "", Text{std::move(next), lang}, false, false});
        next.clear();  // only the very next step can be told
    }
    return views;
}

std::string fault_text(const i18n::Locale& locale, domain::DraftFault fault) {
    switch (fault) {
        case domain::DraftFault::title_too_short:
            return locale.text(msg::idea_write_too_short);
        case domain::DraftFault::title_too_long:
            return locale.text(msg::idea_write_too_long);
        case domain::DraftFault::text_too_long:
            return locale.text(msg::idea_write_text_too_long{
                .limit = locale.number(static_cast<std::int64_t>(domain::kIdeaTextMax))});
        case domain::DraftFault::unknown_quarter:
            break;
    }
    return locale.text(msg::idea_write_choose_quarter);
}

bool is_title_fault(domain::DraftFault fault) {
    return fault == domain::DraftFault::title_too_short ||
           fault == domain::DraftFault::title_too_long;
}

// Similar ideas spare a person the writing, so they come as soon as there is a title to go by.
Result<std::vector<IdeaRow>> similar_rows(const Context& context, const std::string& words,
                                          const Id& except) {
    if (utf8::length(words) < domain::kIdeaTitleMin) return std::vector<IdeaRow>{};
    auto similar = context.content.similar_ideas(words, kSimilarMax + 1);
    if (!similar) return fail(similar.error());
    similar->erase(std::remove_if(similar->begin(), similar->end(),
                                  [&](const auto& found) { return found.idea.id == except; }),
                   similar->end());
    if (similar->size() > kSimilarMax) similar->resize(kSimilarMax);
    return idea_rows(context, *similar);
}

// What writing and changing have in common. An idea is like itself: it stands not among those.
Result<IdeaFormView> form(const Context& context, const Id& itself, const domain::IdeaDraft& draft,
                          bool is_pressed) {
    const i18n::Locale& locale = context.locale();
    auto similar = similar_rows(context, draft.title, itself);
    if (!similar) return fail(similar.error());

    IdeaFormView view;
    view.title_label = locale.text(msg::idea_write_title_label);
    view.title_hint = locale.text(msg::idea_write_title_hint);
    view.title_value = draft.title;
    view.text_label = locale.text(msg::idea_write_text_label);
    view.text_hint = locale.text(msg::idea_write_text_hint);
    view.text_value = draft.text;
    const auto written = static_cast<std::int64_t>(utf8::length(utf8::trimmed(draft.text)));
    const auto left = static_cast<std::int64_t>(domain::kIdeaTextMax) - written;
    view.text_count = left >= 0 ? locale.text(msg::idea_write_left{.count = left})
                                : locale.text(msg::idea_write_over{.count = -left});
    view.quarter_label = locale.text(msg::idea_write_quarter_label);
    view.quarters =
        quarter_choices(domain::kCityScope, locale.text(msg::idea_list_everywhere), draft.quarter);
    view.place = place_field(locale, draft.place);
    view.theme_label = locale.text(msg::idea_write_theme_label);
    view.themes = theme_choices(locale, locale.text(msg::idea_write_no_theme), draft.theme);
    if (is_pressed) {
        for (const domain::DraftFault fault : domain::check(draft)) {
            view.faults.push_back(fault_text(locale, fault));
            if (is_title_fault(fault)) view.title_fault = view.faults.back();
        }
    }
    if (!similar->empty()) view.similar_title = locale.text(msg::idea_write_similar_title);
    view.similar = std::move(*similar);
    view.cancel = locale.text(msg::action_cancel);
    view.privacy = locale.text(msg::idea_write_privacy);
    return view;
}

}  // namespace

Result<std::optional<IdeaView>> idea_view(const Context& context, const Id& id) {
    const i18n::Locale& locale = context.locale();
    const auto found = context.content.idea(id);
    if (!found) return fail(found.error());
    if (!*found) return std::optional<IdeaView>{};
    const domain::Idea& idea = (*found)->idea;
    auto row = idea_row(context, **found);
    if (!row) return fail(row.error());
    auto similar = similar_rows(context, idea.title, idea.id);
    if (!similar) return fail(similar.error());
    auto report = report_state(context, idea.id);
    if (!report) return fail(report.error());

    IdeaView view;
    view.id = row->id;
    view.title = std::move(row->title);
    for (std::string& paragraph : paragraphs(idea.text)) {
        view.paragraphs.push_back({std::move(paragraph), idea.language});
    }
    if (idea.place) view.place = place_view(locale, *idea.place);
    view.badges = std::move(row->badges);
    view.meta = std::move(row->meta);
    view.supports = std::move(row->supports);
    view.supports_note = locale.text(msg::support_note);
    if ((*found)->supports) {
        const std::string age = locale.age((*found)->supports->as_of, context.now);
        view.supports_note =
            spoken({locale.text(msg::support_as_of{.age = age}), view.supports_note});
    }
    view.support = std::move(row->support);
    view.steps_title = locale.text(msg::idea_steps_title);
    view.steps = step_views(context, idea);
    if (!similar->empty()) view.similar_title = locale.text(msg::idea_similar);
    view.similar = std::move(*similar);
    view.report = std::move(report->report);
    view.reported = std::move(report->reported);
    return view;
}

Result<IdeaFormView> idea_form_view(const Context& context, const domain::IdeaDraft& draft,
                                    bool is_pressed) {
    auto view = form(context, Id{}, draft, is_pressed);
    if (!view) return view;
    const i18n::Locale& locale = context.locale();
    view->title = locale.text(msg::idea_write_title);
    view->lead = locale.text(msg::idea_write_intro);
    view->submit = locale.text(msg::idea_write_submit);
    if (!context.app_url.empty()) view->take_along = locale.text(msg::take_along_title);
    return view;
}

Result<IdeaFormView> idea_edit_view(const Context& context, const Id& idea,
                                    const domain::IdeaDraft& draft, bool is_pressed) {
    auto view = form(context, idea, draft, is_pressed);
    if (!view) return view;
    const i18n::Locale& locale = context.locale();
    view->title = locale.text(msg::own_idea_edit);
    view->lead = locale.text(msg::own_idea_edit_intro);
    view->submit = locale.text(msg::own_idea_edit_submit);
    return view;
}

IdeaSavedView idea_saved_view(const Context& context, const store::Saved& saved) {
    const i18n::Locale& locale = context.locale();
    IdeaSavedView view;
    view.title = locale.text(msg::idea_saved_title);
    view.text = locale.text(msg::idea_saved_intro);
    if (!context.sync.has_link) {
        view.text =
            spoken({view.text, locale.text(context.is_stand_page ? msg::stand_saved_offline
                                                                 : msg::idea_saved_offline)});
    }
    view.code_label = locale.text(msg::idea_saved_code_label);
    view.receipt_code = saved.receipt_code();
    view.code_hint =
        locale.text(context.is_stand_page ? msg::stand_code_hint : msg::idea_saved_code_hint);
    if (!context.app_url.empty()) {
        view.follow_link =
            context.app_url + "/meine#" + domain::receipt_fragment(view.receipt_code);
        view.follow_label = locale.text(msg::take_along_follow);
    }
    view.again = locale.text(msg::idea_saved_another);
    view.done = locale.text(msg::idea_saved_home);
    for (const char c : view.receipt_code) {
        if (c == '-')
            view.code_spoken += ',';
        else
            view.code_spoken += (view.code_spoken.empty() ? "" : " ") + std::string(1, c);
    }
    return view;
}

SaveFailedView save_failed_view(const Context& context, const Error& error) {
    const i18n::Locale& locale = context.locale();
    const bool is_phone = context.place.empty();
    SaveFailedView view;
    view.title = locale.text(msg::fault_title);
    view.retry = locale.text(msg::action_retry);
    switch (error.code) {
        case Code::no_space:
            view.text = locale.text(is_phone ? msg::fault_no_space_phone : msg::fault_no_space);
            break;
        case Code::unavailable:
            view.text = locale.text(msg::fault_no_city_keys);
            break;
        default:
            view.text = locale.text(msg::fault_storage);
            break;
    }
    return view;
}

}  // namespace qp::views
