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
    view.own_label = locale.text(msg::own_ideas_title);
    view.has_more = query.offset + page->items.size() < page->total;
    return view;
}

}  // namespace qp::views
