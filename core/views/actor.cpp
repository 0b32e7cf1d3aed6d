// SPDX-License-Identifier: EUPL-1.2
#include "core/views/actor.h"

#include "core/i18n/msg.h"
#include "core/views/contact_link.h"
#include "core/views/phrases.h"

namespace qp::views {
namespace {

// People and their offers change: an entry that nobody has looked at for so long says so.
constexpr std::chrono::days kReviewDue{180};

std::vector<Choice> sector_choices(const i18n::Locale& locale,
                                   std::optional<domain::Sector> chosen) {
    std::vector<Choice> choices{
        {"", locale.text(msg::network_all_sectors), !chosen, "neutral", ""}};
    for (const domain::Sector sector : domain::kSectors) {
        choices.push_back({std::string{domain::slug(sector)}, sector_name(locale, sector),
                           chosen == sector, std::string{domain::slug(sector)}, ""});
    }
    return choices;
}

std::vector<Badge> theme_badges(const i18n::Locale& locale, const domain::Actor& actor) {
    std::vector<Badge> badges;
    badges.reserve(actor.themes.size() + 1);
    for (const domain::Theme theme : actor.themes) badges.push_back(theme_badge(locale, theme));
    if (actor.is_demo) badges.push_back(demo_badge(locale));
    return badges;
}

std::string without_scheme(const std::string& address) {
    const std::size_t at = address.find("://");
    return at == std::string::npos ? address : address.substr(at + 3);
}

std::string reviewed_text(const Context& context, Instant at) {
    const i18n::Locale& locale = context.locale();
    if (at == Instant{}) return {};
    const std::string month = locale.month(at);
    if (context.now - at > kReviewDue) return locale.text(msg::actor_review_due{.month = month});
    return locale.text(msg::actor_reviewed{.month = month});
}

}  // namespace

Result<ActorListView> actor_list_view(const Context& context, const store::ActorQuery& query) {
    const i18n::Locale& locale = context.locale();
    const auto page = context.content.actors(query);
    if (!page) return fail(page.error());

    ActorListView view;
    view.title = locale.text(msg::network_title);
    view.lead = locale.text(msg::network_intro);
    view.search_label = locale.text(msg::network_search);
    view.search = query.text;
    view.sector_label = locale.text(msg::network_sector_label);
    view.sectors = sector_choices(locale, query.sector);
    view.theme_label = locale.text(msg::actor_themes);
    view.themes = theme_choices(locale, locale.text(msg::network_all_themes), query.theme);
    view.count = locale.text(msg::network_count{.count = page->total});
    for (const domain::Actor& actor : page->items) {
        const std::string sector = sector_name(locale, actor.sector);
        view.rows.push_back({actor.id.hex(),
                             {actor.name, actor.language},
                             {actor.summary, actor.language},
                             sector,
                             std::string{domain::slug(actor.sector)},
                             theme_badges(locale, actor),
                             spoken({actor.name, sector, actor.summary,
                                     actor.is_demo ? locale.text(msg::badge_demo) : ""})});
    }
    if (view.rows.empty()) {
        const bool is_narrowed = !query.text.empty() || query.sector || query.theme;
        view.empty =
            why_empty(context, is_narrowed ? msg::network_nothing_found : msg::network_empty);
    }
    view.join = locale.text(msg::network_join);
    view.has_more = query.offset + page->items.size() < page->total;
    return view;
}

Result<std::optional<ActorView>> actor_view(const Context& context, const Id& id) {
    const i18n::Locale& locale = context.locale();
    const auto found = context.content.actor(id);
    if (!found) return fail(found.error());
    if (!*found) return std::optional<ActorView>{};
    const domain::Actor& actor = **found;

    ActorView view;
    view.id = actor.id.hex();
    view.name = {actor.name, actor.language};
    view.summary = {actor.summary, actor.language};
    view.badges.push_back(
        {sector_name(locale, actor.sector), std::string{domain::slug(actor.sector)}, ""});
    for (Badge& badge : theme_badges(locale, actor)) view.badges.push_back(std::move(badge));
    if (!actor.competences.empty()) view.competences_title = locale.text(msg::actor_competences);
    view.competences = written(actor.competences, actor.language);
    if (!actor.interests.empty()) view.interests_title = locale.text(msg::actor_interests);
    view.interests = written(actor.interests, actor.language);
    const auto add_fact = [&](i18n::Key label, const std::string& value) {
        if (!value.empty()) view.facts.push_back({locale.text(label), value, contact_link(value)});
    };
    view.facts.push_back(
        {locale.text(msg::actor_kind),
         locale.text(actor.is_person ? msg::actor_person : msg::actor_organisation), ""});
    add_fact(msg::quarter_label, quarter_name(locale, actor.quarter));
    add_fact(msg::actor_address, actor.address);
    if (!actor.website.empty())
        view.facts.push_back({locale.text(msg::actor_website), without_scheme(actor.website),
                              contact_link(actor.website)});
    add_fact(msg::actor_contact, actor.contact);
    view.reviewed = reviewed_text(context, actor.reviewed_at);
    return std::optional{std::move(view)};
}

}  // namespace qp::views
