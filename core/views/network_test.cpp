// SPDX-License-Identifier: EUPL-1.2
// Netzwerkcompass, Kickbox and Themenradar.
#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "core/views/actor.h"
#include "core/views/kickbox.h"
#include "core/views/phrases.h"
#include "core/views/radar.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using domain::Stage;

namespace {

domain::Actor an_actor(std::uint8_t number, std::string name) {
    domain::Actor actor;
    actor.id = id_of(number);
    actor.name = std::move(name);
    actor.sector = domain::Sector::civil_society;
    actor.summary = "Repariert Räder.";
    actor.themes = {domain::Theme::quality};
    actor.quarter = "mitte";
    actor.reviewed_at = ago(days{40});
    return actor;
}

domain::KickboxProject a_project(std::uint8_t number, Stage stage) {
    domain::KickboxProject project;
    project.id = id_of(number);
    project.title = "Gieß mich!";
    project.summary = "Zwölf Bodenfühler.";
    project.innovator = "Leyla";
    project.quarter = "mitte";
    project.stage = stage;
    project.themes = {domain::Theme::environment, domain::Theme::dataspace};
    project.help_wanted = {"Leiter", "Gießkannen"};
    project.goals = {11, 13};
    project.updates = {{ago(days{30}), "Es geht los", "Text"}, {ago(days{3}), "Zwölf!", "Text"}};
    project.started_at = ago(days{90});
    return project;
}

}  // namespace

TEST_CASE("an actor shows sector, themes and only the facts that there are") {
    TestStore store;
    store.put(an_actor(1, "Radküche"));
    const auto list = actor_list_view(store.context(), {});
    REQUIRE(list);
    REQUIRE(list->rows.size() == 1);
    CHECK(list->rows[0].sector == "Zivilgesellschaft");
    CHECK(list->sectors.size() == 5);
    CHECK(list->count == "1 Eintrag");

    const auto view = actor_view(store.context(), id_of(1));
    REQUIRE(view);
    REQUIRE(view->has_value());
    CHECK((*view)->reviewed == "Zuletzt geprüft im Oktober 2026");
    CHECK((*view)->facts.size() == 2);
    CHECK((*view)->competences_title.empty());
}

TEST_CASE("what an actor or a project says is in the language it was written in") {
    TestStore store;
    domain::Actor actor = an_actor(1, "Bisiklet Atölyesi");
    actor.language = "tr";
    actor.competences = {"Onarım"};
    store.put(actor);
    domain::KickboxProject project = a_project(2, Stage::red4);
    project.updates.back().language = "tr";
    store.put(project);

    const auto found = actor_view(store.context(), id_of(1));
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->name.lang == "tr");
    CHECK((*found)->competences.at(0).lang == "tr");
    const auto told = project_view(store.context(), id_of(2));
    REQUIRE(told);
    REQUIRE(told->has_value());
    CHECK((*told)->title.lang == "de");
    CHECK((*told)->help_wanted.at(0).lang == "de");
    CHECK((*told)->updates.at(0).title.lang == "tr");
    CHECK((*told)->updates.at(1).title.lang == "de");
}

TEST_CASE("an address, a mail or a telephone number leads there, other words lead nowhere") {
    TestStore store;
    const auto contact_of = [&](const std::string& contact) {
        domain::Actor actor = an_actor(1, "Radküche");
        actor.contact = contact;
        store.put(actor);
        return (*actor_view(store.context(), id_of(1)))->facts.back();
    };
    CHECK(contact_of("hallo@radkueche.example").link == "mailto:hallo@radkueche.example");
    CHECK(contact_of("+49 521 (0) 51-0").link == "tel:+495210510");
    CHECK(contact_of("montags um 12").link.empty());
    CHECK(contact_of("Zimmer 12").link.empty());
    CHECK(contact_of("mail an uns @ work").link.empty());
    CHECK(contact_of("javascript:alert(1)").link.empty());

    domain::Actor actor = an_actor(1, "Radküche");
    actor.website = "https://radkueche.example";
    store.put(actor);
    const ActorFact website = (*actor_view(store.context(), id_of(1)))->facts.back();
    CHECK(website.value == "radkueche.example");
    CHECK(website.link == "https://radkueche.example");
}

TEST_CASE("an entry that nobody has looked at for half a year says so") {
    TestStore store;
    domain::Actor actor = an_actor(1, "Radküche");
    actor.reviewed_at = ago(days{200});
    store.put(actor);
    const auto view = actor_view(store.context(), id_of(1));
    REQUIRE(view);
    CHECK((*view)->reviewed.find("Manches kann veraltet sein") != std::string::npos);
}

TEST_CASE("a project shows its stage on a rail, what is needed and the news, newest first") {
    TestStore store;
    store.put(a_project(1, Stage::red4));
    const auto list = project_list_view(store.context(), {});
    REQUIRE(list);
    REQUIRE(list->rows.size() == 1);
    CHECK(list->rows[0].stage == "Stufe 4 von 6: Nachforschen");
    CHECK(list->rows[0].stage_tone == "red");
    CHECK(list->rows[0].last_update == "Vor 3 Tagen: Zwölf!");
    CHECK(list->rows[0].help == "Gesucht: Leiter und Gießkannen");
    CHECK(list->rows[0].progress.has_value());

    const auto view = project_view(store.context(), id_of(1));
    REQUIRE(view);
    REQUIRE(view->has_value());
    REQUIRE((*view)->stages.size() == 15);
    CHECK((*view)->stages[3].is_done);
    CHECK((*view)->stages[4].is_current);
    CHECK(!(*view)->stages[5].is_done);
    CHECK((*view)->updates.at(0).title.text == "Zwölf!");
    CHECK((*view)->goals.at(0) == "11. Nachhaltige Städte und Gemeinden");
    CHECK((*view)->innovator == "von Leyla · Mitte");
    CHECK((*view)->idea_id.empty());
}

TEST_CASE("a paused project says where it paused, an ended one has no progress") {
    TestStore store;
    domain::KickboxProject paused = a_project(1, Stage::paused);
    paused.stage_before_pause = Stage::red5;
    store.put(paused);
    store.put(a_project(2, Stage::ended_with_learning));
    store.put(a_project(3, Stage::spin_out));
    const auto first = project_view(store.context(), id_of(1));
    REQUIRE(first);
    CHECK((*first)->stage == "Macht Pause in: Stufe 5 von 6: Ausprobieren");
    CHECK((*first)->stages.at(5).is_current);
    const auto list = project_list_view(store.context(), {});
    REQUIRE(list);
    for (const ProjectRow& row : list->rows) {
        if (row.id == id_of(2).hex()) CHECK(!row.progress.has_value());
        if (row.id == id_of(2).hex()) CHECK(row.stage_tone == "ended");
    }
    const auto grown = project_view(store.context(), id_of(3));
    REQUIRE(grown);
    CHECK((*grown)->stages.back().label == "Eigenständig geworden");
    CHECK((*grown)->stages.back().is_done);
}

TEST_CASE("the radar's fields stand as in the strategy, clockwise from top left") {
    TestStore store;
    const auto view = radar_view(store.context(), std::nullopt);
    REQUIRE(view);
    REQUIRE(view->fields.size() == 4);
    CHECK(view->fields[0].label == "Kooperation & Gestaltung");
    CHECK(view->fields[0].lines == std::vector<std::string>{"Kooperation &", "Gestaltung"});
    CHECK(view->fields[0].from == doctest::Approx(0.75));
    CHECK(view->fields[1].label == "Leben & Arbeiten");
    CHECK(view->fields[1].from == doctest::Approx(0));
    REQUIRE(view->themes.size() == 8);
    std::set<int> starts;
    for (const RadarTheme& theme : view->themes) {
        starts.insert(static_cast<int>(std::lround(theme.from * 8)));
        CHECK(theme.to - theme.from == doctest::Approx(0.125));
    }
    CHECK(starts == std::set<int>{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(view->empty == "In diesem Feld ist noch nichts. Hast du eine Idee?");
}

TEST_CASE("each thing is one dot inside its field and ring, always at the same place") {
    TestStore store;
    for (std::uint8_t i = 1; i <= 9; ++i) {
        domain::Idea idea =
            an_idea(i, "Idee " + std::to_string(i),
                    i % 2 == 0 ? domain::IdeaStatus::circle : domain::IdeaStatus::collected);
        idea.theme = domain::kThemes[i % 8];
        store.put(idea);
    }
    store.put(a_project(20, Stage::red4));
    const auto view = radar_view(store.context(), std::nullopt);
    REQUIRE(view);
    CHECK(view->items.size() == 10);
    for (const RadarItem& item : view->items) {
        for (const RadarTheme& theme : view->themes) {
            if (theme.id != item.theme) continue;
            CHECK(item.angle > theme.from);
            CHECK(item.angle < theme.to);
        }
        // The names of the rings at twelve o'clock hide nothing.
        const double turns = std::min(item.angle, 1 - item.angle);
        if (item.radius > 0.46) CHECK(item.radius * std::sin(turns * 2 * std::acos(-1)) > 0.2);
        CHECK(item.radius > 0.18);
        CHECK(item.radius < 1);
    }
    const auto again = radar_view(store.context(), std::nullopt);
    REQUIRE(again);
    for (std::size_t i = 0; i < view->items.size(); ++i) {
        CHECK(view->items[i].angle == again->items[i].angle);
    }
}

TEST_CASE("a touched field narrows the list to its ideas and projects") {
    TestStore store;
    store.put(an_idea(1, "Brunnen"));
    domain::Idea other = an_idea(2, "Kurs");
    other.theme = domain::Theme::skills;
    store.put(other);
    store.put(a_project(20, Stage::red4));
    const auto view = radar_view(store.context(), domain::Theme::environment);
    REQUIRE(view);
    CHECK(view->list_title == "Umwelt & Ressourcen");
    CHECK(view->list_count == "2 Einträge");
    REQUIRE(view->rows.size() == 2);
    CHECK(view->rows[0].meta == "Idee · noch keine Zahl · seit gestern öffentlich");
    CHECK(view->rows[1].kind == "project");
    CHECK(view->items.size() == 3);  // the picture keeps all of them
    const auto all = radar_view(store.context(), std::nullopt);
    REQUIRE(all);
    CHECK(all->rows.size() == 3);
}

TEST_CASE("every slug of the domain has its words, in every language") {
    const i18n::Messages messages = i18n::built_in_messages();
    for (const i18n::Locale* locale : messages.locales()) {
        const auto has = [&](std::string_view group, std::string_view slug) {
            CAPTURE(group);
            CAPTURE(slug);
            CHECK(!locale->text_or_empty(std::string{group} + "." + std::string{slug}).empty());
        };
        for (const domain::Theme theme : domain::kThemes) {
            has("theme", domain::slug(theme));
            has("theme_hint", domain::slug(theme));
        }
        for (const domain::Field field : domain::kFields) has("field", domain::slug(field));
        for (const domain::Sector sector : domain::kSectors) has("sector", domain::slug(sector));
        for (int status = 0; status <= 9; ++status) {
            has("status", domain::slug(static_cast<domain::IdeaStatus>(status)));
            has("step", domain::slug(static_cast<domain::IdeaStatus>(status)));
        }
        for (int stage = 0; stage <= 17; ++stage) {
            has("stage", domain::slug(static_cast<Stage>(stage)));
        }
        for (int property = 0; property <= 17; ++property) {
            has("property", domain::slug(static_cast<domain::Property>(property)));
        }
        for (int goal = 1; goal <= 17; ++goal) has("goal", std::to_string(goal));
        for (const domain::Ring ring :
             {domain::Ring::collected, domain::Ring::in_progress, domain::Ring::done}) {
            has("ring", slug(ring));
        }
    }
}
