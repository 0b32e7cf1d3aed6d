// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/intake.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/seeded_random.h"
#include "core/store/test_files.h"
#include "tests/sim/fake_device.h"

namespace qp::city::relay {

namespace {

using ops::RelayLane;
using Kind = ops::RelayAnswer::Kind;

// An intake on files, without a thread: a turn is asked for.
struct Desk {
    sim::FakeCity city{1};
    store::TestFolder folder;
    RelayFiles files{folder.file("")};
    sim::FakeClock clock;
    sim::FakeRoom room;
    SeededRandom random{3};
    std::vector<ops::Hash> told;
    std::unique_ptr<Intake> intake = *Intake::open(
        files, {clock, room},
        [this](RelayLane, const std::vector<ops::Hash>& taken) {
            told.insert(told.end(), taken.begin(), taken.end());
        },
        storage::Threads::none);

    Intake::Item item() {
        Bytes bytes(200);
        random.fill(bytes);
        return {ops::sha256(bytes), bytes, {}};
    }
    Result<std::vector<ops::RelayAnswer>> take(std::vector<Intake::Item> items,
                                               RelayLane lane = RelayLane::operations) {
        std::optional<Result<std::vector<ops::RelayAnswer>>> answers;
        intake->take({lane, std::move(items), std::make_shared<ops::CityKeys>(city.keys()),
                      [&](auto given) { answers = std::move(given); }});
        CHECK_FALSE(answers);  // nobody is told before the commit
        intake->turn();
        REQUIRE(answers);
        return *answers;
    }
    Bytes receipt_of_city() const {
        return ops::sign_receipt(city.city(), city.signing_key(), ops::PushReceipt{});
    }
    // By a connection of its own: what others would find after a power cut.
    Carried on_disk(const std::string& path) const { return *Carried::open(path); }
};

}  // namespace

TEST_CASE("accepted is on disk: another connection finds it, and it is passed on once") {
    Desk desk;
    const auto item = desk.item();
    for (int times = 0; times < 2; ++times) {
        const auto answers = desk.take({item});
        REQUIRE(answers);
        CHECK(answers->at(0) == ops::RelayAnswer{item.hash, Kind::held, {}, {}});
    }
    CHECK(*desk.on_disk(desk.files.batches).find(item.hash));
    CHECK(desk.told == std::vector<ops::Hash>{item.hash});
}

TEST_CASE("what the city has signed for is answered with the city's receipt") {
    Desk desk;
    const auto item = desk.item();
    REQUIRE(desk.take({item}));
    auto carried = desk.on_disk(desk.files.batches);
    const Bytes receipt = desk.receipt_of_city();
    REQUIRE(carried.note_received(item.hash, receipt, false, desk.clock.now()));
    const auto answers = desk.take({item});
    REQUIRE(answers);
    CHECK(answers->at(0) == ops::RelayAnswer{item.hash, Kind::answered, receipt, {}});
}

TEST_CASE("a receipt by a key that the city has withdrawn is not handed out: the city is asked") {
    Desk desk;
    const auto item = desk.item();
    REQUIRE(desk.take({item}));
    auto carried = desk.on_disk(desk.files.batches);
    const Bytes receipt = desk.receipt_of_city();
    for (const bool is_erased : {false, true}) {
        CAPTURE(is_erased);
        REQUIRE(carried.note_received(item.hash, receipt, is_erased, desk.clock.now()));
        desk.city.rotate_keys(false);
        desk.told.clear();
        const auto answers = desk.take({item});
        REQUIRE(answers);
        CHECK(answers->at(0) == ops::RelayAnswer{item.hash, Kind::held, {}, {}});
        CHECK(desk.told == std::vector<ops::Hash>{item.hash});
        const auto waiting = carried.waiting(item.hash);
        REQUIRE((waiting && *waiting));
        CHECK((*waiting)->bytes == item.bytes);
        desk.city.rotate_keys(false);
    }
}

TEST_CASE("what cannot be taken is named and not kept; the rest beside it is") {
    Desk desk;
    const auto good = desk.item();
    auto bad = desk.item();
    bad.refusal = "bad_signature";
    const auto answers = desk.take({good, bad});
    REQUIRE(answers);
    CHECK(answers->size() == 2);
    const auto carried = desk.on_disk(desk.files.batches).counts();
    CHECK(carried->waiting == 1);
    CHECK_FALSE(*desk.on_disk(desk.files.batches).find(bad.hash));
}

TEST_CASE("disk full: refused before anybody is told, and who is there already gets an answer") {
    Desk desk;
    const auto there = desk.item();
    REQUIRE(desk.take({there}));
    desk.room.free = 1 << 20;
    const auto fresh = desk.item();
    const auto refused = desk.take({fresh});
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::no_space);
    CHECK_FALSE(*desk.on_disk(desk.files.batches).find(fresh.hash));
    const auto known = desk.take({there});
    REQUIRE(known);
    CHECK(known->at(0).kind == Kind::held);
}

TEST_CASE("the ballots' file tells no order of arrival: not by its rows, nor by its log") {
    Desk desk;
    std::vector<ops::Hash> came;
    for (int i = 0; i < 64; ++i) {
        const auto item = desk.item();
        came.push_back(item.hash);
        REQUIRE(desk.take({item}, RelayLane::ballots));
    }
    std::vector<ops::Hash> rows;
    auto carried = desk.on_disk(desk.files.ballots);
    auto all = carried.database().prepare("SELECT hash FROM carried");
    REQUIRE(all);
    while (*all->step()) rows.push_back(*to_array<32>(all->blob(0)));
    std::vector<ops::Hash> sorted = came;
    std::sort(sorted.begin(), sorted.end());
    CHECK(rows == sorted);
    CHECK(rows != came);
    all->reset();

    const auto log_is_clean = [&] {
        desk.clock.at += std::chrono::seconds{6};
        desk.intake->turn();
        const std::string log = desk.folder.read("relay-ballots.db-wal");
        return std::none_of(came.begin(), came.end(), [&](const ops::Hash& hash) {
            return log.find(std::string{as_text(hash)}) != std::string::npos;
        });
    };
    CHECK(log_is_clean());
    // The uplink writes as well, one after the other.
    for (const ops::Hash& hash : came)
        REQUIRE(carried.note_received(hash, Bytes{1}, false, desk.clock.now()));
    CHECK(log_is_clean());
}

}  // namespace qp::city::relay
