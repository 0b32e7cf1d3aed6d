// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/ballot_box.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "sync/city/storage/test_city.h"

namespace qp::city::storage {

namespace {

using Kind = ops::BallotOutcome::Kind;

struct Polls {
    TestCity city;
    BallotBox box = *BallotBox::open(city.files.ballots);
    Id poll = city.new_id();
    PollRules rules{true, domain::PollKind::thesis, std::nullopt, "city", {}, {}};
    bool is_drained = false;

    ops::BallotOutcome cast(const ops::SignedBallot& ballot) {
        auto outcomes = box.cast({{&ballot, Channel::phone, rules}}, city.clock.at, city.random);
        REQUIRE(outcomes);
        return outcomes->front();
    }
    std::uint32_t count(std::size_t choice) { return box.count(poll)->at(choice); }
    TallyStep step(const std::optional<domain::Tally>& before) {
        return next_tally(poll, rules, is_drained, *box.count(poll), before, city.clock.at);
    }
    // So many people of one choice each.
    void vote(std::uint8_t choice, std::uint64_t people) {
        for (std::uint64_t i = 0; i < people; ++i) cast(city.ballot(poll, choice, ++voters));
    }
    std::uint64_t voters = 1000;
};

std::string schema_of(store::Database& database) {
    auto statement = database.prepare("SELECT group_concat(sql) FROM sqlite_schema");
    REQUIRE(*statement->step());
    return std::string{statement->text(0)};
}

}  // namespace

TEST_CASE("two revisions of a ballot over two relays, either order: the higher counts, once") {
    for (const bool newer_first : {false, true}) {
        Polls polls;
        const auto older = polls.city.ballot(polls.poll, 2, 1, 1);
        const auto newer = polls.city.ballot(polls.poll, 4, 1, 2);
        polls.cast(newer_first ? newer : older);
        polls.cast(newer_first ? older : newer);
        CHECK(polls.count(4) == 1);
        CHECK(polls.count(2) == 0);
    }
}

TEST_CASE("one credential at two offline kiosks: counted once, the same one in either order") {
    std::optional<std::size_t> counted;
    for (const bool reversed : {false, true}) {
        Polls polls;
        // The same person's secret, at both for the first time: neither kiosk knows of the other.
        const auto here = polls.city.ballot(polls.poll, 2, 1, 1);
        const auto there = polls.city.ballot(polls.poll, 4, 1, 1);
        polls.cast(reversed ? there : here);
        polls.cast(reversed ? here : there);
        CHECK(polls.count(2) + polls.count(4) == 1);
        const std::size_t choice = polls.count(2) == 1 ? 2 : 4;
        CHECK(counted.value_or(choice) == choice);
        counted = choice;
    }
}

TEST_CASE("the same ballot again is known, and counted once") {
    Polls polls;
    const auto ballot = polls.city.ballot(polls.poll, 3, 1);
    CHECK(polls.cast(ballot).kind == Kind::accepted);
    CHECK(polls.cast(ballot).kind == Kind::known);
    CHECK(polls.count(3) == 1);
}

TEST_CASE("a ballot from a kiosk that was offline over the close: counted until the seal") {
    Polls polls;
    polls.rules.sealed_at = polls.city.clock.at + std::chrono::hours{1};
    const auto in_time = polls.city.ballot(polls.poll, 3, 1);
    CHECK(polls.cast(in_time).kind == Kind::accepted);
    polls.city.clock.advance(std::chrono::hours{1});
    const auto late = polls.cast(polls.city.ballot(polls.poll, 3, 2));
    CHECK(late.kind == Kind::rejected);
    CHECK(late.code == "closed");
    // Whose receipt was lost still gets one.
    CHECK(polls.cast(in_time).kind == Kind::known);
}

TEST_CASE("a choice that the poll does not have is refused") {
    Polls polls;
    CHECK(polls.cast(polls.city.ballot(polls.poll, 6, 1)).code == "bad_argument");
    polls.rules.kind = domain::PollKind::support;
    CHECK(polls.cast(polls.city.ballot(polls.poll, 2, 1)).code == "bad_argument");
    CHECK(polls.cast(polls.city.ballot(polls.poll, 1, 1)).kind == Kind::accepted);
}

TEST_CASE("ballots lie without rowid and hold no time, device or order of arrival") {
    Polls polls;
    const std::string schema = schema_of(polls.box.database());
    CHECK(schema.find("WITHOUT ROWID") != std::string::npos);
    for (const char* trace : {"time", "_at", "device", "author", "AUTOINCREMENT", "rowid"})
        CHECK(schema.find(trace) == std::string::npos);
}

TEST_CASE("once tidied, the file is the same byte for byte whatever order ballots came in") {
    Polls polls;
    std::vector<ops::SignedBallot> ballots;
    for (std::uint64_t voter = 0; voter < 200; ++voter)
        ballots.push_back(polls.city.ballot(polls.poll, 1, voter));
    std::vector<std::string> files;
    for (const bool reversed : {false, true}) {
        const std::string path = polls.city.folder.file(reversed ? "b.db" : "a.db");
        {
            auto box = *BallotBox::open(path);
            if (reversed) std::reverse(ballots.begin(), ballots.end());
            for (const ops::SignedBallot& ballot : ballots)
                REQUIRE(box.cast({{&ballot, Channel::phone, polls.rules}}, polls.city.clock.at,
                                 polls.city.random));
            CHECK(box.tidy() == true);
        }
        std::ifstream in{path, std::ios::binary};
        std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        // SQLite counts its transactions there.
        for (const std::size_t counter : {24u, 92u}) bytes.replace(counter, 4, 4, '\0');
        files.push_back(std::move(bytes));
    }
    CHECK(files[0].size() > 10 * 4096);
    CHECK((files[0] == files[1]));
}

TEST_CASE("published counts move in steps of five new ballots and start at five") {
    Polls polls;
    polls.rules.kind = domain::PollKind::support;
    std::optional<domain::Tally> published;
    std::vector<std::uint32_t> totals;
    for (int voter = 0; voter < 13; ++voter) {
        polls.vote(1, 1);
        const auto step = polls.step(published);
        if (!step.is_due) continue;
        published = step.tally;
        totals.push_back(published->total());
    }
    CHECK(totals == std::vector<std::uint32_t>{5, 10});
    CHECK(published->is_provisional);
}

TEST_CASE("one person changing their mind nine times moves no count, five people doing so do") {
    Polls polls;
    polls.vote(1, 10);
    polls.vote(5, 10);
    const auto before = polls.step(std::nullopt).tally;
    REQUIRE(before->counts == std::vector<std::uint32_t>{10, 0, 0, 0, 10});
    for (std::uint32_t revision = 2; revision <= 10; ++revision)
        polls.cast(polls.city.ballot(polls.poll, revision % 2 ? 1 : 5, 1001, revision));
    CHECK(!polls.step(before).is_due);
    for (std::uint64_t voter = 1002; voter <= 1006; ++voter)
        polls.cast(polls.city.ballot(polls.poll, 3, voter, 2));
    const auto after = polls.step(before);
    REQUIRE(after.is_due);
    // Four are left in one cell: a number without a breakdown.
    CHECK(after.tally->counts.empty());
    CHECK(after.tally->total() == 20);
}

TEST_CASE("no breakdown where an answer that few gave, or all but few, would show") {
    Polls polls;
    polls.vote(4, 9);
    polls.vote(2, 4);
    const auto step = polls.step(std::nullopt);
    REQUIRE(step.is_due);
    CHECK(step.tally->counts.empty());
    CHECK(step.tally->total() == 13);
    CHECK(domain::decode_tally(encode(*step.tally))->total() == 13);
    // The number alone moves in steps of five people, too.
    polls.vote(2, 1);
    CHECK(!polls.step(step.tally).is_due);
    polls.vote(2, 4);
    CHECK(polls.step(step.tally).tally->counts == std::vector<std::uint32_t>{0, 9, 0, 9, 0});
}

TEST_CASE("when too few are left because they took theirs back, what was published goes") {
    Polls polls;
    polls.vote(4, 8);
    const auto before = polls.step(std::nullopt).tally;
    for (std::uint64_t voter = 1001; voter <= 1004; ++voter)
        polls.cast(polls.city.ballot(polls.poll, 0, voter, 2));
    CHECK(!polls.step(before).is_due);
    polls.cast(polls.city.ballot(polls.poll, 0, 1005, 2));
    const auto step = polls.step(before);
    CHECK(step.is_due);
    CHECK(!step.tally);
}

TEST_CASE("past the seal the last tally is final and shows no more than was published") {
    Polls polls;
    polls.vote(3, 5);
    const auto before = polls.step(std::nullopt).tally;
    REQUIRE(before->is_provisional);
    polls.vote(3, 1);
    polls.rules.sealed_at = polls.city.clock.at;
    const auto step = polls.step(before);
    REQUIRE(step.is_due);
    CHECK(!step.tally->is_provisional);
    CHECK(step.tally->counts == before->counts);
}

TEST_CASE("a closed poll's tally is provisional until all have reported it drained") {
    Polls polls;
    polls.vote(3, 5);
    const auto before = polls.step(std::nullopt).tally;
    polls.is_drained = true;
    // Before the close nothing is complete, whatever somebody reports.
    polls.rules.closes_at = polls.city.clock.at + std::chrono::hours{1};
    CHECK(!polls.step(before).is_due);
    polls.rules.closes_at = polls.city.clock.at;
    const auto step = polls.step(before);
    REQUIRE(step.is_due);
    CHECK(!step.tally->is_provisional);
    CHECK(!polls.step(step.tally).is_due);
}

TEST_CASE("a live session's counts come once, at its reveal, and once more when all are in") {
    Polls polls;
    polls.rules.reveals_at = polls.city.clock.at + std::chrono::minutes{5};
    polls.rules.closes_at = polls.rules.reveals_at;
    polls.vote(3, 20);
    CHECK(!polls.step(std::nullopt).is_due);
    polls.city.clock.advance(std::chrono::minutes{5});
    const auto revealed = polls.step(std::nullopt);
    REQUIRE(revealed.is_due);
    CHECK(revealed.tally->total() == 20);
    polls.vote(3, 20);
    CHECK(!polls.step(revealed.tally).is_due);
    polls.is_drained = true;
    CHECK(polls.step(revealed.tally).tally->total() == 40);
}

TEST_CASE("ballots of polls that nobody knows are kept; a flood of strangers' puts others off") {
    Polls polls;
    polls.rules.is_known = false;
    REQUIRE(polls.box.database().run(
        "INSERT INTO unknown_poll VALUES(x'00000000000000000000000000000001');"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)"
        " INSERT INTO ballot(poll, nullifier, revision, choice, channel, hash, bytes)"
        " SELECT x'00000000000000000000000000000001', randomblob(32), 1, 1, 0, randomblob(32),"
        " x'00' FROM n"));
    CHECK(polls.cast(polls.city.ballot(polls.poll, 1, 1)).kind == Kind::accepted);

    // The sound ones of such a request are taken; a kiosk that the city knows is no stranger.
    PollRules known = polls.rules;
    known.is_known = true;
    const auto unknown = polls.city.ballot(polls.poll, 1, 2);
    const auto sound = polls.city.ballot(polls.city.new_id(), 1, 3);
    const auto at_kiosk = polls.city.ballot(polls.poll, 1, 4);
    const auto cast_all = [&] {
        const auto outcomes = polls.box.cast({{&unknown, Channel::phone, polls.rules},
                                              {&sound, Channel::phone, known},
                                              {&at_kiosk, Channel::kiosk, polls.rules}},
                                             polls.city.clock.at, polls.city.random);
        REQUIRE(outcomes);
        return std::vector{(*outcomes)[0].kind, (*outcomes)[1].kind, (*outcomes)[2].kind};
    };
    CHECK(cast_all() == std::vector{Kind::retry, Kind::accepted, Kind::accepted});
    // Once the poll is public there is room for those that were put off.
    polls.rules.is_known = true;
    CHECK(cast_all() == std::vector{Kind::accepted, Kind::known, Kind::known});
}

TEST_CASE("ballots that another process has cast are looked at as well") {
    Polls polls;
    auto other = *BallotBox::open(polls.city.files.ballots);
    REQUIRE(polls.box.unsettled()->empty());
    const auto ballot = polls.city.ballot(polls.poll, 4, 1);
    REQUIRE(other.cast({{&ballot, Channel::phone, polls.rules}}, polls.city.clock.at,
                       polls.city.random));
    CHECK(polls.box.unsettled()->count(polls.poll) == 1);
    polls.box.settle(polls.poll);
    CHECK(polls.box.unsettled()->empty());
}

TEST_CASE("a box of the first version keeps its ballots and forgets which were the newest") {
    TestCity city;
    constexpr store::Migration kFirst[] = {{1, R"(
CREATE TABLE ballot(poll BLOB NOT NULL, nullifier BLOB NOT NULL, revision INTEGER NOT NULL,
 choice INTEGER NOT NULL, channel INTEGER NOT NULL, is_tallied INTEGER NOT NULL,
 is_of_known_poll INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL,
 PRIMARY KEY(poll, nullifier)) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_untallied ON ballot(poll) WHERE is_tallied = 0;
CREATE INDEX ballot_unknown ON ballot(poll) WHERE is_of_known_poll = 0;
INSERT INTO ballot VALUES(x'00000000000000000000000000000001', x'02', 1, 4, 1, 0, 0, x'03', x'04');
)"}};
    REQUIRE(store::Database::open(city.files.ballots, kFirst));
    auto box = BallotBox::open(city.files.ballots);
    REQUIRE(box);
    Id poll;
    poll.bytes[15] = 1;
    CHECK(box->count(poll)->at(4) == 1);
    CHECK(box->unsettled()->count(poll) == 1);
    CHECK(schema_of(box->database()).find("is_tallied") == std::string::npos);
}

}  // namespace qp::city::storage
