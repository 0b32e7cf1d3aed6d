// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"
#include "kiosk/ui/text_field.h"

namespace qp::kiosk::screens {

namespace {

constexpr std::size_t kLong = 40;

void search_line(Canvas& c, const views::IdeaListView& view, Intents& intents) {
    const auto row = c.row(20, Place::centre);
    ui::Field search;
    search.id = "search";
    search.label = view.search_label;
    search.hint = view.search_label;
    search.value = view.search;
    search.picture = "search";
    search.is_label_hidden = true;
    search.length_max = 80;
    search.keys = ui::KeySet::search;
    search.grow = 1;
    if (const auto text = ui::text_field(c, search)) intents.emplace_back(Search{*text});
    ui::Button filter;
    filter.id = "filters";
    filter.label = view.filter_label;
    filter.picture = "filter";
    if (ui::button(c, filter)) intents.emplace_back(ShowSheet{Sheet::filters});
}

void write_button(Canvas& c, const views::IdeaListView& view, Intents& intents) {
    const auto row = c.row(16, Place::centre);
    ui::Button write;
    write.id = "write";
    write.label = view.write_label;
    write.kind = ui::ButtonKind::call;
    write.picture = "idea";
    if (ui::button(c, write)) intents.emplace_back(Open{{ScreenKind::idea_write, {}}});
    if (!view.own_label.empty()) {
        ui::Button own;
        own.id = "own";
        own.label = view.own_label;
        own.picture = "receipt";
        if (ui::button(c, own)) intents.emplace_back(Open{{ScreenKind::own_ideas, {}}});
    }
    c.spring();
}

}  // namespace

void draw_idea_list(Canvas& c, const views::IdeaListView& view, const views::ShellView& shell,
                    Intents& intents) {
    PageHead head;
    head.id = "ideas";
    head.title = view.title;
    // While somebody searches, the room belongs to what is found.
    const bool is_searching = c.editing().is_active();
    if (!is_searching) head.lead = view.lead;
    const auto content = page(c, head, intents);
    if (!is_searching) write_button(c, view, intents);
    search_line(c, view, intents);
    if (!is_searching || !c.is_wide()) choices(c, "order", view.orders, intents);
    TextOptions count;
    count.color = c.theme().text_muted;
    count.id = "count";
    count.role = ui::Role::status;
    c.text(view.count, Type::body, count);
    if (view.rows.empty()) ui::empty_state(c, "idea", view.empty);
    {
        const auto grid = c.grid(c.is_wide() ? 2 : 1, 22);
        const bool is_long = view.rows.size() > kLong;
        for (const views::IdeaRow& row : view.rows)
            if (!is_long || !c.keeps_far(idea_card_name(row))) idea_card(c, row, true, intents);
    }
    more_button(c, shell.more, view.has_more, intents);
}

void draw_idea_filters(Canvas& c, const views::IdeaListView& view, Intents& intents) {
    section(c, view.filter_label);
    choices(c, "ring", view.rings, intents);
    c.divider();
    if (!view.quarters.empty()) {
        choices(c, "quarter", view.quarters, intents);
        c.divider();
    }
    choices(c, "theme", view.themes, intents);
}

namespace {

void own_card(Canvas& c, const views::OwnIdeaRow& row, Intents& intents) {
    const std::string id = row.is_public ? "idea." + row.id : std::string{};
    const auto card = ui::card(c, id, row.title.text, 12);
    if (!row.title.text.empty()) written(c, row.title, Type::subheading);
    TextOptions code;
    code.id = "own.code";
    c.text(row.receipt_code, Type::heading, code);
    {
        const auto wrap = c.wrap(12);
        ui::badge(c, {row.delivery, row.tone, {}});
    }
    TextOptions status;
    status.color = c.theme().text_muted;
    c.text(row.status, Type::body, status);
    if (c.activated(id)) intents.emplace_back(Open{{ScreenKind::idea, row.id}});
}

void receipt_lookup(Canvas& c, const views::ReceiptLookup& lookup, Intents& intents) {
    section(c, lookup.title, "lookup.title");
    c.text(lookup.lead, Type::body);
    ui::Field field;
    field.id = "lookup";
    field.label = lookup.label;
    field.hint = lookup.hint;
    field.value = lookup.code;
    field.picture = "receipt";
    field.length_max = 20;  // with blanks and hyphens between
    field.keys = ui::KeySet::receipt_code;
    if (const auto text = ui::text_field(c, field)) intents.emplace_back(Search{*text});
    if (!lookup.answer.empty())
        ui::notice(c, "lookup.answer", ui::NoticeKind::info, {}, lookup.answer);
    for (const views::OwnIdeaRow& row : lookup.found) own_card(c, row, intents);
}

}  // namespace

void draw_own_ideas(Canvas& c, const views::OwnIdeasView& view, const views::ShellView& shell,
                    Intents& intents) {
    PageHead head;
    head.id = "own";
    head.back = shell.back;
    head.title = view.title;
    head.lead = view.lead;
    const auto content = page(c, head, intents);
    if (view.rows.empty()) ui::empty_state(c, "receipt", view.empty);
    for (const views::OwnIdeaRow& row : view.rows) own_card(c, row, intents);
    receipt_lookup(c, view.lookup, intents);
}

}  // namespace qp::kiosk::screens
