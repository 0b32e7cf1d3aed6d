// SPDX-License-Identifier: EUPL-1.2
#include "core/views/device_clock.h"

#include <doctest/doctest.h>

#include "core/views/shell.h"
#include "core/views/staff.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using namespace std::chrono_literals;

namespace {

Instant at(const char* iso) {
    return *from_iso(iso);
}
const Instant kBuilt = at("2026-11-20T10:00:00Z");

StaffView staff_of(const Context& context) {
    StaffState state;
    state.has_pin = true;
    state.is_open = true;
    const auto view = staff_view(context, state);
    REQUIRE(view);
    return *view;
}

Context context_of(TestStore& store, Instant device_now, std::optional<Milliseconds> clock_ahead,
                   const std::string& language = "de") {
    Context context = store.context("mitte", language);
    context.sync.has_link = clock_ahead.has_value();
    context.sync.clock_ahead = clock_ahead;
    go_by(device_now, kBuilt, context);
    return context;
}

}  // namespace

TEST_CASE("a clock that may be right is gone by, and nothing is said of it") {
    TestStore store{store::DeviceKind::kiosk};
    const Context context = context_of(store, kNow, std::nullopt);
    CHECK(context.now == kNow);
    CHECK(shell_view(context, "")->clock == "14:32");
    const StaffView view = staff_of(context);
    CHECK(view.clock_title.empty());
    CHECK(view.facts.back().label == "Uhr dieses Kiosks");
    CHECK(view.facts.back().value == "23. November 2026 · 14:32 Uhr");
    CHECK_FALSE(clock_fault(kBuilt - 5min, kBuilt, {}));
}

TEST_CASE("where the city has told its time, screens go by that, and the team reads how far off") {
    TestStore store{store::DeviceKind::kiosk};
    const Context context = context_of(store, kNow + 2h + 5min, 2h + 5min);
    CHECK(context.now == kNow);
    CHECK(context.locale().age(kNow - 3min, context.now) == "vor 3 Minuten");
    CHECK(shell_view(context, "")->clock == "14:32");
    const StaffView view = staff_of(context);
    CHECK(view.clock_title == "Die Uhr dieses Kiosks geht 2 Stunden vor.");
    CHECK(view.clock_text.find("die Uhr der Stadt") != std::string::npos);
    CHECK(view.facts.back().value == "23. November 2026 · 16:37 Uhr");
    const Context slow = context_of(store, kNow - 17min, -17min);
    CHECK(slow.now == kNow);
    CHECK(staff_of(slow).clock_title == "Die Uhr dieses Kiosks geht 17 Minuten nach.");
}

TEST_CASE("when the city was heard last is told by its own time, too") {
    TestStore store{store::DeviceKind::kiosk};
    Context context = store.context();
    context.sync.has_link = false;
    context.sync.clock_ahead = 2h;
    context.sync.last_contact = kNow + 2h - 10min;
    go_by(kNow + 2h, kBuilt, context);
    CHECK(staff_of(context).facts[2].value == "keine, zuletzt vor 10 Minuten");
}

TEST_CASE("a clock before the program's own build tells neither ages nor the time of day") {
    TestStore store{store::DeviceKind::kiosk};
    const Context context = context_of(store, at("1970-01-01T00:00:30Z"), std::nullopt);
    const auto shell = shell_view(context, "");
    CHECK(shell->clock.empty());
    CHECK(shell->languages.front().is_on);
    CHECK(context.locale().age(context.now - 3min, context.now).find("vor") == std::string::npos);
    const StaffView view = staff_of(context);
    CHECK(view.clock_title == "Die Uhr dieses Kiosks geht mindestens 56 Jahre nach.");
    CHECK(view.clock_text.find("keine Uhrzeit") != std::string::npos);
    CHECK(view.facts.back().value == "1. Januar 1970 · 01:00 Uhr");
}

TEST_CASE("how far off, and what to do, stands there in every language") {
    TestStore store{store::DeviceKind::kiosk};
    for (const i18n::Language& language : i18n::languages())
        for (const Milliseconds ahead : {Milliseconds{6min}, Milliseconds{-3h}, Milliseconds{72h},
                                         Milliseconds{-24h * 365 * 15}}) {
            const Context context =
                context_of(store, kNow + ahead, ahead, std::string{language.tag});
            const StaffView view = staff_of(context);
            const std::string span = span_text(context.locale(), ahead);
            CHECK(view.clock_title.find(span) != std::string::npos);
            CHECK(view.clock_text.find("staff.") == std::string::npos);
            CHECK(view.clock_text.size() > 40);
        }
    const i18n::Locale& german = store.messages.in("de");
    CHECK(span_text(german, 10s) == "1 Minute");
    CHECK(span_text(german, 59min + 30s) == "59 Minuten");
    CHECK(span_text(german, -90min) == "1 Stunde");
    CHECK(span_text(german, 47h) == "47 Stunden");
    CHECK(span_text(german, 72h - 900ms) == "3 Tage");
    CHECK(span_text(german, 24h * 365 * 2) == "2 Jahre");
}
