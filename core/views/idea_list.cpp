// SPDX-License-Identifier: EUPL-1.2
#include "core/views/idea_list.h"

#include <array>

#include "core/i18n/msg.h"
#include "core/views/idea_row.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

std::vector<Choice> ring_choices(const i18n::Locale& locale, std::optional<domain::Ring> chosen) {
    std::vector<Choice> choices{
        {"", locale.text(msg::idea_list_all_states), !chosen, "neutral", ""}};
    for (const domain::Ring ring :
         {domain::Ring::collected, domain::Ring::in_progress, domain::Ring::done}) {
        choices.push_back(
            {std::string{slug(ring)}, ring_name(locale, ring), chosen == ring, "neutral", ""});
    }
    return choices;
}

bool is_narrowed(const store::IdeaQuery& query) {
    return !query.text.empty() || query.theme || !query.quarter.empty() || query.ring;
}

std::string delivery_text(const i18n::Locale& locale, store::Delivery delivery) {
    switch (delivery) {
        case store::Delivery::received:
            return locale.text(msg::delivery_received);
        case store::Delivery::refused:
            return locale.text(msg::delivery_refused);
        case store::Delivery::at_relay:
            return locale.text(msg::delivery_at_relay);
        case store::Delivery::saved:
            break;
    }
    return locale.text(msg::delivery_saved);
}

// What became of one's own idea: public with its state, declined with the reason, or still unread.
Status tell_status(const Context& context, const store::OwnIdea& own, OwnIdeaRow& row) {
    const i18n::Locale& locale = context.locale();
    if (own.is_withdrawn) {
        row.status = locale.capitalised(status_word(locale, domain::IdeaStatus::withdrawn));
        row.tone = "neutral";
        return {};
    }
    const auto published = context.content.idea(own.id);
    if (!published) return fail(published.error());
    if (*published) {
        const domain::Idea& idea = (*published)->idea;
        const domain::IdeaStep& step = idea.steps.back();
        row.is_public = true;
        row.status =
            spoken({locale.capitalised(status_since(locale, step.status, step.at, context.now)),
                    step.reason});
        row.tone = step.status == domain::IdeaStatus::not_pursued ? "warning" : "success";
        return {};
    }
    const auto notice = context.content.idea_notice(own.id);
    if (!notice) return fail(notice.error());
    if (*notice) {
        row.status = spoken({locale.capitalised(status_since(locale, (*notice)->status,
                                                             (*notice)->at, context.now)),
                             (*notice)->reason});
        row.tone = "warning";
        return {};
    }
    if (own.delivery == store::Delivery::received) {
        row.status = locale.capitalised(status_word(locale, domain::IdeaStatus::submitted));
    }
    row.tone = own.delivery == store::Delivery::refused ? "danger" : "info";
    return {};
}

}  // namespace

Result<IdeaListView> idea_list_view(const Context& context, const store::IdeaQuery& query) {
    const i18n::Locale& locale = context.locale();
    const auto page = context.content.ideas(query);
    if (!page) return fail(page.error());
    auto rows = idea_rows(context, page->items);
    if (!rows) return fail(rows.error());

    IdeaListView view;
    view.title = locale.text(msg::idea_list_title);
    view.lead = locale.text(msg::idea_list_intro);
    view.search_label = locale.text(msg::idea_list_search);
    view.search = query.text;
    view.filter_label = locale.text(msg::idea_list_filter);
    view.themes = theme_choices(locale, locale.text(msg::idea_list_all_themes), query.theme);
    if (!context.holds_one_quarter)
        view.quarters = quarter_choices("", locale.text(msg::idea_list_everywhere), query.quarter);
    view.rings = ring_choices(locale, query.ring);
    view.orders = {{"newest", locale.text(msg::idea_list_newest),
                    query.order == store::Order::newest, "neutral", ""},
                   {"most_supported", locale.text(msg::idea_list_most_supported),
                    query.order == store::Order::most_supported, "neutral", ""}};
    view.count = locale.text(msg::idea_list_count{.count = page->total});
    if (!query.text.empty()) {
        view.count =
            locale.text(msg::idea_list_count_for{.count = view.count, .words = query.text});
    }
    view.rows = std::move(*rows);
    if (view.rows.empty()) {
        view.empty = why_empty(
            context, is_narrowed(query) ? msg::idea_list_nothing_found : msg::idea_list_empty);
    }
    view.write_label = locale.text(msg::idea_list_write);
    if (context.local != nullptr) view.own_label = locale.text(msg::own_ideas_title);
    view.has_more = query.offset + page->items.size() < page->total;
    return view;
}

Result<OwnIdeasView> own_ideas_view(const Context& context) {
    const i18n::Locale& locale = context.locale();
    OwnIdeasView view;
    view.title = locale.text(msg::own_ideas_title);
    view.lead = locale.text(msg::own_ideas_intro);
    if (context.local != nullptr) {
        const auto own_ideas = context.local->own_ideas();
        if (!own_ideas) return fail(own_ideas.error());
        for (const store::OwnIdea& own : *own_ideas) {
            OwnIdeaRow row;
            row.id = own.id.hex();
            row.title = own.draft.title.empty() ? locale.text(msg::own_ideas_untitled{
                                                      .age = locale.age(own.saved_at, context.now)})
                                                : own.draft.title;
            row.receipt_code = own.receipt_code;
            row.delivery = locale.capitalised(delivery_text(locale, own.delivery));
            if (const auto told = tell_status(context, own, row); !told) return fail(told.error());
            view.rows.push_back(std::move(row));
        }
    }
    if (view.rows.empty())
        view.empty = locale.text(msg::own_ideas_empty);
    else if (context.is_stand_page)
        view.codes_note = locale.text(msg::stand_codes_note);
    return view;
}

}  // namespace qp::views
