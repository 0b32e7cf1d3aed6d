// SPDX-License-Identifier: EUPL-1.2
#include "core/views/own_project.h"

#include "core/store/own_projects.h"
#include "core/views/own_ideas.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

struct Phone : TestStore {
    domain::KickboxProject project = put_project();

    domain::KickboxProject put_project() {
        domain::KickboxProject made;
        made.id = id_of(9);
        made.title = "Pfandkiste";
        made.language = "en";
        made.quarter = "mitte";
        made.stage = domain::Stage::red2;
        made.help_wanted = {"Holz", "Werkzeug"};
        put(made);
        return made;
    }
    void make_key() { REQUIRE(store::make_project_key(local, project.id, random)); }
    void tell(const std::string& title) {
        const auto draft = update_draft(project, {title, "Text", "", "Holz\nWerkzeug"}, "de");
        REQUIRE(store::save_update(local, project.id, draft, clock.at, random));
    }
    OwnProjectView view(const TypedUpdate& typed = {}, bool is_pressed = false) {
        const auto found = own_project_view(context(), project.id, typed, is_pressed);
        REQUIRE((found && *found));
        return **found;
    }
    OwnUpdateRow row() {
        const auto rows = view().updates;
        REQUIRE(rows.size() == 1);
        return rows[0];
    }
};

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a project's page offers a key first, then shows it in groups and the form") {
    Phone phone;
    CHECK(phone.view().make == "Schlüssel machen");
    CHECK(phone.view().key.empty());
    CHECK(phone.view().submit.empty());
    phone.make_key();
    const OwnProjectView view = phone.view();
    CHECK(view.make.empty());
    CHECK(view.key.size() == 16 * 4 + 15);
    CHECK(view.key[4] == ' ');
    CHECK(view.help == "Holz\nWerkzeug");
    REQUIRE(view.stages.size() == 6);
    CHECK(view.stages[0].is_on);
    CHECK(holds(view.stages[0].label, "Stufe 2 von 6"));
    CHECK(view.updates_title.empty());
    CHECK(!*own_project_view(phone.context(), id_of(8), {}, false));
}

TEST_CASE("what the reader left as it stood does not change; the rest does") {
    Phone phone;
    const auto same = update_draft(phone.project, {"Titel", "", "", " Holz\n\nWerkzeug\n"}, "de");
    CHECK(!same.help_wanted);
    CHECK(!same.stage);
    const auto none = update_draft(phone.project, {"Titel", "", "red3", ""}, "de");
    CHECK(none.help_wanted == std::vector<std::string>{});
    CHECK(none.stage == domain::Stage::red3);
    CHECK(!update_draft(phone.project, {"Titel", "", "gold", ""}, "de").stage);
}

TEST_CASE("faults are named once somebody has pressed") {
    Phone phone;
    phone.make_key();
    CHECK(phone.view().faults.empty());
    CHECK(phone.view({}, true).faults.size() == 1);
    CHECK(phone.view({"Titel", "", "", std::string(300, 'x')}, true).faults.size() == 1);
    CHECK(phone.view({"Titel", "", "", ""}, true).faults.empty());
}

TEST_CASE("an update is followed from saved to shown, or to the reason why not") {
    Phone phone;
    phone.make_key();
    phone.tell("Erster Test");
    CHECK(holds(phone.row().delivery, "noch nicht bei der Stadt"));
    CHECK(phone.row().status.empty());
    phone.answer_operations(ops::Outcome::Kind::accepted);
    CHECK(holds(phone.row().delivery, "ei der Stadt angekommen"));
    CHECK(phone.row().status == "Die Redaktion liest sie.");
    phone.put(domain::IdeaNotice{*Id::from_hex(phone.row().id),
                                 domain::IdeaStatus::declined,
                                 ago(hours{1}),
                                 "Das ist Werbung.",
                                 {}});
    CHECK(holds(phone.row().status, "Das ist Werbung."));
    CHECK(phone.row().tone == "warning");
    phone.project.updates.push_back({ago(hours{1}), "Erster Test", "Text"});
    phone.put(phone.project);
    CHECK(phone.row().status == "Auf der Seite des Projekts zu sehen.");
    CHECK(phone.row().tone == "success");
}

TEST_CASE("an update by a key that the city does not know says what helps, here and in the list") {
    Phone phone;
    phone.make_key();
    phone.tell("Erster Test");
    phone.answer_operations(ops::Outcome::Kind::rejected, "refused");
    CHECK(phone.row().tone == "danger");
    CHECK(holds(phone.row().status, "kennt deinen Schlüssel noch nicht"));
    const auto own = own_ideas_view(phone.context(), "");
    REQUIRE(own);
    REQUIRE(own->refused.rows.size() == 1);
    CHECK(own->refused.rows[0].kind == "Neuigkeit eines Projekts");
    CHECK(own->refused.rows[0].title.text == "Pfandkiste");
    CHECK(own->refused.rows[0].title.lang == "en");
    CHECK(phone.row().title.lang == "de");
    CHECK(phone.view().project.lang == "en");
    CHECK(own->refused.rows[0].can_retry);
}
