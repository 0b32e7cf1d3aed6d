// SPDX-License-Identifier: EUPL-1.2
#include "core/views/own_acts.h"

#include "core/store/own_projects.h"
#include "core/views/own_project.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

OwnIdeasView view_of(TestStore& phone, const std::string& language = "de") {
    const auto view = own_ideas_view(phone.context("stieghorst", language), "");
    REQUIRE(view);
    return *view;
}

OwnActList list_of(TestStore& phone, const std::string& id, const std::string& language = "de") {
    for (OwnActList& list : view_of(phone, language).acts)
        if (list.id == id) return list;
    return {};
}

domain::MoodSession a_session(Instant closes_at) {
    domain::MoodSession session;
    session.id = id_of(8);
    session.quarter = "stieghorst";
    session.title.by_language = {{"de", "Mein Viertel"}};
    session.introduction.by_language = {{"de", "Ein Satz."}};
    session.theses.push_back({id_of(10), {{{"de", "Hier ist es grün."}}}});
    session.theses.push_back(
        {id_of(9), {{{"de", "Hier ist es leise."}, {"tr", "Burası sessiz."}}}});
    session.opens_at = ago(days{9});
    session.closes_at = closes_at;
    session.sealed_at = closes_at + days{7};
    return session;
}

}  // namespace

TEST_CASE("a support stands with its idea's title, how far it has got, and can be taken back") {
    TestStore phone;
    CHECK(view_of(phone).acts.empty());
    domain::Idea idea = an_idea(5, "A bookcase for all");
    idea.language = "en";
    phone.put(idea);
    REQUIRE(phone.local.cast(id_of(5), 1, Milliseconds{0}));
    CHECK(view_of(phone).empty.empty());

    OwnActList list = list_of(phone, "choices");
    CHECK(list.title == "Unterstützungen und Antworten");
    REQUIRE(list.rows.size() == 1);
    CHECK(list.rows[0].kind == "Unterstützung");
    CHECK(list.rows[0].title.text == "A bookcase for all");
    CHECK(list.rows[0].title.lang == "en");
    CHECK(list.rows[0].delivery == "Gespeichert, noch nicht bei der Stadt");
    CHECK(list.rows[0].tone == "info");
    CHECK(list.rows[0].to == "/ideen/" + id_of(5).hex());
    CHECK(list.rows[0].take_back_spoken == "Zurücknehmen. A bookcase for all.");

    REQUIRE(phone.local.mark_ballots_at_relay({phone.local.ballots_without_receipt()->at(0).hash}));
    CHECK(list_of(phone, "choices").rows[0].delivery ==
          "Am Stand angenommen, noch nicht bei der Stadt");
    phone.answer_ballots(ops::BallotOutcome::Kind::accepted);
    list = list_of(phone, "choices");
    CHECK(list.rows[0].delivery == "Bei der Stadt angekommen");
    CHECK(list.rows[0].tone == "success");

    REQUIRE(phone.local.cast(id_of(5), 0, Milliseconds{0}));
    CHECK(view_of(phone).acts.empty());
}

TEST_CASE("a support of an idea that has come to its end, or has gone, stays and stays counted") {
    TestStore phone;
    phone.put(an_idea(5, "Bücherschrank", domain::IdeaStatus::done));
    REQUIRE(phone.local.cast(id_of(5), 1, Milliseconds{0}));
    REQUIRE(phone.local.cast(id_of(6), 1, Milliseconds{0}));
    const OwnActList list = list_of(phone, "choices", "en");
    REQUIRE(list.rows.size() == 2);
    CHECK(list.rows[0].to == "/ideen/" + id_of(5).hex());
    CHECK(list.rows[0].take_back_spoken.empty());
    CHECK(list.rows[1].title.text == "Not shown here at the moment");
    CHECK(list.rows[1].title.lang == "en");
    CHECK(list.rows[1].kind.empty());
    CHECK(list.rows[1].to.empty());
    CHECK(list.rows[1].take_back_spoken.empty());
}

TEST_CASE("an answer stands with its thesis in its own language and what was answered") {
    TestStore phone;
    phone.put(a_session(kNow + days{1}));
    REQUIRE(phone.local.cast(id_of(9), 4, Milliseconds{0}));
    const OwnActRow turkish = list_of(phone, "choices", "tr").rows.at(0);
    CHECK(turkish.title.text == "Burası sessiz.");
    CHECK(turkish.title.lang == "tr");
    const OwnActRow row = list_of(phone, "choices", "en").rows.at(0);
    CHECK(row.title.lang == "de");
    CHECK(row.kind.starts_with("Answer in the Stimmungsbild · "));
    CHECK(row.to == "/stimmung?these=2");
    CHECK_FALSE(row.take_back_spoken.empty());

    // In another quarter nobody asks it, and a closed one takes nothing back.
    CHECK(own_ideas_view(phone.context("heepen"), "")->acts.at(0).rows.at(0).to.empty());
    phone.put(a_session(ago(days{1})));
    CHECK(list_of(phone, "choices").rows.at(0).take_back_spoken.empty());
}

TEST_CASE("what was reported and what was told of a project stand there, too") {
    TestStore phone;
    phone.put(an_idea(1, "Kauft bei Meyer"));
    REQUIRE(phone.local.report_idea(id_of(1), {domain::ReportReason::advertising, ""}));
    domain::KickboxProject project;
    project.id = id_of(3);
    project.title = "Pfandkiste";
    project.quarter = "mitte";
    phone.put(project);
    REQUIRE(store::make_project_key(phone.local, project.id, phone.random));
    const auto draft = update_draft(project, {"Es geht los", "Text", "", ""}, "de");
    REQUIRE(store::save_update(phone.local, project.id, draft, kNow, phone.random));

    const OwnActRow update = list_of(phone, "updates").rows.at(0);
    CHECK(update.title.text == "Es geht los");
    CHECK(update.to == "/kickbox/" + id_of(3).hex() + "/meins");
    const OwnActRow report = list_of(phone, "reports").rows.at(0);
    CHECK(report.title.text == "Kauft bei Meyer");
    CHECK(report.take_back_spoken.empty());
    CHECK(report.delivery == "Gespeichert, noch nicht bei der Stadt");

    // What is refused stands among the refused alone.
    phone.answer_operations(ops::Outcome::Kind::rejected, "too_large");
    CHECK(view_of(phone).acts.empty());
    CHECK(view_of(phone).refused.rows.size() == 2);
}

TEST_CASE("a kiosk lists ideas alone: it forgets the rest with the session") {
    TestStore kiosk{store::DeviceKind::kiosk};
    kiosk.put(an_idea(1, "Kauft bei Meyer"));
    REQUIRE(kiosk.local.report_idea(id_of(1), {domain::ReportReason::advertising, ""}));
    Context context = kiosk.context();
    context.place = "Quartierszentrum";
    CHECK(own_ideas_view(context, "")->acts.empty());
}
