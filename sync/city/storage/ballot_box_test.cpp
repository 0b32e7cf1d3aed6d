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
    PollRules rules{true, domain::PollKind::thesis, std::nullopt, "city"};

    ops::BallotOutcome cast(const ops::SignedBallot& ballot) {
        auto outcomes = box.cast({{&ballot, Channel::phone, rules}}, city.clock.at, city.random);
        REQUIRE(outcomes);
        return outcomes->front();
    }
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
        const auto count = polls.box.count(polls.poll);
        CHECK(count->by_choice[4] == 1);
        CHECK(count->by_choice[2] == 0);
    }
}

TEST_CASE("the same ballot again is known, and counted once") {
    Polls polls;
    const auto ballot = polls.city.ballot(polls.poll, 3, 1);
    CHECK(polls.cast(ballot).kind == Kind::accepted);
    CHECK(polls.cast(ballot).kind == Kind::known);
    CHECK(polls.box.count(polls.poll)->by_choice[3] == 1);
}

TEST_CASE("a ballot from a kiosk that was offline over the close: counted until the seal") {
    Polls polls;
    polls.rules.sealed_at = polls.city.clock.at + std::chrono::hours{1};
    const auto in_time = polls.city.ballot(polls.poll, 3, 1);
    CHECK(polls.cast(in_time).kind == Kind::accepted);
    polls.city.clock.at += std::chrono::hours{1};
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
    // Whatever order they come in, the file's rows are the same.
    std::vector<ops::SignedBallot> ballots;
    for (std::uint64_t voter = 0; voter < 40; ++voter)
        ballots.push_back(polls.city.ballot(polls.poll, 1, voter));
    std::vector<std::string> read;
    for (const bool reversed : {false, true}) {
        auto box = *BallotBox::open(polls.city.folder.file(reversed ? "b.db" : "a.db"));
        std::vector<BallotBox::Incoming> incoming;
        for (const auto& ballot : ballots)
            incoming.push_back({&ballot, Channel::phone, polls.rules});
        if (reversed) std::reverse(incoming.begin(), incoming.end());
        REQUIRE(box.cast(incoming, polls.city.clock.at, polls.city.random));
        auto all = box.database().prepare("SELECT hex(nullifier) FROM ballot");
        std::string order;
        while (*all->step()) order += all->text(0);
        read.push_back(order);
    }
    CHECK(read[0] == read[1]);
}

TEST_CASE("published counts move in steps of five new ballots and start at five") {
    Polls polls;
    std::optional<domain::Tally> published;
    std::vector<std::uint32_t> totals;
    for (std::uint64_t voter = 0; voter < 13; ++voter) {
        polls.cast(polls.city.ballot(polls.poll, static_cast<std::uint8_t>(1 + voter % 5), voter));
        const auto step = next_tally(polls.poll, polls.rules, *polls.box.count(polls.poll),
                                     published, polls.city.clock.at);
        if (!step.is_due) continue;
        published = step.tally;
        totals.push_back(published->total());
        REQUIRE(polls.box.mark_tallied(polls.poll));
    }
    CHECK(totals == std::vector<std::uint32_t>{5, 10});
    CHECK(published->is_provisional);
}

TEST_CASE("one person changing their mind five times moves no count") {
    Polls polls;
    for (std::uint32_t revision = 1; revision <= 9; ++revision)
        polls.cast(polls.city.ballot(polls.poll, static_cast<std::uint8_t>(1 + revision % 2), 1,
                                     revision));
    CHECK(!next_tally(polls.poll, polls.rules, *polls.box.count(polls.poll), std::nullopt,
                      polls.city.clock.at)
               .is_due);
}

TEST_CASE("past the seal the last tally is final and shows no more than was published") {
    Polls polls;
    domain::Tally before{polls.poll, domain::PollKind::thesis, {1, 1, 1, 1, 1}, true, {}};
    polls.rules.sealed_at = polls.city.clock.at;
    polls.cast(polls.city.ballot(polls.poll, 3, 1));
    const auto step = next_tally(polls.poll, polls.rules, *polls.box.count(polls.poll), before,
                                 polls.city.clock.at);
    REQUIRE(step.is_due);
    CHECK(!step.tally->is_provisional);
    CHECK(step.tally->counts == before.counts);
}

TEST_CASE("ballots of polls that nobody knows are kept, up to a bound") {
    Polls polls;
    polls.rules.is_known = false;
    CHECK(polls.cast(polls.city.ballot(polls.poll, 1, 1)).kind == Kind::accepted);
}

}  // namespace qp::city::storage
