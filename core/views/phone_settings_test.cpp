// SPDX-License-Identifier: EUPL-1.2
#include "core/views/phone_settings.h"

#include <algorithm>

#include "core/store/followed.h"
#include "core/store/own_projects.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

PhoneSettingsView view_of(TestStore& phone, const std::string& language = "de") {
    Context context = phone.context("stieghorst", language);
    const auto counts = phone.local.counts();
    REQUIRE(counts);
    context.sync.waiting = counts->waiting;
    const auto view = phone_settings_view(context, "dark", "large");
    REQUIRE(view);
    return *view;
}

std::string chosen(const SettingsGroup& group) {
    std::string ids;
    for (const Choice& choice : group.choices)
        if (choice.is_on) ids += choice.id;
    return ids;
}

void fill(TestStore& phone) {
    REQUIRE(phone.local.save_idea({"Bänke am Markt", "", "stieghorst", {}, "de"}));
    REQUIRE(phone.local.cast(id_of(1), 1, Milliseconds{0}));
    REQUIRE(phone.local.cast(id_of(2), 5, Milliseconds{0}));
}

void take_back(TestStore& phone) {
    REQUIRE(phone.local.withdraw_idea(phone.local.own_ideas()->front().id));
    REQUIRE(phone.local.cast(id_of(1), 0, Milliseconds{0}));
    REQUIRE(phone.local.cast(id_of(2), 0, Milliseconds{0}));
}

void answer(TestStore& phone, ops::Outcome::Kind kind) {
    phone.answer_operations(kind, "closed");
    phone.answer_ballots(ops::BallotOutcome::Kind::accepted);
}

}  // namespace

TEST_CASE("what was chosen is on, and what nobody knows is as the device has it") {
    TestStore phone;
    const PhoneSettingsView view = view_of(phone);
    REQUIRE(view.groups.size() == 2);
    CHECK(view.groups[0].id == "text_size");
    CHECK(chosen(view.groups[0]) == "large");
    CHECK(view.groups[1].id == "theme");
    CHECK(view.groups[1].choices.size() == 5);
    CHECK(chosen(view.groups[1]) == "dark");
    const auto fresh = phone_settings_view(phone.context(), "", "enormous");
    REQUIRE(fresh);
    CHECK(chosen(fresh->groups[0]) == "normal");
    CHECK(chosen(fresh->groups[1]) == "device");
    CHECK(fresh->save_name == "quartierpuls-2026-11-23.json");
}

TEST_CASE("before everything goes it is said what will be taken back, and that this needs a link") {
    TestStore phone;
    CHECK_FALSE(holds(view_of(phone).erase.question.text, "zurück"));
    fill(phone);
    const PhoneSettingsView view = view_of(phone);
    CHECK(view.data[0].value == "1");
    CHECK(view.data[1].value == "2");
    CHECK(holds(view.erase.question.text, "bei der Stadt zurückziehen: 1."));
    CHECK(holds(view.erase.question.text, "die wir zurücknehmen: 2."));
    CHECK_FALSE(holds(view.erase.question.text, "keine Verbindung"));
    CHECK_FALSE(view.erase.is_under_way);
    phone.sync.has_link = false;
    CHECK(holds(view_of(phone).erase.question.text, "keine Verbindung"));
}

TEST_CASE("what somebody follows counts among what lies on the device") {
    TestStore phone;
    SeededRandom random{3};
    REQUIRE(store::follow(phone.local, ops::ReceiptCode::generate(random)));
    const PhoneSettingsView view = view_of(phone);
    CHECK(view.data[2].label == "Gemerkte Ideen");
    CHECK(view.data[2].value == "1");
}

TEST_CASE("whoever speaks for a project reads that its key goes, too") {
    TestStore phone;
    SeededRandom random{3};
    CHECK_FALSE(holds(view_of(phone).erase.question.text, "Schlüssel"));
    REQUIRE(store::make_project_key(phone.local, id_of(7), random));
    domain::ProjectUpdateDraft draft;
    draft.title = "Der erste Test ist geschafft";
    draft.language = "de";
    REQUIRE(store::save_update(phone.local, id_of(7), draft, kNow, random));
    const PhoneSettingsView view = view_of(phone);
    CHECK(view.data[2].label == "Schlüssel für Projekte");
    CHECK(view.data[2].value == "1");
    CHECK(view.data[3].label == "Neuigkeiten zu Projekten");
    CHECK(view.data[3].value == "1");
    CHECK(holds(view.erase.question.text, "die verloren gehen: 1."));
}

TEST_CASE("what somebody has reported is named, and that it stays with the city") {
    TestStore phone;
    CHECK_FALSE(holds(view_of(phone).erase.question.text, "Meldungen"));
    domain::ReportDraft draft;
    draft.reason = domain::ReportReason::advertising;
    REQUIRE(phone.local.report_idea(id_of(7), draft));
    const PhoneSettingsView view = view_of(phone);
    CHECK(view.data[2].label == "Meldungen");
    CHECK(view.data[2].value == "1");
    CHECK(holds(view.erase.question.text, "die bei der Stadt bleiben: 1."));
}

TEST_CASE("while it is under way its owner reads how far it has got, and it ends by itself") {
    TestStore phone;
    fill(phone);
    take_back(phone);
    REQUIRE(phone.local.set_setting(kErasing, "1"));
    EraseView erase = view_of(phone).erase;
    CHECK(erase.is_under_way);
    CHECK_FALSE(erase.is_over);
    CHECK(holds(erase.text, "Noch nicht bei der Stadt: 4."));
    CHECK_FALSE(erase.now_hint.empty());
    phone.sync.has_link = false;
    CHECK(holds(view_of(phone).erase.text, "keine Verbindung"));
    // A relay passes on what it has taken.
    Context context = phone.context();
    context.sync.waiting = 3;
    context.sync.at_relay = 3;
    CHECK(phone_settings_view(context, "", "")->erase.is_over);
    answer(phone, ops::Outcome::Kind::accepted);
    erase = view_of(phone).erase;
    CHECK(erase.is_over);
    CHECK(erase.text.empty());
    CHECK(erase.now_hint.empty());
}

TEST_CASE("on a full disk nothing can be taken back, and that is said before the rest is deleted") {
    TestStore phone;
    fill(phone);
    answer(phone, ops::Outcome::Kind::accepted);
    phone.disk.is_full = true;
    REQUIRE(phone.local.set_setting(kErasing, "1"));
    const EraseView erase = view_of(phone).erase;
    CHECK_FALSE(erase.is_over);
    CHECK(holds(erase.left, "nicht zurückgenommen: 3."));
}

TEST_CASE("what the city does not take back is told before the rest is deleted") {
    TestStore phone;
    const auto saved = phone.local.save_idea({"Bänke", "", "stieghorst", {}, "de"});
    REQUIRE(saved);
    answer(phone, ops::Outcome::Kind::accepted);
    REQUIRE(phone.local.withdraw_idea(saved->id()));
    answer(phone, ops::Outcome::Kind::rejected);
    REQUIRE(phone.local.set_setting(kErasing, "1"));
    for (const i18n::Language& language : i18n::languages()) {
        const EraseView erase = view_of(phone, std::string{language.tag}).erase;
        CHECK_FALSE(erase.is_over);
        CHECK(holds(erase.left, "1"));
        CHECK(erase.now_hint.empty());
    }
}
