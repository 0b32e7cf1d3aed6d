// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/tallies.h"

#include <doctest/doctest.h>

#include "sync/city/storage/test_city.h"

namespace qp::city::storage {

namespace {

struct Poll {
    TestCity city;
    OperationLog log = *OperationLog::open(city.files.operations);
    BallotBox box = *BallotBox::open(city.files.ballots);
    store::Content content = *store::Content::open(city.files.content);
    PollSettings settings;
    domain::MoodSession session;
    Id thesis = city.new_id();

    Poll() {
        session.id = city.new_id();
        session.quarter = "mitte";
        session.title.by_language["de"] = "Probe";
        session.theses = {{thesis, {{{"de", "Mehr Licht"}}}}};
        session.opens_at = city.clock.at - std::chrono::hours{1};
        session.closes_at = city.clock.at + std::chrono::hours{1};
        session.sealed_at = session.closes_at + std::chrono::hours{24};
        REQUIRE(content.publish(
            {{domain::EntityKind::mood_session, session.id, "mitte", 1, encode(session)}}));
    }
    ops::KeyPair enroll(const std::string& quarter) {
        const ops::KeyPair key = ops::KeyPair::generate(city.random);
        settings.enrolled.push_back({key.public_key(), quarter});
        return key;
    }
    void vote(std::uint64_t first, std::uint64_t people) {
        const auto rules = *poll_rules(content, thesis, city.clock.at);
        for (std::uint64_t voter = first; voter < first + people; ++voter) {
            const auto ballot = city.ballot(thesis, 4, voter);
            REQUIRE(box.cast({{&ballot, Channel::kiosk, rules}}, city.clock.at, city.random));
        }
    }
    // "Poll drained, n ballots", as the device's first operation under a new epoch.
    void report(const ops::KeyPair& device, std::uint64_t ballots,
                const std::optional<ops::ServerEpoch>& epoch = std::nullopt) {
        const ops::PollDrained said{thesis, ballots, epoch};
        const auto made = ops::report_as_device(
            city.keys.list(), device, ops::new_chain(city.city(), device.public_key(), city.random),
            {said.kType, 1, encode(said)}, city.clock.at, city.random);
        REQUIRE(made);
        CHECK(city.take(log, *made).front().kind == ops::Outcome::Kind::accepted);
    }
    std::optional<domain::Tally> tally() {
        REQUIRE(publish_due_tallies(box, log, content, settings, city.clock.at));
        return *content.tally(thesis);
    }
};

}  // namespace

TEST_CASE("a closed poll is drained once every enrolled device of its scope has said so") {
    Poll poll;
    const auto here = poll.enroll("mitte");
    const auto anywhere = poll.enroll("");
    poll.enroll("senne");  // has no part in it
    poll.vote(1, 6);
    CHECK(poll.tally()->is_provisional);
    // Too early: more may come.
    poll.report(here, 3);
    poll.report(anywhere, 3);
    poll.city.clock.at = poll.session.closes_at;
    CHECK(poll.tally()->is_provisional);
    poll.report(here, 3);
    CHECK(poll.tally()->is_provisional);
    // Somebody who is not enrolled says it: worth nothing.
    poll.report(ops::KeyPair::generate(poll.city.random), 3);
    CHECK(poll.tally()->is_provisional);
    poll.report(anywhere, 3);
    CHECK_FALSE(poll.tally()->is_provisional);
    CHECK(poll.tally()->counts == std::vector<std::uint32_t>{0, 0, 0, 6, 0});
    CHECK((*poll.log.drained(poll.thesis, here.public_key()))->ballots == 3);
}

TEST_CASE("a report that was on its way while the city was restored is passed over") {
    Poll poll;
    const auto here = poll.enroll("mitte");
    const auto before = *poll.log.epoch(poll.city.random, false);
    poll.vote(1, 6);
    poll.city.clock.at = poll.session.closes_at;
    const auto after = *poll.log.epoch(poll.city.random, true);
    poll.report(here, 6, before);
    CHECK(poll.tally()->is_provisional);
    poll.report(here, 6, after);
    CHECK_FALSE(poll.tally()->is_provisional);
}

TEST_CASE("where no device is enrolled, or one never comes back, the seal makes a tally final") {
    for (const bool has_silent_one : {false, true}) {
        Poll poll;
        if (has_silent_one) poll.enroll("mitte");
        poll.vote(1, 6);
        CHECK(poll.tally()->is_provisional);
        poll.city.clock.at = poll.session.closes_at;
        CHECK(poll.tally()->is_provisional);
        poll.city.clock.at = poll.session.sealed_at;
        CHECK_FALSE(poll.tally()->is_provisional);
    }
}

TEST_CASE("ballots that come between the close and the seal still count") {
    Poll poll;
    const auto here = poll.enroll("mitte");
    poll.vote(1, 6);
    poll.city.clock.at = poll.session.closes_at;
    CHECK(poll.tally()->total() == 6);
    poll.vote(100, 6);
    poll.report(here, 12);
    CHECK(poll.tally()->total() == 12);
    CHECK_FALSE(poll.tally()->is_provisional);
}

}  // namespace qp::city::storage
