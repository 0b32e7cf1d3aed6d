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

TEST_CASE("the log tells when, how bad and what, the newest first, and nothing behind the gate") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    CHECK_FALSE(view_of(store, state).log_empty.empty());
    state.log = {{ms(kNow), "error", "no device key: storage"},
                 {ms(ago(minutes{5})), "info", "stick: 3 contributions in 1 files"}};
    const StaffView view = view_of(store, state);
    REQUIRE(view.log_rows.size() == 2);
    CHECK(view.log_rows[0].text == "no device key: storage");
    CHECK(view.log_rows[0].level == "Fehler");
    CHECK(view.log_rows[0].tone == "danger");
    CHECK(holds(view.log_rows[1].when, "14:27"));
    CHECK(view.log_rows[1].spoken == "info. 14:27. stick: 3 contributions in 1 files.");
    CHECK(view.log_empty.empty());
    state.is_open = false;
    CHECK(view_of(store, state).log_rows.empty());
}

TEST_CASE("the kiosk's key is told short and whole, and as the lines that the city's file wants") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    CHECK(holds(view_of(store, state).pair_none, "keinen Schlüssel"));
    state.kiosk_key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    Context context = store.context("stieghorst");
    context.place = "Haus \"Am Markt\"";
    StaffView view = *staff_view(context, state);
    CHECK(view.pair_none.empty());
    CHECK(view.short_key == "d75a 9801 82b1 0ab7");
    CHECK(view.short_spoken == "d 7 5 a, 9 8 0 1, 8 2 b 1, 0 a b 7");
    const std::string lines =
        "[[enrolled]]\nname = \"Haus \\\"Am Markt\\\"\"\nkey = \"" + state.kiosk_key + "\"\n";
    CHECK(view.pair_lines == lines);
    context.holds_one_quarter = true;
    CHECK(staff_view(context, state)->pair_lines == lines + "quarter = \"stieghorst\"\n");
    context.quarter = "city";
    CHECK(staff_view(context, state)->pair_lines == lines);
}

TEST_CASE("whether the city knows it, a kiosk says only once a return was written for it") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    state.kiosk_key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    CHECK_FALSE(view_of(store, state).is_known);
    CHECK(holds(view_of(store, state).pair_known, "quartierpuls-city devices"));
    state.content_version = static_cast<std::uint64_t>(ms(kNow));
    CHECK(view_of(store, state).is_known);
    CHECK(holds(view_of(store, state).pair_known, "kennt diesen Kiosk"));
}

TEST_CASE("the team is told where the poster's address belongs, and when there is a poster") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    state.stand.has_poster = true;
    StaffView view = view_of(store, state);
    CHECK(holds(view.poster_no_address, "phone_url"));
    CHECK_FALSE(view.has_poster);
    CHECK(view.poster_now.empty());
    Context context = store.context();
    context.app_url = "https://quartierpuls.example";
    view = *staff_view(context, state);
    CHECK(view.poster_no_address.empty());
    CHECK(view.has_poster);
    CHECK_FALSE(view.poster_now.empty());
}

TEST_CASE("a kiosk that cannot be heard says so to the team, in every language") {
    TestStore store{store::DeviceKind::kiosk};
    StaffState state = open_state();
    CHECK(view_of(store, state).facts[4].value == "bereit");
    state.speech = SpeechState::missing;
    CHECK(view_of(store, state).facts[4].value == "nicht eingerichtet");
    state.speech = SpeechState::silent;
    for (const i18n::Language& language : i18n::languages()) {
        const std::string tag{language.tag};
        const std::string silent = view_of(store, state, tag).facts[4].value;
        CHECK_FALSE(silent.empty());
        CHECK(silent != view_of(store, open_state(), tag).facts[4].value);
    }
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
