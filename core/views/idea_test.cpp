// SPDX-License-Identifier: EUPL-1.2
#include "core/views/idea.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/views/own_ideas.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using domain::IdeaStatus;

TEST_CASE("a new idea says since when it is public, and its theme in its field's tone") {
    TestStore store;
    store.put(an_idea(1, "Trinkbrunnen am Spielplatz"));
    const auto view = idea_list_view(store.context(), {});
    REQUIRE(view);
    REQUIRE(view->rows.size() == 1);
    const IdeaRow& row = view->rows[0];
    CHECK(row.id == id_of(1).hex());
    CHECK(row.title.text == "Trinkbrunnen am Spielplatz");
    CHECK(row.status == "seit gestern öffentlich");
    CHECK(row.meta == "Stieghorst · seit gestern öffentlich");
    REQUIRE(row.badges.size() == 1);
    CHECK(row.badges[0].text == "Umwelt & Ressourcen");
    CHECK(row.badges[0].tone == "living");
    CHECK(view->count == "1 Idee");
    CHECK(!view->has_more);
}

TEST_CASE("an idea that has moved on says where it is now") {
    TestStore store;
    store.put(an_idea(1, "Brunnen", IdeaStatus::circle, days{20}));
    const auto view = idea_list_view(store.context(), {});
    REQUIRE(view);
    CHECK(view->rows.at(0).status == "jetzt im Innovationszirkel");
    CHECK(view->rows.at(0).meta == "Stieghorst · Innovationszirkel seit 3. November");
}

TEST_CASE("a support count that is not known is never shown as 0") {
    TestStore store;
    store.put(an_idea(1, "Brunnen"));
    const auto unknown = idea_list_view(store.context(), {});
    REQUIRE(unknown);
    CHECK(unknown->rows.at(0).supports_number.empty());
    CHECK(unknown->rows.at(0).supports == "noch keine Zahl");

    // Fewer than five would let people be told apart, wherever such a count may come from.
    store.put(a_tally(id_of(1), {4}));
    const auto few = idea_list_view(store.context(), {});
    REQUIRE(few);
    CHECK(few->rows.at(0).supports_number.empty());

    store.put(a_tally(id_of(1), {1284}));
    const auto many = idea_list_view(store.context(), {});
    REQUIRE(many);
    CHECK(many->rows.at(0).supports_number == "1\u202F284");
    CHECK(many->rows.at(0).supports == "1\u202F284 unterstützen das");
}

TEST_CASE(
    "the support button tells what this person chose, and is gone where it would change nothing") {
    TestStore store;
    store.put(an_idea(1, "Brunnen"));
    store.put(an_idea(2, "Fertige Bank", IdeaStatus::done));
    const auto before = idea_view(store.context(), id_of(1));
    REQUIRE(before);
    REQUIRE(before->has_value());
    CHECK((*before)->support.is_shown);
    CHECK(!(*before)->support.is_on);
    CHECK((*before)->support.label == "Unterstützen");

    REQUIRE(store.local.cast(id_of(1), 1, std::nullopt));
    const auto after = idea_view(store.context(), id_of(1));
    REQUIRE(after);
    CHECK((*after)->support.is_on);
    CHECK((*after)->support.label == "Du unterstützt das");

    const auto done = idea_view(store.context(), id_of(2));
    REQUIRE(done);
    CHECK(!(*done)->support.is_shown);

    Context first_view = store.context();
    first_view.local = nullptr;
    const auto from_server = idea_view(first_view, id_of(1));
    REQUIRE(from_server);
    CHECK(!(*from_server)->support.is_shown);
}

TEST_CASE("invented ideas say so in every row, aloud too") {
    TestStore store;
    domain::Idea idea = an_idea(1, "Erfundenes");
    idea.is_demo = true;
    store.put(idea);
    const auto view = idea_list_view(store.context(), {});
    REQUIRE(view);
    CHECK(view->rows.at(0).badges.back().tone == "demo");
    CHECK(view->rows.at(0).spoken.find("Demo") != std::string::npos);
}

TEST_CASE("an idea shows its way, with reasons, and what comes next") {
    TestStore store;
    store.put(an_idea(1, "Brunnen", IdeaStatus::dialogue, days{3}));
    const auto view = idea_view(store.context(), id_of(1));
    REQUIRE(view);
    REQUIRE(view->has_value());
    const IdeaView& idea = **view;
    CHECK(idea.paragraphs.size() == 2);
    CHECK(idea.paragraphs[0].lang == "de");
    REQUIRE(idea.steps.size() == 5);
    CHECK(idea.steps[0].title == "Gesammelt");
    CHECK(idea.steps[0].is_done);
    CHECK(!idea.steps[0].is_current);
    CHECK(idea.steps[1].title == "Dialog (D.I.V.)");
    CHECK(idea.steps[1].date == "20. November");
    CHECK(idea.steps[1].reason.text == "Weil es geht.");
    CHECK(idea.steps[1].is_current);
    CHECK(idea.steps[2].title == "Innovationszirkel");
    CHECK(!idea.steps[2].is_done);
    CHECK(!idea.steps[2].reason.text.empty());
    CHECK(idea.steps[3].reason.text.empty());
    CHECK(idea.steps[4].title == "Umgesetzt");
}

TEST_CASE("an idea that goes no further has no steps ahead") {
    TestStore store;
    store.put(an_idea(1, "Drohnen", IdeaStatus::not_pursued, days{9}));
    const auto view = idea_view(store.context(), id_of(1));
    REQUIRE(view);
    CHECK((*view)->steps.size() == 2);
    CHECK((*view)->steps.back().is_current);
}

TEST_CASE("an idea that is not there (any more) is no view") {
    TestStore store;
    const auto view = idea_view(store.context(), id_of(9));
    REQUIRE(view);
    CHECK(!view->has_value());
}

TEST_CASE("a list that finds nothing says what helps, and an empty one invites") {
    TestStore store;
    const auto empty = idea_list_view(store.context(), {});
    REQUIRE(empty);
    CHECK(empty->rows.empty());
    CHECK(empty->empty == "Hier ist noch nichts. Erzähl uns deine Idee!");
    store::IdeaQuery query;
    query.text = "Xylophon";
    const auto nothing = idea_list_view(store.context(), query);
    REQUIRE(nothing);
    CHECK(nothing->count == "Keine Idee gefunden für „Xylophon“");
    CHECK(nothing->empty.find("nichts gefunden") != std::string::npos);
}

TEST_CASE("a list that nothing has come to yet does not say that there is nothing") {
    TestStore store{store::DeviceKind::kiosk};
    Context context = store.context();
    context.sync = {};
    const auto empty = [&] { return idea_list_view(context, {})->empty; };
    CHECK(empty().find("Noch keine Daten von der Stadt") != std::string::npos);
    context.sync.has_link = true;
    CHECK(empty().find("werden geladen") != std::string::npos);
    context.is_by_hand = true;
    CHECK(empty().find("auf einem Stick") != std::string::npos);
    context.sync.has_content = true;
    CHECK(empty().find("Erzähl uns deine Idee") != std::string::npos);
}

TEST_CASE("the list offers every filter and marks the chosen ones") {
    TestStore store;
    store::IdeaQuery query;
    query.theme = domain::Theme::skills;
    query.quarter = "heepen";
    query.ring = domain::Ring::done;
    query.order = store::Order::most_supported;
    const auto view = idea_list_view(store.context(), query);
    REQUIRE(view);
    const auto chosen = [](const std::vector<Choice>& choices) {
        std::vector<std::string> ids;
        for (const Choice& choice : choices) {
            if (choice.is_on) ids.push_back(choice.id);
        }
        return ids;
    };
    CHECK(view->themes.size() == 9);
    CHECK(chosen(view->themes) == std::vector<std::string>{"skills"});
    CHECK(view->quarters.size() == 11);
    CHECK(chosen(view->quarters) == std::vector<std::string>{"heepen"});
    CHECK(chosen(view->rings) == std::vector<std::string>{"done"});
    CHECK(chosen(view->orders) == std::vector<std::string>{"most_supported"});
    const auto all = idea_list_view(store.context(), {});
    REQUIRE(all);
    CHECK(chosen(all->themes) == std::vector<std::string>{""});
}

TEST_CASE("faults of a draft are named only once somebody pressed send") {
    TestStore store;
    domain::IdeaDraft draft;
    draft.quarter = "stieghorst";
    const auto quiet = idea_form_view(store.context(), draft, false);
    REQUIRE(quiet);
    CHECK(quiet->faults.empty());
    CHECK(quiet->text_count == "noch 4\u202F000 Zeichen");

    const auto pressed = idea_form_view(store.context(), draft, true);
    REQUIRE(pressed);
    REQUIRE(pressed->faults.size() == 1);
    CHECK(pressed->title_fault == "Der Titel braucht mindestens 3 Zeichen.");
    CHECK(pressed->themes.at(0).label == "Weiß ich nicht");
    CHECK(pressed->themes.at(0).is_on);
}

TEST_CASE("a text that is too long says by how much") {
    TestStore store;
    domain::IdeaDraft draft{"Bänke", std::string(4003, 'a'), "stieghorst", {}, "de"};
    const auto view = idea_form_view(store.context(), draft, true);
    REQUIRE(view);
    CHECK(view->text_count == "3 Zeichen zu viel");
    CHECK(view->faults.size() == 1);
    CHECK(view->title_fault.empty());
}

TEST_CASE("similar ideas come up while a title is being written") {
    TestStore store;
    store.put(an_idea(1, "Trinkbrunnen am Markt"));
    domain::IdeaDraft draft{"Trinkbrunnen", "", "stieghorst", {}, "de"};
    const auto view = idea_form_view(store.context(), draft, false);
    REQUIRE(view);
    REQUIRE(view->similar.size() == 1);
    CHECK(view->similar_title == "Gibt es das schon?");

    // An idea is not like itself.
    const auto itself = idea_view(store.context(), id_of(1));
    REQUIRE(itself);
    CHECK((*itself)->similar.empty());
    CHECK((*itself)->similar_title.empty());
}

TEST_CASE("`saved` shows the receipt code, and without a link that nothing needs to be done") {
    TestStore store;
    const auto saved = store.local.save_idea({"Bänke am Markt", "", "stieghorst", {}, "de"});
    REQUIRE(saved);
    const IdeaSavedView online = idea_saved_view(store.context(), *saved);
    CHECK(online.title == "Gespeichert");
    CHECK(online.receipt_code == saved->receipt_code());
    CHECK(online.receipt_code.size() == 14);
    CHECK(online.text.find("keine Verbindung") == std::string::npos);
    store.sync.has_link = false;
    const IdeaSavedView offline = idea_saved_view(store.context(), *saved);
    CHECK(offline.text.find("Gerade gibt es keine Verbindung") != std::string::npos);
    std::string spelled = online.code_spoken;
    std::erase(spelled, ' ');
    std::replace(spelled.begin(), spelled.end(), ',', '-');
    CHECK(spelled == online.receipt_code);
    CHECK(online.code_spoken.size() == 12 + 11 + 2);
}

TEST_CASE("at a stand the code is to be noted before one leaves, and no link means to stay") {
    TestStore store;
    CHECK(own_ideas_view(store.context(), "")->codes_note.empty());
    Context context = store.context();
    context.is_stand_page = true;
    CHECK(own_ideas_view(context, "")->codes_note.empty());  // there is no code yet
    const auto saved = store.local.save_idea({"Bänke am Markt", "", "stieghorst", {}, "de"});
    REQUIRE(saved);
    CHECK(own_ideas_view(store.context(), "")->codes_note.empty());
    CHECK(own_ideas_view(context, "")->codes_note.find("Bevor du gehst") == 0);
    CHECK(idea_saved_view(context, *saved).code_hint.find("bevor du gehst") != std::string::npos);
    context.sync.has_link = false;
    CHECK(idea_saved_view(context, *saved).text.find("Lass diese Seite offen") !=
          std::string::npos);
    CHECK(idea_saved_view(context, *saved).text.find("du musst nichts tun") == std::string::npos);
}

TEST_CASE("a full disk is told as such, in words for the place") {
    TestStore store;
    Context context = store.context();
    const Error full{Code::no_space, "x"};
    CHECK(save_failed_view(context, full).text.find("Auf deinem Gerät") == 0);
    context.place = "Quartierszentrum";
    CHECK(save_failed_view(context, full).text.find("Team vor Ort") != std::string::npos);
    const Error keys{Code::unavailable, "x"};
    CHECK(save_failed_view(context, keys).text.find("noch nie mit der Stadt") != std::string::npos);
}

TEST_CASE("one's own ideas tell how far they are: saved, then public or declined with the reason") {
    TestStore store;
    const auto waiting = store.local.save_idea({"Wartet noch", "", "stieghorst", {}, "de"});
    const auto open = store.local.save_idea({"Wird öffentlich", "", "stieghorst", {}, "de"});
    const auto refused = store.local.save_idea({"Wird abgelehnt", "", "stieghorst", {}, "de"});
    REQUIRE(waiting);
    REQUIRE(open);
    REQUIRE(refused);
    domain::Idea published = an_idea(1, "Wird öffentlich");
    published.id = open->id();
    store.put(published);
    store.put(domain::IdeaNotice{refused->id(), IdeaStatus::declined, ago(hours{2}),
                                 "Der Text nennt den Namen einer Nachbarin."});

    const auto view = own_ideas_view(store.context(), "");
    REQUIRE(view);
    REQUIRE(view->rows.size() == 3);
    const auto row = [&](const Id& id) {
        for (const OwnIdeaRow& each : view->rows) {
            if (each.id == id.hex()) return each;
        }
        FAIL("missing");
        return OwnIdeaRow{};
    };
    CHECK(row(waiting->id()).delivery == "Gespeichert, noch nicht bei der Stadt");
    CHECK(row(waiting->id()).status.empty());
    CHECK(row(open->id()).is_public);
    CHECK(row(open->id()).status.find("Seit gestern öffentlich") == 0);
    CHECK(row(refused->id()).status ==
          "Vor 2 Stunden nicht veröffentlicht. Der Text nennt den Namen einer Nachbarin.");
    CHECK(row(refused->id()).receipt_code == refused->receipt_code());
}
