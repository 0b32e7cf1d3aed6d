// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"
#include "kiosk/ui/text_field.h"

namespace qp::kiosk::screens {

namespace {

void actor_card(Canvas& c, const views::ActorRow& row, Intents& intents) {
    const std::string id = "actor." + row.id;
    const auto card = ui::card(c, id, row.spoken, 14);
    {
        const auto wrap = c.wrap(12);
        ui::badge(c, {row.sector, row.sector_tone, {}});
        for (const views::Badge& b : row.badges) {
            if (b.tone == "demo") ui::badge(c, {b.text, b.tone, b.icon});
        }
    }
    written(c, row.name, Type::subheading);
    TextOptions summary;
    summary.lines_max = 3;
    written(c, row.summary, Type::body, summary);
    if (c.activated(id)) intents.emplace_back(Open{{ScreenKind::actor, row.id}});
}

void sayings(Canvas& c, const std::string& title, const std::vector<views::Text>& list,
             const char* picture) {
    if (list.empty()) return;
    section(c, title);
    const auto column = c.column(14);
    for (const views::Text& words : list) {
        const auto row = c.row(18, Place::start);
        c.picture(picture, 36, c.theme().action);
        TextOptions options;
        options.grow = 1;
        written(c, words, Type::body, options);
    }
}

}  // namespace

void draw_actor_list(Canvas& c, const views::ActorListView& view, const views::ShellView& shell,
                     Intents& intents) {
    PageHead head;
    head.id = "actors";
    head.title = view.title;
    // While somebody searches, the room belongs to who is found.
    const bool is_searching = c.editing().is_active();
    if (!is_searching) head.lead = view.lead;
    const auto content = page(c, head, intents);
    {
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
        filter.label = view.theme_label;
        filter.picture = "filter";
        if (ui::button(c, filter)) intents.emplace_back(ShowSheet{Sheet::filters});
    }
    if (!is_searching || !c.is_wide()) choices(c, "sector", view.sectors, intents);
    TextOptions count;
    count.color = c.theme().text_muted;
    count.id = "count";
    count.role = ui::Role::status;
    c.text(view.count, Type::body, count);
    if (view.rows.empty()) ui::empty_state(c, "network", view.empty);
    {
        const auto grid = c.grid(c.is_wide() ? 2 : 1, 22);
        for (const views::ActorRow& row : view.rows) actor_card(c, row, intents);
    }
    more_button(c, shell.more, view.has_more, intents);
    TextOptions join;
    join.color = c.theme().text_muted;
    c.text(view.join, Type::small, join);
}

void draw_actor_filters(Canvas& c, const views::ActorListView& view, Intents& intents) {
    section(c, view.sector_label);
    choices(c, "sheet.sector", view.sectors, intents);
    c.divider();
    section(c, view.theme_label);
    choices(c, "theme", view.themes, intents);
}

void draw_actor(Canvas& c, const views::ActorView& view, const views::ShellView& shell,
                Intents& intents) {
    PageHead head;
    head.id = "actor/" + view.id;
    head.back = shell.back;
    head.title = view.name.text;
    head.title_language = view.name.lang;
    head.badges = &view.badges;
    const auto content = page(c, head, intents);
    TextOptions summary;
    summary.max_width = 1300;
    written(c, view.summary, Type::lead, summary);
    if (!view.facts.empty()) {
        const auto card = ui::card(c, {}, {}, 18);
        for (const views::ActorFact& fact : view.facts) {
            const auto row = c.row(24, Place::baseline);
            Box box;
            box.width = 240;
            {
                const auto label = c.box(box);
                TextOptions muted;
                muted.color = c.theme().text_muted;
                c.text(fact.label, Type::body, muted);
            }
            TextOptions value;
            value.grow = 1;
            c.text(fact.value, Type::body_strong, value);
        }
    }
    sayings(c, view.competences_title, view.competences, "check");
    sayings(c, view.interests_title, view.interests, "support");
    TextOptions reviewed;
    reviewed.color = c.theme().text_muted;
    c.text(view.reviewed, Type::small, reviewed);
}

}  // namespace qp::kiosk::screens
