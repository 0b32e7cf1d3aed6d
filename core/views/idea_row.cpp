// SPDX-License-Identifier: EUPL-1.2
#include "core/views/idea_row.h"

#include "core/base/utf8.h"
#include "core/i18n/msg.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

using domain::IdeaStatus;

// Support says "go on with this": an idea that has come to its end takes none.
bool takes_support(IdeaStatus status) {
    switch (status) {
        case IdeaStatus::collected:
        case IdeaStatus::dialogue:
        case IdeaStatus::circle:
        case IdeaStatus::kickbox:
        case IdeaStatus::decided:
            return true;
        case IdeaStatus::submitted:
        case IdeaStatus::done:
        case IdeaStatus::not_pursued:
        case IdeaStatus::declined:
        case IdeaStatus::withdrawn:
            break;
    }
    return false;
}

// Every language's words begin with the number.
std::string without_number(std::string_view supports, std::string_view number) {
    if (supports.starts_with(number)) supports.remove_prefix(number.size());
    return std::string{utf8::trimmed(supports)};
}

}  // namespace

std::string supports_number(const i18n::Locale& locale,
                            const std::optional<domain::Tally>& supports) {
    if (!supports || supports->total() < domain::kTallyStep) return {};
    return locale.number(supports->total());
}

std::string supports_text(const i18n::Locale& locale,
                          const std::optional<domain::Tally>& supports) {
    if (!supports || supports->total() < domain::kTallyStep) {
        return locale.text(msg::support_unknown);
    }
    return locale.text(msg::support_count{.count = supports->total()});
}

std::string status_word(const i18n::Locale& locale, IdeaStatus status) {
    return locale.text_or_empty("status." + std::string{domain::slug(status)});
}

std::string status_since(const i18n::Locale& locale, IdeaStatus status, Instant at, Instant now) {
    const std::string since = locale.since(at, now);
    const std::string age = locale.age(at, now);
    switch (status) {
        case IdeaStatus::submitted:
            return locale.text(msg::status_since_submitted{.age = age});
        case IdeaStatus::collected:
            return locale.text(msg::status_since_collected{.since = since});
        case IdeaStatus::dialogue:
            return locale.text(msg::status_since_dialogue{.since = since});
        case IdeaStatus::circle:
            return locale.text(msg::status_since_circle{.since = since});
        case IdeaStatus::kickbox:
            return locale.text(msg::status_since_kickbox{.since = since});
        case IdeaStatus::decided:
            return locale.text(msg::status_since_decided{.age = age});
        case IdeaStatus::done:
            return locale.text(msg::status_since_done{.age = age});
        case IdeaStatus::not_pursued:
            return locale.text(msg::status_since_not_pursued{.since = since});
        case IdeaStatus::declined:
            return locale.text(msg::status_since_declined{.age = age});
        case IdeaStatus::withdrawn:
            return locale.text(msg::status_since_withdrawn{.age = age});
    }
    return {};
}

Result<SupportButton> support_button(const Context& context, const domain::Idea& idea) {
    SupportButton button;
    if (context.local == nullptr || !takes_support(idea.status())) return button;
    const auto choice = context.local->choice(idea.id);
    if (!choice) return fail(choice.error());
    const i18n::Locale& locale = context.locale();
    button.is_shown = true;
    button.is_on = *choice && **choice == 1;
    button.label = locale.text(button.is_on ? msg::support_on : msg::support_action);
    button.spoken = spoken({idea.title, button.label});
    return button;
}

Result<IdeaRow> idea_row(const Context& context, const store::FoundIdea& found) {
    const i18n::Locale& locale = context.locale();
    const domain::Idea& idea = found.idea;
    auto button = support_button(context, idea);
    if (!button) return fail(button.error());

    IdeaRow row;
    row.id = idea.id.hex();
    row.title = {idea.title, idea.language};
    if (idea.theme) row.badges.push_back(theme_badge(locale, *idea.theme));
    if (idea.is_demo) row.badges.push_back(demo_badge(locale));
    row.supports = supports_text(locale, found.supports);
    row.supports_number = supports_number(locale, found.supports);
    row.supports_words = without_number(row.supports, row.supports_number);
    const Instant at = idea.steps.empty() ? Instant{} : idea.steps.back().at;
    const std::string since = status_since(locale, idea.status(), at, context.now);
    // Where something has happened since, that is the news; else how new it is.
    row.status =
        idea.status() == IdeaStatus::collected ? since : status_word(locale, idea.status());
    row.meta = with_dots({quarter_name(locale, idea.quarter), since});
    if (row.meta.find(row.status) == std::string::npos) row.news = row.status;
    row.support = std::move(*button);
    row.spoken = spoken({idea.title, idea.theme ? theme_name(locale, *idea.theme) : std::string{},
                         row.supports, row.status,
                         idea.is_demo ? locale.text(msg::badge_demo) : std::string{}});
    return row;
}

Result<std::vector<IdeaRow>> idea_rows(const Context& context,
                                       const std::vector<store::FoundIdea>& found) {
    std::vector<IdeaRow> rows;
    rows.reserve(found.size());
    for (const store::FoundIdea& idea : found) {
        auto row = idea_row(context, idea);
        if (!row) return fail(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace qp::views
