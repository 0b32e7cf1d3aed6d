// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/controller.h"

#include <doctest/doctest.h>

#include "core/views/test_store.h"
#include "kiosk/app/screen_views.h"

namespace qp::kiosk::app {
namespace {

using screens::ScreenKind;

struct Fixture {
    Fixture() { controller.carry_out(screens::Open{{ScreenKind::idea_write, {}}}); }

    void write(const std::string& title) {
        controller.carry_out(screens::EditDraft{"title", title});
        controller.carry_out(screens::SubmitIdea{});
    }

    views::TestStore store{store::DeviceKind::kiosk};
    int saves = 0;
    Controller controller{Stores{store.content, store.local},
                          store.messages,
                          store.clock,
                          "de",
                          "stieghorst",
                          [this] { ++saves; }};
};

std::string id_of_number(std::uint32_t number) {
    return views::id_of(static_cast<std::uint8_t>(number + 1)).hex();
}

std::uint32_t waiting(Fixture& f) {
    const auto counts = f.store.local.counts();
    REQUIRE(counts);
    return counts->waiting;
}

TEST_CASE_FIXTURE(Fixture,
                  "an idea is saved before the screen says so, and carries a receipt code") {
    write("Trinkbrunnen am Spielplatz");
    CHECK(controller.session().route().kind == ScreenKind::idea_saved);
    REQUIRE(controller.session().saved);
    CHECK(controller.session().saved->receipt_code().size() == 14);
    CHECK(waiting(*this) == 1);
    CHECK(saves == 1);
    // Nothing of it stands in the form for whoever comes next.
    CHECK(controller.session().draft.title.empty());
}

TEST_CASE_FIXTURE(Fixture, "a full disk refuses before anybody reads \"gespeichert\"") {
    store.disk.is_full = true;
    write("Trinkbrunnen am Spielplatz");
    CHECK(controller.session().route().kind == ScreenKind::idea_write);
    CHECK_FALSE(controller.session().saved);
    REQUIRE(controller.session().notice);
    CHECK(controller.session().notice->kind == "danger");
    CHECK(controller.session().notice->text.find("nichts gespeichert") != std::string::npos);
    // The text is still there.
    CHECK(controller.session().draft.title == "Trinkbrunnen am Spielplatz");
    CHECK(saves == 0);
}

TEST_CASE_FIXTURE(Fixture,
                  "an idea without a title stays where it is, and the form names the fault") {
    write("");
    CHECK(controller.session().route().kind == ScreenKind::idea_write);
    CHECK(controller.session().is_submit_pressed);
    CHECK(waiting(*this) == 0);
}

TEST_CASE_FIXTURE(Fixture, "support is saved, said, and can be taken back") {
    const Id idea = random_id<Id>(store.random);
    controller.carry_out(screens::Support{idea.hex(), true});
    CHECK(store.local.choice(idea).value() == 1);
    REQUIRE(controller.session().notice);
    CHECK(controller.session().notice->text.rfind("Gespeichert", 0) == 0);
    controller.carry_out(screens::Support{idea.hex(), false});
    CHECK(store.local.choice(idea).value().value_or(0) == 0);
    CHECK(saves == 2);
}

TEST_CASE_FIXTURE(Fixture, "K23: the reset leaves nothing of the person before") {
    const Id idea = random_id<Id>(store.random);
    controller.carry_out(screens::Support{idea.hex(), true});
    controller.carry_out(screens::ChooseLanguage{"en"});
    controller.carry_out(screens::EditDraft{"text", "geheim"});
    controller.carry_out(screens::Open{{ScreenKind::ideas, {}}});
    controller.carry_out(screens::Search{"Bank"});
    controller.reset();
    const Session& fresh = controller.session();
    CHECK(fresh.language == "de");
    CHECK(fresh.draft.text.empty());
    CHECK(fresh.ideas.text.empty());
    CHECK(fresh.route().kind == ScreenKind::start);
    CHECK_FALSE(fresh.notice);
    CHECK_FALSE(fresh.is_touched);
    CHECK_FALSE(store.local.choice(idea).value().has_value());
    // What was saved is still on its way.
    CHECK(waiting(*this) == 1);
}

TEST_CASE_FIXTURE(Fixture,
                  "a report needs a reason, is saved once, and is forgotten by the reset") {
    store.put(views::an_idea(1, "Kauft bei Meyer"));
    const std::string id = views::id_of(1).hex();
    const auto report = [&](const std::string& reason) {
        controller.carry_out(screens::Open{{ScreenKind::idea, id}});
        controller.carry_out(screens::Open{{ScreenKind::idea_report, id}});
        controller.carry_out(screens::EditReport{"text", "Ein Laden"});
        controller.carry_out(screens::EditReport{"reason", reason});
        controller.carry_out(screens::SubmitReport{id});
    };
    report("");
    CHECK(controller.session().route().kind == ScreenKind::idea_report);
    CHECK(controller.session().is_report_pressed);
    CHECK(waiting(*this) == 0);
    report("advertising");
    CHECK(controller.session().route().kind == ScreenKind::idea);
    REQUIRE(controller.session().notice);
    CHECK(controller.session().notice->kind == "success");
    CHECK(controller.session().report.text.empty());
    CHECK(waiting(*this) == 1);
    CHECK(saves == 1);
    CHECK(store.local.reported(views::id_of(1)).value().has_value());
    controller.carry_out(screens::Open{{ScreenKind::idea_report, id}});
    controller.carry_out(screens::EditReport{"text", "geheim"});
    controller.reset();
    CHECK(controller.session().report == domain::ReportDraft{});
    CHECK_FALSE(store.local.reported(views::id_of(1)).value().has_value());
    CHECK(waiting(*this) == 1);
}

// Anything that a person can want, by a number.
screens::Intent any_intent(SeededRandom& random) {
    const auto pick = [&random](std::uint64_t count) {
        return static_cast<std::uint32_t>(random.below(count));
    };
    const std::string word = "Wort " + std::to_string(pick(1000));
    const char* const languages[] = {"de", "de-x-leicht", "en"};
    const char* const themes[] = {"environment", "quality", ""};
    const char* const groups[] = {"theme", "text_size", "reach", "motion", "strike"};
    const char* const settings[] = {"dark", "contrast_dark", "largest", "low", "reduced"};
    const char* const fields[] = {"title", "text", "theme", "quarter"};
    switch (pick(17)) {
        case 0:
            return screens::Open{{static_cast<ScreenKind>(pick(17)), word}};
        case 1:
            return screens::GoBack{};
        case 2:
            return screens::ChooseLanguage{languages[pick(3)]};
        case 3:
            return screens::Search{word};
        case 4:
            return screens::Filter{"theme", themes[pick(3)]};
        case 5:
            return screens::ShowSheet{static_cast<screens::Sheet>(pick(3))};
        case 6:
            return screens::ChooseSetting{groups[pick(4)], settings[pick(5)]};
        case 7:
            return screens::ShowMore{};
        case 8:
            return screens::Support{id_of_number(pick(9)), pick(2) == 0};
        case 9:
            return screens::EditDraft{fields[pick(4)], word};
        case 10:
            return screens::SubmitIdea{};
        case 11:
            return screens::ChooseRange{"month"};
        case 12:
            return screens::ShowTable{true};
        case 13:
            return screens::ShowThesis{pick(8)};
        case 14:
            return screens::EditReport{pick(2) == 0 ? "text" : "reason", "other"};
        case 15:
            return screens::SubmitReport{id_of_number(pick(9))};
        default:
            return screens::NarrowRadar{themes[pick(3)]};
    }
}

TEST_CASE_FIXTURE(Fixture, "what somebody takes along stands on its sheet alone, until the reset") {
    controller.carry_out(screens::EditDraft{"title", "Trinkbrunnen"});
    views::Context context = store.context();
    context.app_url = "https://quartierpuls.example";
    const auto made = [&] { return make_views(context, controller.session(), {}, false); };
    CHECK_FALSE(made().take_along);
    controller.carry_out(screens::ShowSheet{screens::Sheet::take_along});
    const ScreenViews shown = made();
    REQUIRE(shown.take_along);
    CHECK(has_sheet(shown, controller.session()));
    const std::string link = shown.take_along->link;
    context.app_url.clear();
    CHECK_FALSE(has_sheet(made(), controller.session()));
    context.app_url = "https://quartierpuls.example";
    controller.reset();
    CHECK_FALSE(made().take_along);
    controller.carry_out(screens::ShowSheet{screens::Sheet::take_along});
    REQUIRE(made().take_along);
    CHECK(made().take_along->link != link);
}

TEST_CASE_FIXTURE(Fixture, "K23: whatever somebody did, the session after is a fresh one") {
    controller.reset();
    const Session fresh = controller.session();
    SeededRandom random{4711};
    int changed = 0;
    for (int person = 0; person < 300; ++person) {
        CAPTURE(person);
        for (int act = 0; act < 40; ++act) controller.carry_out(any_intent(random));
        if (!(controller.session() == fresh)) ++changed;
        controller.reset();
        REQUIRE(controller.session() == fresh);
        // No ballot of theirs shows as one's own either.
        for (std::uint32_t idea = 0; idea < 9; ++idea)
            REQUIRE_FALSE(store.local.choice(*Id::from_hex(id_of_number(idea))).value());
        // Nor what they found wrong.
        REQUIRE(store.local.reported_ideas().value().empty());
    }
    CHECK(changed == 300);
}

TEST_CASE_FIXTURE(Fixture, "a notice that has had its time goes by itself, a fault stays") {
    controller.say({"Gespeichert.", "success", store.clock.at + Milliseconds{1000}});
    CHECK_FALSE(controller.pass_time(store.clock.at));
    CHECK(controller.pass_time(store.clock.at + Milliseconds{1000}));
    controller.say({"Das hat nicht geklappt.", "danger", std::nullopt});
    CHECK_FALSE(controller.pass_time(store.clock.at + Milliseconds{3600000}));
}

TEST_CASE_FIXTURE(Fixture, "back leads where one came from, and an area starts anew") {
    controller.carry_out(screens::Open{{ScreenKind::ideas, {}}});
    controller.carry_out(screens::Open{{ScreenKind::idea, "1"}});
    controller.carry_out(screens::GoBack{});
    CHECK(controller.session().route().kind == ScreenKind::ideas);
    controller.carry_out(screens::Open{{ScreenKind::mood, {}}});
    controller.carry_out(screens::GoBack{});
    CHECK(controller.session().route().kind == ScreenKind::start);
    controller.carry_out(screens::GoBack{});
    CHECK(controller.session().route().kind == ScreenKind::start);
}

TEST_CASE_FIXTURE(Fixture, "a list grows page by page, up to a bound") {
    controller.carry_out(screens::Open{{ScreenKind::ideas, {}}});
    for (int i = 0; i < 1000; ++i) controller.carry_out(screens::ShowMore{});
    CHECK(controller.session().ideas.limit == 400);
    controller.carry_out(screens::Search{"x"});
    CHECK(controller.session().ideas.limit == 20);
}

}  // namespace
}  // namespace qp::kiosk::app
