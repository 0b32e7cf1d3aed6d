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

namespace {

void answer_ballots(TestDevice& device, ops::BallotOutcome::Kind kind) {
    const auto waiting = device.local.unsent_ballots(9, device.clock.time);
    REQUIRE(waiting);
    const std::string code = kind == ops::BallotOutcome::Kind::rejected ? "closed" : "";
    ops::BallotReceipt receipt;
    for (const PendingBallot& one : *waiting) receipt.outcomes.push_back({one.hash, kind, code});
    REQUIRE(device.local.mark(receipt));
}

}  // namespace

TEST_CASE(
    "a phone knows what was refused: the idea, and what a support was for; a kiosk does not") {
    for (const DeviceKind kind : {DeviceKind::phone, DeviceKind::kiosk}) {
        TestDevice device{kind};
        const auto saved = device.local.save_idea(draft("Bank"));
        REQUIRE(saved);
        REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "malformed")));
        REQUIRE(device.local.cast(test_poll(1), 1, Milliseconds{0}));
        answer_ballots(device, ops::BallotOutcome::Kind::rejected);
        const auto refused = device.local.refused(9);
        REQUIRE((refused && refused->size() == 2));
        const bool is_phone = kind == DeviceKind::phone;
        CHECK((*refused)[0].about == (is_phone ? std::optional{saved->id()} : std::nullopt));
        CHECK((*refused)[1].about == (is_phone ? std::optional{test_poll(1)} : std::nullopt));
    }
}

TEST_CASE("an own idea that went bad on the disk is still told as the idea that it was") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Bank"));
    REQUIRE(saved);
    REQUIRE(device.local.database().run("UPDATE outbox SET batch = x'00'"));
    CHECK(device.local.unsent(9, 1 << 20)->empty());
    const auto refused = device.local.refused(9);
    REQUIRE((refused && refused->size() == 1));
    CHECK(refused->front().type == ops::OpType::idea_submit);
    CHECK(refused->front().about == saved->id());
    CHECK(refused->front().code == "damaged");
    CHECK_FALSE(refused->front().written_at);
}

TEST_CASE("a refused idea that is let go is gone with its text; a kiosk's stays") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Bank", "Worte"));
    REQUIRE(saved);
    REQUIRE(device.local.save_idea(draft("Eine andere")));
    const auto refusal = device.receipt(ops::Outcome::Kind::rejected, "malformed");
    REQUIRE(device.local.withdraw_idea(saved->id()));
    REQUIRE(device.local.mark(refusal));
    REQUIRE(device.local.refused(9)->size() == 2);
    REQUIRE(device.local.let_go(device.local.refused(9)->front().hash));
    CHECK_FALSE(device.local.own_idea(saved->id())->has_value());
    CHECK(device.local.own_ideas()->size() == 1);
    CHECK(device.local.counts()->refused == 1);
    CHECK(device.local.counts()->waiting == 0);  // what would have withdrawn it went with it
    CHECK(device.local.let_go(ops::Hash{}).error().code == Code::not_found);

    TestDevice kiosk{DeviceKind::kiosk};
    REQUIRE(kiosk.local.save_idea(draft("Bank")));
    REQUIRE(kiosk.local.mark(kiosk.receipt(ops::Outcome::Kind::rejected, "malformed")));
    const ops::Hash hash = kiosk.local.refused(1)->front().hash;
    CHECK(kiosk.local.let_go(hash).error().code == Code::bad_argument);
    CHECK(kiosk.local.counts()->refused == 1);
}

TEST_CASE("an idea whose withdrawal was refused and let go is there as before") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Bank"));
    REQUIRE(saved);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    REQUIRE(device.local.withdraw_idea(saved->id()));
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "conflict")));
    CHECK(device.local.own_idea(saved->id())->value().delivery == Delivery::refused);
    REQUIRE(device.local.let_go(device.local.refused(9)->front().hash));
    const OwnIdea own = device.local.own_idea(saved->id())->value();
    CHECK_FALSE(own.is_withdrawn);
    CHECK(own.delivery == Delivery::received);
    CHECK(device.local.counts()->refused == 0);
    CHECK(device.local.withdraw_idea(saved->id()));
}

TEST_CASE("a refused choice that is let go leaves the one that the city has, or none") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.cast(test_poll(1), 4, Milliseconds{0}));
    answer_ballots(device, ops::BallotOutcome::Kind::accepted);
    REQUIRE(device.local.cast(test_poll(1), 5, Milliseconds{0}));
    REQUIRE(device.local.cast(test_poll(2), 1, Milliseconds{0}));
    answer_ballots(device, ops::BallotOutcome::Kind::rejected);
    const auto refused = device.local.refused(9);
    REQUIRE((refused && refused->size() == 2));
    for (const RefusedContribution& one : *refused) REQUIRE(device.local.let_go(one.hash));
    CHECK(device.local.choice(test_poll(1)).value() == std::uint8_t{4});
    CHECK_FALSE(device.local.choice(test_poll(2)).value());
    CHECK(device.local.counts()->refused == 0);
    // A later one stands above all that went before.
    REQUIRE(device.local.cast(test_poll(1), 2, Milliseconds{0}));
    const auto waiting = device.local.unsent_ballots(9, device.clock.time);
    REQUIRE((waiting && waiting->size() == 1));
    const auto ballot = ops::decode_ballot(waiting->front().ballot, device.city.keys.city.id);
    REQUIRE(ballot);
    CHECK(ballot->ballot.revision == 3);
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

TEST_CASE("a refused edit that is let go: what stood before stands again, whichever edit it was") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Eins"));
    REQUIRE(saved);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    const auto text = [&] { return (*device.local.own_idea(saved->id()))->draft.title; };
    const auto refuse = [&](const std::string& title) {
        REQUIRE(device.local.edit_idea(saved->id(), draft(title)));
        REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "too_new")));
    };

    refuse("Zwei");
    const auto first = device.local.refused(9);
    REQUIRE((first && first->size() == 1));
    CHECK(first->front().type == ops::OpType::idea_edit);
    CHECK(first->front().about == saved->id());
    REQUIRE(device.local.let_go(first->front().hash));
    CHECK(text() == "Eins");
    CHECK((*device.local.own_idea(saved->id()))->delivery == Delivery::received);

    refuse("Zwei");
    refuse("Drei");
    const auto both = device.local.refused(9);
    REQUIRE((both && both->size() == 2));
    // The earlier one goes: the later one stands on what stood before it.
    REQUIRE(device.local.let_go(both->front().hash));
    CHECK(text() == "Drei");
    CHECK((*device.local.own_idea(saved->id()))->can_be_withdrawn());
    REQUIRE(device.local.let_go(both->back().hash));
    CHECK(text() == "Eins");
}

}  // namespace qp::store
