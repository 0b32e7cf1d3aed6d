// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/store/test_local.h"

namespace qp::store {

TEST_CASE("what the city refused can be seen, with its kind, its hour and why, and no text") {
    TestDevice device{DeviceKind::kiosk};
    REQUIRE(device.local.save_idea(draft("Bank", "geheim")));
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "too_new")));
    const auto cast = device.local.cast(test_poll(1), 1, Milliseconds{0});
    REQUIRE(cast);
    const auto waiting = device.local.unsent_ballots(9, device.clock.time);
    REQUIRE((waiting && waiting->size() == 1));
    ops::BallotReceipt receipt;
    receipt.outcomes = {{waiting->front().hash, ops::BallotOutcome::Kind::rejected, "closed"}};
    REQUIRE(device.local.mark(receipt));

    const auto refused = device.local.refused(10);
    REQUIRE(refused);
    REQUIRE(refused->size() == 2);
    CHECK((*refused)[0].type == ops::OpType::idea_submit);
    CHECK((*refused)[0].code == "too_new");
    REQUIRE((*refused)[0].written_at);
    CHECK(*(*refused)[0].written_at <= device.clock.time);
    CHECK(device.clock.time - *(*refused)[0].written_at < std::chrono::hours{1});
    CHECK_FALSE((*refused)[1].type);
    CHECK_FALSE((*refused)[1].written_at);
    CHECK((*refused)[1].code == "closed");
    CHECK(device.local.refused(1)->size() == 1);
}

TEST_CASE("what is tried again goes out byte for byte, and can be refused or received again") {
    TestDevice device{DeviceKind::kiosk};
    REQUIRE(device.local.save_idea(draft("Bank")));
    const Bytes batch = device.local.unsent(9, 1 << 20)->front().batch;
    const auto refusal = device.receipt(ops::Outcome::Kind::rejected, "refused");
    REQUIRE(device.local.mark(refusal));
    CHECK(device.local.unsent(9, 1 << 20)->empty());

    const ops::Hash hash = device.local.refused(1)->front().hash;
    REQUIRE(device.local.retry(hash));
    CHECK(device.local.counts()->refused == 0);
    REQUIRE(device.local.unsent(9, 1 << 20)->size() == 1);
    CHECK(device.local.unsent(9, 1 << 20)->front().batch == batch);
    CHECK(device.local.retry(hash).error().code == Code::not_found);

    REQUIRE(device.local.mark(refusal));
    CHECK(device.local.counts()->refused == 1);
    REQUIRE(device.local.retry(hash));
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    CHECK(device.local.counts()->refused == 0);
    CHECK(device.local.counts()->waiting == 0);
}

TEST_CASE("for a bundle every ballot counts that has no receipt, held back or not, by hash") {
    TestDevice device{DeviceKind::kiosk};
    for (std::uint8_t i = 0; i < 5; ++i)
        REQUIRE(device.local.cast(test_poll(i), 1, std::chrono::hours{i}));
    const auto all = device.local.ballots_without_receipt();
    REQUIRE(all);
    REQUIRE(all->size() == 5);
    for (std::size_t i = 1; i < all->size(); ++i) CHECK((*all)[i - 1].hash < (*all)[i].hash);
    REQUIRE(device.local.mark_ballots_at_relay({all->front().hash}));
    CHECK(device.local.ballots_without_receipt()->size() == 5);
}

}  // namespace qp::store
