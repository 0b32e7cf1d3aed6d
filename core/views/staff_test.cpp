// SPDX-License-Identifier: EUPL-1.2
#include "core/views/staff.h"

#include <doctest/doctest.h>

#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

StaffState open_state() {
    StaffState state;
    state.has_pin = true;
    state.is_open = true;
    state.sticks = {"STICK"};
    return state;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

StaffView view_of(TestStore& store, const StaffState& state, const std::string& language = "de") {
    const auto view = staff_view(store.context("mitte", language), state);
    REQUIRE(view);
    return *view;
}

// One idea and one support that the city refused.
void refuse_two(TestStore& store) {
    domain::IdeaDraft draft;
    draft.title = "Geheimer Titel";
    draft.quarter = "mitte";
    REQUIRE(store.local.save_idea(draft));
    const auto waiting = store.local.unsent(9, 1 << 20);
    REQUIRE(waiting);
    const auto batch = ops::decode_own_batch(waiting->front().batch, store.city.city());
    REQUIRE(batch);
    ops::PushReceipt receipt;
    receipt.batches = {{batch->author,
                        batch->epoch,
                        1,
                        batch->head(),
                        {{ops::Outcome::Kind::rejected, 0, "malformed"}}}};
    REQUIRE(store.local.mark(receipt));
    REQUIRE(store.local.cast(id_of(1), 1, Milliseconds{0}));
    const auto ballots = store.local.ballots_without_receipt();
    REQUIRE(ballots);
    ops::BallotReceipt cast;
    cast.outcomes = {{ballots->front().hash, ops::BallotOutcome::Kind::rejected, "from_tomorrow"}};
    REQUIRE(store.local.mark(cast));
}

}  // namespace

TEST_CASE("without a PIN the screen says how to set one, and shows nothing else") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state;
    state.is_open = true;
    for (const i18n::Language& language : i18n::languages()) {
        const StaffView view = view_of(store, state, std::string{language.tag});
        CHECK(holds(view.no_pin, "quartierpuls-kiosk pin"));
        CHECK(holds(view.no_pin, "[staff]"));
        CHECK_FALSE(view.is_open);
        CHECK(view.facts.empty());
    }
}

TEST_CASE("behind the gate nothing shows but what was typed, and how long to wait") {
    TestStore store{store::DeviceKind::kiosk};
    refuse_two(store);
    StaffState state;
    state.has_pin = true;
    state.digits = 3;
    state.wait_seconds = 30;
    StaffView view = view_of(store, state);
    CHECK(view.refused.empty());
    CHECK(view.facts.empty());
    CHECK(view.pin_typed == "3 Ziffern eingegeben");
    CHECK_FALSE(view.can_type);
    CHECK(holds(view.pin_fault, "30 Sekunden"));
    state.wait_seconds = 3600;
    CHECK(holds(view_of(store, state).pin_fault, "60 Minuten"));
    state.wait_seconds = 0;
    state.is_wrong = true;
    CHECK(holds(view_of(store, state).pin_fault, "stimmt nicht"));
}

TEST_CASE("what was refused is told by kind, hour and reason in words; a text never") {
    TestStore store{store::DeviceKind::kiosk};
    refuse_two(store);
    const StaffView view = view_of(store, open_state());
    REQUIRE(view.refused.size() == 2);
    CHECK(view.refused[0].title == "Idee");
    CHECK(holds(view.refused[0].text, "23. November"));
    CHECK(holds(view.refused[0].text, "nicht lesen"));
    CHECK(view.refused[0].code == "Code: malformed");
    CHECK(view.refused[0].id.size() == 64);
    CHECK(view.refused[1].title == "Unterstützung oder Antwort");
    // A code that a newer city added is shown as it is.
    CHECK(holds(view.refused[1].text, "kennt dieses Programm nicht"));
    CHECK(view.refused[1].code == "Code: from_tomorrow");
    CHECK_FALSE(view.retry_all.empty());
    for (const StaffRefused& row : view.refused) CHECK_FALSE(holds(row.text, "Geheim"));
}

TEST_CASE("it is said when the stick may be pulled out, and never before") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    state.doing = StickAct::writing;
    StaffView view = view_of(store, state);
    CHECK_FALSE(view.can_write);
    CHECK_FALSE(view.can_read);
    CHECK(holds(view.working, "stecken lassen"));
    CHECK(view.result.empty());

    state.doing = StickAct::none;
    state.done = StickAct::writing;
    state.contributions = 3;
    view = view_of(store, state);
    CHECK(view.working.empty());
    CHECK(holds(view.result, "3 Beiträge stehen geprüft auf dem Stick"));
    CHECK(holds(view.result, "jetzt abziehen"));
    CHECK(view.result_tone == "success");

    state.contributions = 0;
    view = view_of(store, state);
    CHECK(holds(view.result, "Es wartet nichts"));
    CHECK(view.result_tone == "info");
}

TEST_CASE("every fault of a stick is said in words, with its code, in every language") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    for (const StickAct act : {StickAct::writing, StickAct::reading})
        for (const char* code :
             {"unavailable", "no_space", "refused", "damaged", "not_found", "storage", "malformed",
              "bad_signature", "wrong_city", "bad_argument"})
            for (const i18n::Language& language : i18n::languages()) {
                state.done = act;
                state.fault = code;
                const StaffView view = view_of(store, state, std::string{language.tag});
                CHECK(view.result_tone == "danger");
                CHECK(holds(view.result, code));
                CHECK_FALSE(holds(view.result, "staff."));
            }
    // Pulled out: nobody is told that they may pull it out.
    state.done = StickAct::writing;
    state.fault = "unavailable";
    state.sticks.clear();
    const StaffView view = view_of(store, state);
    CHECK(holds(view.result, "nichts verloren"));
    CHECK_FALSE(holds(view.result, "jetzt abziehen"));
    CHECK(holds(view.stick_text, "Kein Stick"));
}

TEST_CASE("what a stick brought is told as it is") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    state.done = StickAct::reading;
    CHECK(holds(view_of(store, state).result, "nichts für diesen Kiosk"));
    state.files = 1;
    state.has_receipts = true;
    state.has_taken_content = true;
    state.content_version = static_cast<std::uint64_t>(ms(kNow));
    StaffView view = view_of(store, state);
    CHECK(holds(view.result, "Empfang"));
    CHECK(holds(view.result, "Inhalte sind jetzt neu"));
    CHECK(holds(view.facts[3].value, "23. November"));
    state.has_receipts = false;
    state.has_taken_content = false;
    state.is_older = true;
    view = view_of(store, state);
    CHECK(holds(view.result, "keine neueren Inhalte"));
    CHECK(view.result_tone == "info");
}
