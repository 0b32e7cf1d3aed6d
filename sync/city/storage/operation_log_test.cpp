// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/operation_log.h"

#include <doctest/doctest.h>

#include "sync/city/storage/test_city.h"

namespace qp::city::storage {

using Kind = ops::Outcome::Kind;

TEST_CASE("answer lost after commit: the same batch again is a duplicate with the same number") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const auto idea = city.idea(city.new_id(), "Baenke");
    const auto first = city.take(log, idea);
    CHECK(first.front().kind == Kind::accepted);
    CHECK(first.front().city_seq == 1);
    const auto again = city.take(log, idea);
    CHECK(again.front().kind == Kind::duplicate);
    CHECK(again.front().city_seq == 1);
    CHECK(log.counts()->operations == 1);
}

TEST_CASE("what was taken is there after the file is opened again") {
    TestCity city;
    const auto idea = city.idea(city.new_id(), "Baenke");
    {
        auto log = *OperationLog::open(city.files.operations);
        city.take(log, idea);
    }
    auto log = *OperationLog::open(city.files.operations);
    CHECK(city.take(log, idea).front().kind == Kind::duplicate);
    CHECK(log.waiting(10)->size() == 1);
}

TEST_CASE("same key, other hash: refused as a conflict and kept in quarantine") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const Id id = city.new_id();
    const auto idea = city.idea(id, "Baenke");
    city.take(log, idea);
    // A restored disk goes on from the state before: another text under the same number.
    ops::Contribution restored = idea;
    restored.chain =
        ops::ChainState{idea.chain.epoch, 0,
                        ops::genesis_head(city.city(), idea.author.public_key(), idea.chain.epoch)};
    const auto fork = city.next(restored, ops::IdeaEdit{id, "Andere", "", "mitte", "", "de"});
    const auto outcome = city.take(log, fork).front();
    CHECK(outcome.kind == Kind::rejected);
    CHECK(outcome.code == "conflict");
    CHECK(log.counts()->quarantined == 1);
    CHECK(log.counts()->operations == 1);
    // The same fraud again fills no further row.
    city.take(log, fork);
    CHECK(log.counts()->quarantined == 1);
}

TEST_CASE(
    "batches may come out of order: a gap never blocks, and what stands on a fork is refused") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const Id id = city.new_id();
    const auto first = city.idea(id, "Eins");
    const auto second = city.next(first, ops::IdeaEdit{id, "Zwei", "", "mitte", "", "de"});
    const auto third = city.next(second, ops::IdeaEdit{id, "Drei", "", "mitte", "", "de"});
    const auto other_second = city.next(first, ops::IdeaEdit{id, "Fork", "", "mitte", "", "de"});
    CHECK(city.take(log, third).front().kind == Kind::accepted);
    CHECK(city.take(log, first).front().kind == Kind::accepted);
    CHECK(city.take(log, other_second).front().code == "conflict");
    CHECK(city.take(log, second).front().kind == Kind::accepted);
    const auto waiting = log.waiting(10);
    REQUIRE(waiting->size() == 1);
    CHECK(waiting->front().key.seq == 3);
}

TEST_CASE("a batch of which some is known already: what is new is taken, under one signature") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const auto author = ops::KeyPair::generate(city.random);
    const ops::ChainState begun = ops::new_chain(city.city(), author.public_key(), city.random);
    std::vector<ops::Operation> operations;
    operations.reserve(5);
    for (int i = 0; i < 5; ++i)
        operations.push_back(ops::make_operation(ops::OpType::kiosk_health, 1, Id{}, ops::Hlc{},
                                                 ops::PayloadKind::plain, {}, city.random));
    const auto take = [&](std::size_t count) {
        ops::ChainState chain = begun;
        const Bytes bytes =
            ops::sign_batch(city.city(), author, chain, std::span{operations}.first(count));
        auto outcomes = log.take(*ops::decode_batch(bytes, city.city()), bytes, city.clock.at);
        REQUIRE(outcomes);
        std::vector<std::pair<Kind, std::uint64_t>> kinds;
        for (const ops::Outcome& outcome : *outcomes)
            kinds.emplace_back(outcome.kind, outcome.city_seq);
        return kinds;
    };
    using Expected = std::vector<std::pair<Kind, std::uint64_t>>;
    CHECK(take(2) == Expected{{Kind::accepted, 1}, {Kind::accepted, 2}});
    const Expected grown{{Kind::duplicate, 1}, {Kind::duplicate, 2}, {Kind::accepted, 3}};
    CHECK(take(3) == grown);
    CHECK(take(3) == Expected{{Kind::duplicate, 1}, {Kind::duplicate, 2}, {Kind::duplicate, 3}});
    CHECK(take(5).back() == std::pair{Kind::accepted, std::uint64_t{5}});

    // From the second operation on it is another chain: what stands on the fork is refused as well.
    operations[1] = ops::make_operation(ops::OpType::kiosk_health, 1, Id{}, ops::Hlc{},
                                        ops::PayloadKind::plain, {}, city.random);
    const auto forked = take(5);
    CHECK(forked[0] == std::pair{Kind::duplicate, std::uint64_t{1}});
    for (std::size_t i = 1; i < forked.size(); ++i) CHECK(forked[i].first == Kind::rejected);
    CHECK(log.counts()->operations == 5);
    CHECK(log.counts()->quarantined == 1);

    auto batches = log.database().prepare("SELECT count(*) FROM batch");
    REQUIRE(batches->step() == true);
    CHECK(batches->integer(0) == 3);
}

TEST_CASE("a known type in the other kind is refused and not kept; the rest of its batch goes on") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const auto author = ops::KeyPair::generate(city.random);
    ops::ChainState chain = ops::new_chain(city.city(), author.public_key(), city.random);
    const auto plain = [&](ops::OpType type, const Bytes& payload) {
        return ops::make_operation(type, 1, Id{}, ops::hlc_at(city.clock.at, 0),
                                   ops::PayloadKind::plain, payload, city.random);
    };
    const std::string words = "unsealed words";
    ops::IdeaSubmit unsealed;
    unsealed.title = words;
    const ops::Operation operations[] = {
        plain(ops::OpType::idea_submit, encode(unsealed)),
        plain(ops::OpType::kiosk_health, encode(ops::KioskHealth{})),
        plain(static_cast<ops::OpType>(999), {})};
    const Bytes bytes = ops::sign_batch(city.city(), author, chain, operations);
    const auto batch = ops::decode_batch(bytes, city.city());
    REQUIRE(batch);
    const auto outcomes = log.take(*batch, bytes, city.clock.at);
    REQUIRE(outcomes);
    CHECK((*outcomes)[0].code == "malformed");
    CHECK((*outcomes)[1].kind == Kind::accepted);
    CHECK((*outcomes)[2].kind == Kind::accepted);
    CHECK(log.counts()->operations == 2);
    CHECK(log.waiting(10)->empty());
    CHECK_FALSE(city.folder.holds(words));
}

TEST_CASE("a withdrawn idea is erased from every file, whichever came first") {
    for (const bool withdrawal_first : {false, true}) {
        TestCity city;
        Bytes sealed;
        {
            auto log = *OperationLog::open(city.files.operations);
            const Id id = city.new_id();
            const auto idea = city.idea(id, "Baenke");
            sealed = city.batch(idea).operations.front().payload;
            const auto withdrawal = city.next(idea, ops::IdeaWithdraw{id});
            city.take(log, withdrawal_first ? withdrawal : idea);
            city.take(log, withdrawal_first ? idea : withdrawal);
            CHECK(log.took_erasure());
            CHECK(log.waiting(10)->empty());
            CHECK(city.take(log, idea).front().kind == Kind::erased);
            REQUIRE(*try_checkpoint(log.database()));
        }
        CHECK(!city.folder.holds(std::string{as_text(sealed)}));
    }
}

TEST_CASE("an idea's id belongs to the chain that was decided on first") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const Id id = city.new_id();
    city.take(log, city.idea(id, "Meine"));
    city.take(log, city.idea(id, "Untergeschoben"));
    const auto waiting = log.waiting(10);
    REQUIRE(waiting->size() == 2);
    CHECK(log.mark_decided({id, waiting->at(0).chain, "mitte"}, waiting->at(0).city_seq));
    CHECK(log.mark_decided({id, waiting->at(1).chain, "mitte"}, waiting->at(1).city_seq)
              .error()
              .code == Code::conflict);
}

TEST_CASE(
    "taking an operation stays quick however many are there: nothing is searched row by row") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    for (const char* sql :
         {"EXPLAIN QUERY PLAN SELECT 1 FROM batch WHERE chain = 1 AND signature = x'00'",
          "EXPLAIN QUERY PLAN SELECT prev_head FROM batch WHERE chain = 1 AND first_seq = 2",
          "EXPLAIN QUERY PLAN SELECT item FROM operation WHERE chain = 1 AND seq = 1",
          "EXPLAIN QUERY PLAN SELECT id FROM idea WHERE chain = 1",
          "EXPLAIN QUERY PLAN SELECT id FROM chain WHERE author = x'00' AND epoch = x'00'"}) {
        auto plan = log.database().prepare(sql);
        REQUIRE(plan);
        REQUIRE(*plan->step());
        CHECK_MESSAGE(plan->text(3).find("SEARCH") != std::string_view::npos, sql);
    }
}

TEST_CASE("the server epoch stays, and is new after a restore") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const auto first = *log.epoch(city.random, false);
    CHECK(*log.epoch(city.random, false) == first);
    const auto restored = *log.epoch(city.random, true);
    CHECK(restored != first);
    CHECK(*log.epoch(city.random, false) == restored);
}

TEST_CASE("clock ten years off, backwards or before 1970: accepted, flagged") {
    using std::chrono::hours;
    for (const auto off : {hours{24 * 3650}, hours{-24 * 3650}, hours{-24 * 365 * 60}}) {
        TestCity city;
        auto log = *OperationLog::open(city.files.operations);
        const Instant now = city.clock.at;
        city.take(log, city.idea(city.new_id(), "Heute"));
        CHECK(log.counts()->skewed == 0);
        city.clock.at += off;
        const auto strange = city.idea(city.new_id(), "Irgendwann");
        city.clock.at = now;
        CHECK(city.take(log, strange).front().kind == Kind::accepted);
        CHECK(log.counts()->skewed == 1);
        CHECK(log.waiting(10)->size() == 2);
    }
}

namespace {

// A kiosk's chain of so many reports, signed as one batch from its beginning.
struct KioskChain {
    ops::KeyPair key;
    ops::Epoch epoch{};
    std::vector<ops::Operation> operations;
    std::vector<Id> polls;

    KioskChain(TestCity& city, std::size_t count) : key{ops::KeyPair::generate(city.random)} {
        for (std::size_t i = 0; i < count; ++i) {
            polls.push_back(city.new_id());
            operations.push_back(ops::make_operation(
                ops::OpType::poll_drained, 1, Id{}, ops::hlc_at(city.clock.at),
                ops::PayloadKind::plain, encode(ops::PollDrained{polls.back(), i}), city.random));
        }
    }
    std::vector<ops::Outcome> push(TestCity& city, OperationLog& log, std::size_t count) const {
        ops::ChainState chain{epoch, 0, ops::genesis_head(city.city(), key.public_key(), epoch)};
        const Bytes bytes =
            ops::sign_batch(city.city(), key, chain, std::span{operations}.first(count));
        const auto batch = ops::decode_batch(bytes, city.city());
        REQUIRE(batch);
        const auto outcomes = log.take(*batch, bytes, city.clock.at);
        REQUIRE(outcomes);
        return *outcomes;
    }
};

}  // namespace

TEST_CASE("a flood of strangers' reports keeps out no enrolled device") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    for (const char* table : {"drained(poll, author, ballots", "health(author, report"})
        REQUIRE(log.database().run(
            ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
             " INSERT INTO " +
             std::string{table} + ", taken_at) SELECT randomblob(32), randomblob(32), " +
             (table[0] == 'd' ? "0, 0" : "0") + " FROM n")
                .c_str()));
    const KioskChain stranger{city, 1};
    stranger.push(city, log, 1);
    CHECK_FALSE((*log.drained(stranger.polls[0], stranger.key.public_key())).has_value());

    KioskChain kiosk{city, 1};
    kiosk.operations.push_back(
        ops::make_operation(ops::OpType::kiosk_health, 1, Id{}, ops::hlc_at(city.clock.at),
                            ops::PayloadKind::plain, encode(ops::KioskHealth{}), city.random));
    log.always_hear({kiosk.key.public_key()});
    kiosk.push(city, log, 2);
    CHECK((*log.drained(kiosk.polls[0], kiosk.key.public_key())).has_value());
    CHECK((*log.health(kiosk.key.public_key())).has_value());
}

TEST_CASE("key revoked in mid-batch: before: kept; after: held") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const KioskChain kiosk{city, 5};
    kiosk.push(city, log, 2);
    REQUIRE(log.revoke(kiosk.key.public_key(), city.clock.at));

    const auto outcomes = kiosk.push(city, log, 5);

    for (std::size_t i = 0; i < 5; ++i)
        CHECK(outcomes[i].kind == (i < 2 ? Kind::duplicate : Kind::accepted));
    CHECK(log.counts()->operations == 5);
    CHECK(log.counts()->held == 3);
    for (std::size_t i = 0; i < 5; ++i)
        CHECK((*log.drained(kiosk.polls[i], kiosk.key.public_key())).has_value() == (i < 2));
    // Nobody else is touched.
    city.take(log, city.idea(city.new_id(), "Baenke"));
    CHECK(log.waiting(10)->size() == 1);

    CHECK(log.reinstate(kiosk.key.public_key(), city.clock.at) == 3u);
    CHECK(log.counts()->held == 0);
    CHECK((*log.drained(kiosk.polls[4], kiosk.key.public_key()))->ballots == 4);
    CHECK(log.reinstate(kiosk.key.public_key(), city.clock.at).error().code == Code::not_found);
}

TEST_CASE("what is held waits for no editor, and does once the key is reinstated") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const Id id = city.new_id();
    const auto idea = city.idea(id, "Baenke");
    REQUIRE(log.revoke(idea.author.public_key(), city.clock.at));
    CHECK(city.take(log, idea).front().kind == Kind::accepted);
    CHECK(log.waiting(10)->empty());
    REQUIRE(log.reinstate(idea.author.public_key(), city.clock.at));
    CHECK(log.waiting(10)->size() == 1);
    const auto withdrawal = city.next(idea, ops::IdeaWithdraw{id});
    REQUIRE(log.revoke(idea.author.public_key(), city.clock.at));
    city.take(log, withdrawal);
    CHECK(log.waiting(10)->size() == 1);
    REQUIRE(log.reinstate(idea.author.public_key(), city.clock.at));
    CHECK(log.waiting(10)->empty());
    CHECK(city.take(log, idea).front().kind == Kind::erased);
}

TEST_CASE("new device, old server: types and versions it does not know are kept as they are") {
    TestCity city;
    auto log = *OperationLog::open(city.files.operations);
    const ops::KeyPair author = ops::KeyPair::generate(city.random);
    ops::ChainState chain = ops::new_chain(city.city(), author.public_key(), city.random);
    std::vector<ops::Operation> operations;
    const Bytes words{1, 2, 3};
    for (const auto& [type, version] : {std::pair{4711, 1}, {8, 99}, {1, 99}})
        operations.push_back(
            ops::make_operation(static_cast<ops::OpType>(type), static_cast<std::uint8_t>(version),
                                Id{}, ops::hlc_at(city.clock.at),
                                ops::kind_of(static_cast<ops::OpType>(type)), words, city.random));
    const Bytes bytes = ops::sign_batch(city.city(), author, chain, operations);
    const auto outcomes = log.take(*ops::decode_batch(bytes, city.city()), bytes, city.clock.at);
    REQUIRE(outcomes);
    for (const ops::Outcome& outcome : *outcomes) CHECK(outcome.kind == Kind::accepted);
    auto kept = log.database().prepare("SELECT item FROM operation ORDER BY city_seq");
    for (const ops::Operation& operation : operations) {
        REQUIRE(*kept->step());
        CHECK(ops::decode_operation(kept->blob(0)) == operation);
    }
}

}  // namespace qp::city::storage
