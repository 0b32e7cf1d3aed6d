// SPDX-License-Identifier: EUPL-1.2
#include "core/store/local.h"

#include <doctest/doctest.h>

#include "core/domain/mood_session.h"
#include "core/ops/payloads.h"
#include "core/ops/sealing.h"
#include "core/store/test_files.h"
#include "core/store/test_local.h"

namespace qp::store {

namespace {

void limit_pages(Database& database, int pages) {
    auto statement = database.prepare_once("PRAGMA max_page_count=" + std::to_string(pages));
    REQUIRE(statement);
    REQUIRE(statement->run());
}

}  // namespace

TEST_CASE("a saved idea waits for the city, which alone can read it") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("  Mehr Bänke ", "Mit Lehne"));
    REQUIRE(saved);
    CHECK(saved->receipt_code().size() == 14);
    CHECK(device.local.counts()->waiting == 1);
    const auto pending = device.local.unsent(256, 1 << 18);
    REQUIRE(pending->size() == 1);
    const auto batch = ops::decode_batch(pending->at(0).batch, device.city.city());
    REQUIRE(batch);
    const ops::Operation& operation = batch->operations[0];
    const auto plain =
        ops::open_payload(device.city.city(), device.city.secrets,
                          {batch->key(0), operation.type, operation.version}, operation.payload);
    REQUIRE(plain);
    const auto submit = ops::decode_idea_submit(*plain);
    REQUIRE(submit);
    CHECK(submit->idea == saved->id());
    CHECK(submit->title == "Mehr Bänke");
    const auto code = ops::ReceiptCode::parse(saved->receipt_code());
    REQUIRE(code);
    CHECK(submit->lookup_tag == *ops::lookup_tag(device.city.city().id, *code));
}

TEST_CASE("two ideas of a person cannot be joined") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.save_idea(draft("Erste")));
    REQUIRE(device.local.save_idea(draft("Zweite")));
    const auto pending = device.local.unsent(256, 1 << 18);
    REQUIRE(pending->size() == 2);
    const auto a = ops::decode_batch(pending->at(0).batch, device.city.city());
    const auto b = ops::decode_batch(pending->at(1).batch, device.city.city());
    CHECK(a->author != b->author);
    CHECK(a->epoch != b->epoch);
    CHECK(ms(ops::time_of(a->operations[0].hlc)) % 3600000 == 0);
}

TEST_CASE("nobody reads saved when the disk is full, the idea unfinished or the city unknown") {
    TestDevice device{DeviceKind::phone};
    device.room.free = kReserveBytesMin - 1;
    CHECK(device.local.save_idea(draft("Bank")).error().code == Code::no_space);
    CHECK(device.local.cast(test_poll(1), 1, std::nullopt).error().code == Code::no_space);
    device.room.free = kReserveBytesMin;
    CHECK(device.local.save_idea(draft("B")).error().code == Code::bad_argument);
    CHECK(device.local.cast(test_poll(1), 6, std::nullopt).error().code == Code::bad_argument);
    CHECK(device.local.counts()->waiting == 0);

    TestDevice stranger{DeviceKind::phone, false};
    CHECK(stranger.local.save_idea(draft("Bank")).error().code == Code::unavailable);
    CHECK_FALSE(*stranger.local.city());
}

TEST_CASE("a disk that fills up in mid-commit is no_space, and nothing half is left") {
    TestFolder folder;
    TestDevice device{DeviceKind::phone, true, folder.file("local.db")};
    REQUIRE(device.local.save_idea(draft("Passt")));
    limit_pages(device.local.database(), 24);
    Code refused = Code::storage;
    std::uint32_t saved = 1;
    for (int i = 0; i < 200; ++i) {
        const auto result = device.local.save_idea(draft("Bank", std::string(3000, 'x')));
        if (!result) {
            refused = result.error().code;
            break;
        }
        ++saved;
    }
    CHECK(refused == Code::no_space);
    CHECK(device.local.counts()->waiting == saved);
    CHECK(device.local.own_ideas()->size() == saved);
}

TEST_CASE("a receipt marks an idea received, once and for all") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Bank"));
    const ops::PushReceipt receipt = device.receipt(ops::Outcome::Kind::accepted);
    REQUIRE(device.local.mark(receipt));
    CHECK(device.local.counts()->waiting == 0);
    CHECK(device.local.own_idea(saved->id())->value().delivery == Delivery::received);
    CHECK(device.local.unsent(256, 1 << 18)->empty());
    REQUIRE(device.local.mark(receipt));

    REQUIRE(device.local.resend_all());
    CHECK(device.local.unsent(256, 1 << 18)->size() == 1);
}

TEST_CASE("a receipt for other bytes under the same key marks nothing") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.save_idea(draft("Bank")));
    ops::PushReceipt receipt = device.receipt(ops::Outcome::Kind::accepted);
    receipt.batches[0].head[0] ^= 1;
    REQUIRE(device.local.mark(receipt));
    CHECK(device.local.counts()->waiting == 1);
}

TEST_CASE("poison operation: listed with its code, the rest goes on") {
    TestDevice device{DeviceKind::phone};
    const auto bad = device.local.save_idea(draft("Giftig"));
    ops::PushReceipt receipt = device.receipt(ops::Outcome::Kind::rejected, "malformed");
    const auto good = device.local.save_idea(draft("Gesund"));
    REQUIRE(device.local.mark(receipt));
    CHECK(device.local.counts()->waiting == 1);
    CHECK(device.local.counts()->refused == 1);
    CHECK(device.local.own_idea(bad->id())->value().delivery == Delivery::refused);
    CHECK(device.local.own_idea(bad->id())->value().refusal == "malformed");
    CHECK(device.local.own_idea(good->id())->value().delivery == Delivery::saved);
}

TEST_CASE("retry changes nothing, erased counts as received") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.save_idea(draft("Bank")));
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::retry)));
    CHECK(device.local.counts()->waiting == 1);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::erased)));
    CHECK(device.local.counts()->waiting == 0);
    CHECK(device.local.counts()->refused == 0);
}

TEST_CASE("a batch that the city could not read is refused by its hash") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.save_idea(draft("Bank")));
    ops::PushReceipt receipt;
    receipt.refused.push_back(
        {ops::sha256(device.local.unsent(1, 1 << 18)->at(0).batch), "bad_signature"});
    REQUIRE(device.local.mark(receipt));
    CHECK(device.local.counts()->refused == 1);
}

TEST_CASE("what a disk has changed is listed, and the rest goes on") {
    TestDevice device{DeviceKind::phone};
    for (const char* title : {"Bank", "Baum", "Beet"})
        REQUIRE(device.local.save_idea(draft(title)));
    for (std::uint8_t i = 1; i <= 3; ++i) REQUIRE(device.local.cast(test_poll(i), 1, std::nullopt));
    REQUIRE(device.local.database().run(
        "UPDATE outbox SET batch = zeroblob(length(batch)) WHERE number = 1;"
        "UPDATE ballots SET ballot = zeroblob(length(ballot))"
        " WHERE hash = (SELECT min(hash) FROM ballots)"));
    CHECK(device.local.unsent(1, 1)->at(0).number == 2);
    CHECK(device.local.unsent(256, 1 << 18)->size() == 2);
    CHECK(device.local.unsent_ballots(64, device.clock.time)->size() == 2);
    CHECK(device.local.counts()->refused == 2);
    const auto refused = device.local.refused(10);
    REQUIRE(refused);
    for (const RefusedContribution& one : *refused) CHECK(one.code == "damaged");
}

TEST_CASE("an author withdraws with the idea's own key, in its chain") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Bank"));
    REQUIRE(device.local.withdraw_idea(saved->id()));
    CHECK(device.local.own_idea(saved->id())->value().is_withdrawn);
    const auto pending = device.local.unsent(256, 1 << 18);
    REQUIRE(pending->size() == 2);
    const auto first = ops::decode_batch(pending->at(0).batch, device.city.city());
    const auto second = ops::decode_batch(pending->at(1).batch, device.city.city());
    CHECK(second->author == first->author);
    CHECK(second->first_seq == 2);
    CHECK(*second->prev_head == first->head());
    CHECK(device.local.withdraw_idea(test_poll(9)).error().code == Code::not_found);
}

TEST_CASE("an author edits with the idea's own key, in its chain, and the city alone reads it") {
    TestDevice device{DeviceKind::phone};
    const auto saved = device.local.save_idea(draft("Bank", "am Wall"));
    REQUIRE(saved);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    REQUIRE(device.local.edit_idea(saved->id(), draft("Zwei Bänke", "am Wall")));
    const auto own = device.local.own_idea(saved->id());
    REQUIRE((own && *own));
    CHECK((*own)->draft.title == "Zwei Bänke");
    CHECK((*own)->receipt_code == saved->receipt_code());
    CHECK((*own)->delivery == Delivery::saved);
    const auto waiting = device.local.unsent(9, 1 << 20);
    REQUIRE((waiting && waiting->size() == 1));
    const auto batch = ops::decode_own_batch(waiting->front().batch, device.city.city());
    REQUIRE(batch);
    CHECK(batch->first_seq == 2);
    CHECK(batch->operations.front().type == ops::OpType::idea_edit);
    CHECK(batch->operations.front().kind == ops::PayloadKind::sealed);

    // What stands there already is not said again.
    REQUIRE(device.local.edit_idea(saved->id(), draft("Zwei Bänke ", "am Wall")));
    CHECK(device.local.unsent(9, 1 << 20)->size() == 1);
    CHECK(device.local.edit_idea(saved->id(), draft("")).error().code == Code::bad_argument);
    CHECK(device.local.edit_idea(test_poll(9), draft("Bank")).error().code == Code::not_found);
    REQUIRE(device.local.withdraw_idea(saved->id()));
    CHECK(device.local.edit_idea(saved->id(), draft("Drei")).error().code == Code::bad_argument);
    TestDevice kiosk{DeviceKind::kiosk};
    const auto at_kiosk = kiosk.local.save_idea(draft("Bank"));
    REQUIRE(at_kiosk);
    CHECK(kiosk.local.edit_idea(at_kiosk->id(), draft("Zwei")).error().code == Code::bad_argument);
}

TEST_CASE("an idea's place is kept, sent sealed, changed and taken away again") {
    TestDevice device{DeviceKind::phone};
    domain::IdeaDraft bench = draft("Bank");
    bench.place = domain::CoarsePoint{52021, 8534};
    REQUIRE(device.local.keep_draft(bench));
    CHECK(**device.local.draft() == bench);
    const auto saved = device.local.save_idea(bench);
    REQUIRE(saved);
    CHECK((*device.local.own_idea(saved->id()))->draft.place == bench.place);
    CHECK(device.local.own_ideas()->at(0).draft.place == bench.place);
    bench.place = domain::CoarsePoint{52033, 8604};
    REQUIRE(device.local.edit_idea(saved->id(), bench));
    CHECK((*device.local.own_idea(saved->id()))->draft.place == bench.place);
    bench.place.reset();
    REQUIRE(device.local.edit_idea(saved->id(), bench));
    CHECK(!(*device.local.own_idea(saved->id()))->draft.place);

    const auto sent = device.local.unsent(256, 1 << 20);
    REQUIRE(sent);
    REQUIRE(sent->size() == 3);
    const auto opened = [&](std::size_t number) {
        const auto batch = ops::decode_own_batch((*sent)[number].batch, device.city.city());
        REQUIRE(batch);
        const ops::Operation& operation = batch->operations[0];
        auto plain = ops::open_payload(device.city.city(), device.city.secrets,
                                       {batch->key(0), operation.type, operation.version},
                                       operation.payload);
        REQUIRE(plain);
        return std::pair{operation.version, std::move(*plain)};
    };
    const auto [submit_version, submit] = opened(0);
    CHECK(submit_version == 3);
    CHECK(ops::decode_idea_submit(submit)->place == domain::CoarsePoint{52021, 8534});
    const auto [edit_version, edit] = opened(1);
    CHECK(edit_version == 2);
    CHECK(ops::decode_idea_edit(edit)->place == domain::CoarsePoint{52033, 8604});
    const auto [last_version, last] = opened(2);
    CHECK(last_version == 1);
    CHECK(!ops::decode_idea_edit(last)->place);
}

TEST_CASE("what goes out is bounded, and one operation always goes") {
    TestDevice device{DeviceKind::phone};
    for (int i = 0; i < 5; ++i) REQUIRE(device.local.save_idea(draft("Bank")));
    CHECK(device.local.unsent(3, 1 << 18)->size() == 3);
    CHECK(device.local.unsent(256, 1)->size() == 1);
    const auto first = device.local.unsent(1, 1 << 18)->at(0).number;
    CHECK(device.local.unsent(256, 1 << 18, first)->size() == 4);
}

TEST_CASE("a new choice replaces the old one and carries a higher revision") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.cast(test_poll(1), 4, std::nullopt));
    REQUIRE(device.local.cast(test_poll(1), 2, std::nullopt));
    CHECK(**device.local.choice(test_poll(1)) == 2);
    const auto pending = device.local.unsent_ballots(64, device.clock.time);
    REQUIRE(pending->size() == 1);
    CHECK(pending->at(0).is_live);
    const auto ballot = ops::decode_ballot(pending->at(0).ballot, device.city.city().id);
    REQUIRE(ballot);
    CHECK(ballot->ballot.revision == 2);
    CHECK(ballot->ballot.choice == 2);
    REQUIRE(device.local.cast(test_poll(1), 0, std::nullopt));
    CHECK_FALSE(*device.local.choice(test_poll(1)));
}

TEST_CASE("a ballot waits for its time, and a receipt takes it from the queue") {
    TestDevice device{DeviceKind::phone};
    const Milliseconds delay_max = std::chrono::minutes{10};
    REQUIRE(device.local.cast(test_poll(1), 1, delay_max));
    CHECK(device.local.unsent_ballots(64, device.clock.time)->empty());
    const Instant later = **device.local.next_ballot_at(device.clock.time);
    CHECK(later <= device.clock.time + delay_max);
    CHECK(device.local.unsent_ballots(64, later - Milliseconds{1})->empty());
    const auto due = device.local.unsent_ballots(64, later);
    REQUIRE(due->size() == 1);
    CHECK_FALSE(due->at(0).is_live);
    ops::BallotReceipt receipt;
    receipt.outcomes.push_back({due->at(0).hash, ops::BallotOutcome::Kind::known, ""});
    REQUIRE(device.local.mark(receipt));
    CHECK(device.local.unsent_ballots(64, later)->empty());
    CHECK_FALSE(*device.local.next_ballot_at(later));
    REQUIRE(device.local.resend_all());
    CHECK(device.local.unsent_ballots(64, later)->size() == 1);
}

TEST_CASE("two people at a kiosk each count, and neither sees the other's choice") {
    TestDevice device{DeviceKind::kiosk};
    REQUIRE(device.local.cast(test_poll(1), 1, std::nullopt));
    REQUIRE(device.local.new_session());
    CHECK_FALSE(*device.local.choice(test_poll(1)));
    REQUIRE(device.local.cast(test_poll(1), 1, std::nullopt));
    const auto pending = device.local.unsent_ballots(64, device.clock.time);
    REQUIRE(pending->size() == 2);
    const auto one = ops::decode_ballot(pending->at(0).ballot, device.city.city().id);
    const auto two = ops::decode_ballot(pending->at(1).ballot, device.city.city().id);
    CHECK(one->ballot.nullifier != two->ballot.nullifier);
}

TEST_CASE("a kiosk's disk never holds a text, a code or a key of a person") {
    TestFolder folder;
    TestDevice device{DeviceKind::kiosk, true, folder.file("local.db")};
    REQUIRE(device.local.keep_draft(draft("Wolpertinger", "Gehege am Quittenweg")));
    CHECK(device.local.draft()->value().title == "Wolpertinger");
    const auto saved = device.local.save_idea(draft("Wolpertinger", "Gehege am Quittenweg"));
    REQUIRE(saved);
    REQUIRE(device.local.cast(test_poll(1), 3, std::nullopt));
    CHECK(device.local.own_ideas()->size() == 1);
    CHECK(device.local.own_ideas()->at(0).draft.title.empty());
    CHECK(device.local.own_ideas()->at(0).receipt_code == saved->receipt_code());
    for (const char* word : {"olpertinger", "uittenweg"}) CHECK_FALSE(folder.holds(word));
    CHECK_FALSE(folder.holds(saved->receipt_code()));
    CHECK_FALSE(folder.holds(saved->receipt_code().substr(0, 9)));

    REQUIRE(device.local.new_session());
    CHECK(device.local.own_ideas()->empty());
    CHECK_FALSE(*device.local.draft());
    CHECK(device.local.withdraw_idea(saved->id()).error().code == Code::not_found);
    CHECK(device.local.counts()->waiting == 2);
    CHECK(folder.read("local.db-wal").empty());
}

TEST_CASE("a phone forgets its person, and what was promised stays sealed and on its way") {
    TestFolder folder;
    TestDevice device{DeviceKind::phone, true, folder.file("local.db")};
    REQUIRE(device.local.keep_draft(draft("Murmeltier")));
    const auto saved = device.local.save_idea(draft("Wolpertinger", "Gehege am Quittenweg"));
    REQUIRE(device.local.edit_idea(saved->id(), draft("Elwetritsch", "am Quittenweg")));
    REQUIRE(device.local.cast(test_poll(1), 3, std::nullopt));
    REQUIRE(device.local.set_setting("language", "zz-beispiel"));
    CHECK(folder.holds("olpertinger"));
    REQUIRE(device.local.erase_person());
    for (const char* word :
         {"olpertinger", "lwetritsch", "uittenweg", "urmeltier", "zz-beispiel"}) {
        CHECK_FALSE(folder.holds(word));
    }
    CHECK_FALSE(folder.holds(saved->receipt_code()));
    CHECK(device.local.unsent(256, 1 << 18)->size() == 2);
    CHECK(device.local.unsent_ballots(64, device.clock.time)->empty());
}

TEST_CASE("everything is there again after closing and opening") {
    TestFolder folder;
    Id idea;
    {
        TestDevice device{DeviceKind::phone, true, folder.file("local.db")};
        idea = device.local.save_idea(draft("Bank"))->id();
        REQUIRE(device.local.cast(test_poll(1), 5, std::nullopt));
        REQUIRE(device.local.set_setting("quarter", "heepen"));
    }
    TestDevice device{DeviceKind::phone, false, folder.file("local.db")};
    CHECK(device.local.city()->has_value());
    CHECK(device.local.own_idea(idea)->value().draft.title == "Bank");
    CHECK(**device.local.choice(test_poll(1)) == 5);
    CHECK(**device.local.setting("quarter") == "heepen");
    CHECK_FALSE(*device.local.setting("colour"));
    // The secret is still the same: the next revision replaces the ballot instead of adding one.
    REQUIRE(device.local.cast(test_poll(1), 4, std::nullopt));
    CHECK(device.local.unsent_ballots(64, device.clock.time)->size() == 1);
}

TEST_CASE("received operations go after 90 days with the city, and count as received still") {
    TestDevice device{DeviceKind::phone};
    const Id idea = device.local.save_idea(draft("Bank"))->id();
    const auto all_days = [&](int count) {
        for (int day = 0; day < count; ++day) {
            device.clock.time += std::chrono::hours{24};
            REQUIRE(device.local.city_answered(device.clock.time));
            REQUIRE(device.local.city_answered(device.clock.time));
        }
    };
    all_days(3);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
    all_days(90);
    REQUIRE(device.local.resend_all());
    CHECK(device.local.unsent(256, 1 << 18)->size() == 1);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::duplicate)));
    all_days(91);
    REQUIRE(device.local.resend_all());
    CHECK(device.local.unsent(256, 1 << 18)->empty());
    CHECK(device.local.own_idea(idea)->value().delivery == Delivery::received);
}

TEST_CASE("a clock that jumps does not end the retention") {
    TestFolder folder;
    const auto years = [](int count) { return std::chrono::hours{24 * 365 * count}; };
    {
        TestDevice device{DeviceKind::phone, true, folder.file("local.db")};
        REQUIRE(device.local.save_idea(draft("Bank")));
        REQUIRE(device.local.cast(test_poll(1), 1, std::nullopt));
        ops::BallotReceipt receipt;
        const auto due = device.local.unsent_ballots(1, device.clock.time);
        receipt.outcomes.push_back({due->at(0).hash, ops::BallotOutcome::Kind::accepted, ""});
        REQUIRE(device.local.mark(receipt));
        REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::accepted)));
        for (int turn = 0; turn < 300; ++turn)
            REQUIRE(device.local.city_answered(device.clock.time + years(turn % 2 * 10)));
    }
    TestDevice device{DeviceKind::phone, false, folder.file("local.db"), years(10)};
    REQUIRE(device.local.city_answered(device.clock.time));
    REQUIRE(device.local.resend_all());
    CHECK(device.local.unsent(256, 1 << 18)->size() == 1);
    CHECK(device.local.unsent_ballots(64, device.clock.time)->size() == 1);
}

TEST_CASE("what was in conflict with what a restored city has lost goes out again") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.save_idea(draft("Bank")));
    const auto saved = device.local.unsent(256, 1 << 18);
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "conflict")));
    REQUIRE(device.local.save_idea(draft("Lampe")));
    REQUIRE(device.local.mark(device.receipt(ops::Outcome::Kind::rejected, "closed")));
    REQUIRE(device.local.counts()->refused == 2);
    REQUIRE(device.local.resend_all());
    const auto unsent = device.local.unsent(256, 1 << 18);
    REQUIRE(unsent->size() == 1);
    CHECK(unsent->front().batch == saved->front().batch);
    CHECK(device.local.counts()->refused == 1);
}

TEST_CASE("a spare receipt code is used once") {
    TestDevice device{DeviceKind::phone};
    REQUIRE(device.local.prepare());
    const auto one = device.local.save_idea(draft("Erste"));
    const auto two = device.local.save_idea(draft("Zweite"));
    CHECK(one->receipt_code() != two->receipt_code());
}

#ifndef __EMSCRIPTEN__  // in a browser one connection owns the file
TEST_CASE("keys that another connection stored are used at once") {
    TestFolder folder;
    TestDevice kiosk{DeviceKind::kiosk, false, folder.file("local.db")};
    CHECK(kiosk.local.save_idea(draft("Bank")).error().code == Code::unavailable);
    TestDevice sync{DeviceKind::kiosk, true, folder.file("local.db")};
    REQUIRE(kiosk.local.save_idea(draft("Bank")));
    CHECK(sync.local.unsent(256, 1 << 18)->size() == 1);
}
#endif

}  // namespace qp::store
