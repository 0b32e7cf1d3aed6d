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

TEST_CASE("how far each has got: saved here, at a relay, at the city, or refused") {
    TestDevice phone{DeviceKind::phone};
    const auto delivery = [&] { return own_choices(phone.local)->at(0).delivery; };
    const auto waiting = [&] { return phone.local.ballots_without_receipt()->at(0).hash; };
    const auto answer = [&](ops::BallotOutcome::Kind kind, const std::string& code) {
        ops::BallotReceipt receipt;
        receipt.outcomes.push_back({waiting(), kind, code});
        REQUIRE(phone.local.mark(receipt));
    };
    REQUIRE(phone.local.cast(test_poll(1), 1, Milliseconds{0}));
    CHECK(delivery() == Delivery::saved);
    REQUIRE(phone.local.mark_ballots_at_relay({waiting()}));
    CHECK(delivery() == Delivery::at_relay);
    answer(ops::BallotOutcome::Kind::accepted, "");
    CHECK(delivery() == Delivery::received);

    // Who changes their mind has something new on its way.
    REQUIRE(phone.local.cast(test_poll(1), 2, Milliseconds{0}));
    CHECK(delivery() == Delivery::saved);
    answer(ops::BallotOutcome::Kind::rejected, "closed");
    CHECK(delivery() == Delivery::refused);
}

}  // namespace qp::store
