// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/staff_gate.h"

#include <doctest/doctest.h>

#include "core/views/test_store.h"
#include "native/pin.h"

namespace qp::kiosk::app {
namespace {

const std::string& hash() {
    static const std::string made = *native::hash_pin("271828");
    return made;
}

void enter(StaffGate& gate, const std::string& pin, double now) {
    for (const char digit : pin) gate.type(std::string(1, digit), now);
    gate.enter(now);
}

struct Door {
    views::TestStore store{store::DeviceKind::kiosk};
    StaffGate gate{hash(), store.local, 0};
};

}  // namespace

TEST_CASE_FIXTURE(Door, "the right PIN opens, a wrong one says so, and leaving closes") {
    enter(gate, "111111", 0);
    CHECK_FALSE(gate.is_open());
    CHECK(gate.was_wrong());
    CHECK(gate.digits() == 0);
    gate.type("9", 0);
    CHECK_FALSE(gate.was_wrong());
    gate.erase();
    enter(gate, "271828", 1);
    CHECK(gate.is_open());
    gate.close();
    CHECK_FALSE(gate.is_open());
}

TEST_CASE_FIXTURE(Door, "after three wrong PINs each one more doubles the wait, up to an hour") {
    double now = 0;
    for (int i = 0; i < 3; ++i) enter(gate, "111111", now);
    CHECK(gate.wait_seconds(now) == 30);
    // While it waits nothing is taken, not even the right one.
    enter(gate, "271828", now + 29);
    CHECK_FALSE(gate.is_open());
    CHECK(gate.digits() == 0);
    double wait = 30;
    for (int i = 0; i < 9; ++i) {
        now += wait;
        CHECK(gate.wait_seconds(now) == 0);
        enter(gate, "111111", now);
        wait = std::min(wait * 2, kWaitSecondsMax);
        CHECK(gate.wait_seconds(now) == static_cast<std::uint32_t>(wait));
    }
    now += wait;
    enter(gate, "271828", now);
    CHECK(gate.is_open());
    gate.close();
    enter(gate, "111111", now);
    CHECK(gate.wait_seconds(now) == 0);
}

TEST_CASE_FIXTURE(Door, "pulling the plug does not shorten a wait") {
    for (int i = 0; i < 4; ++i) enter(gate, "111111", i * 100.0);
    StaffGate again{hash(), store.local, 0};
    CHECK(again.wait_seconds(0) == 60);
}

TEST_CASE("without a PIN nobody gets in") {
    views::TestStore store{store::DeviceKind::kiosk};
    StaffGate gate{"", store.local, 0};
    CHECK_FALSE(gate.has_pin());
    enter(gate, "", 0);
    enter(gate, "000000", 0);
    CHECK_FALSE(gate.is_open());
}

}  // namespace qp::kiosk::app
