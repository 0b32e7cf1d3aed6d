// SPDX-License-Identifier: EUPL-1.2
#include "core/store/own_choices.h"

#include <doctest/doctest.h>

#include "core/store/test_local.h"

namespace qp::store {

TEST_CASE(
    "all that somebody chose and did not take back is known on their phone, and on no kiosk") {
    TestDevice phone{DeviceKind::phone};
    REQUIRE(phone.local.cast(test_poll(2), 5, Milliseconds{0}));
    REQUIRE(phone.local.cast(test_poll(1), 1, Milliseconds{0}));
    REQUIRE(phone.local.cast(test_poll(3), 1, Milliseconds{0}));
    REQUIRE(phone.local.cast(test_poll(3), 0, Milliseconds{0}));
    const auto choices = own_choices(phone.local);
    REQUIRE((choices && choices->size() == 2));
    CHECK((*choices)[0].poll == test_poll(1));
    CHECK((*choices)[1].choice == 5);

    TestDevice kiosk{DeviceKind::kiosk};
    REQUIRE(kiosk.local.cast(test_poll(1), 1, Milliseconds{0}));
    CHECK(own_choices(kiosk.local)->empty());
}

}  // namespace qp::store
