// SPDX-License-Identifier: EUPL-1.2
// Bad input at the real program: refused or flagged with a code of the protocol, logged once, never
// crashing and never blocking what is good.
#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <thread>

#include "core/domain/mood_session.h"
#include "core/ops/ballot_request.h"
#include "core/ops/push.h"
#include "sync/city/http/loopback_client.h"
#include "sync/city/program/city_process.h"

namespace qp::city::program {

namespace {

constexpr const char* kCbor = "application/cbor";
const Instant kNow = *from_iso("2026-11-23T12:00:00Z");

struct World {
    CityProcess city;
    SeededRandom random{21};
    std::optional<storage::KeyStore> keys;

    World() {
        city.log_file = city.folder.file("city.log");
        city.start();
        keys = city.keys();
    }
    ops::Contribution idea(Instant now = kNow) {
        ops::IdeaSubmit submit;
        submit.idea = random_id<Id>(random);
        submit.title = "Mehr Baenke";
        submit.quarter = "mitte";
        submit.language = "de";
        return *ops::contribute(keys->list(), {submit.kType, 1, encode(submit)}, Id{}, now, random);
    }
    ops::PushReceipt push(const std::vector<Bytes>& batches, int status = 200) {
        const std::vector<BytesView> views{batches.begin(), batches.end()};
        const auto body = ops::encode_push(keys->city().id, views);
        const auto answer = http::post(city.port, "/api/v1/push", kCbor, as_text(body));
        CHECK(http::status_of(answer) == status);
        const auto receipt =
            ops::verify_push_receipt(as_bytes(http::body_of(answer)), keys->list());
        REQUIRE(receipt);
        return *receipt;
    }
    ops::BallotReceipt cast(const std::vector<ops::SignedBallot>& ballots) {
        std::vector<BytesView> views;
        views.reserve(ballots.size());
        for (const auto& ballot : ballots) views.push_back(ballot.bytes);
        const auto body = ops::encode_ballots_request(keys->city().id, views, nullptr);
        const auto answer = http::post(city.port, "/api/v1/ballots", kCbor, as_text(body));
        CHECK(http::status_of(answer) == 200);
        const auto receipt =
            ops::verify_ballot_receipt(as_bytes(http::body_of(answer)), keys->list());
        REQUIRE(receipt);
        return *receipt;
    }
    ops::SignedBallot ballot(const Id& poll, std::uint8_t choice = 4) {
        ops::Seed secret{};
        random.fill(secret);
        ops::Ballot made;
        made.poll = poll;
        made.choice = choice;
        return ops::sign_ballot(keys->city().id, ops::nullifier_key(secret, keys->city().id, poll),
                                made);
    }
    std::size_t said(const std::string& words) const {
        std::ifstream in{city.log_file};
        std::size_t count = 0;
        for (std::string line; std::getline(in, line);)
            count += line.find(words) != std::string::npos;
        return count;
    }
};

ops::BallotOutcome outcome_of(const ops::BallotReceipt& receipt, const ops::SignedBallot& ballot) {
    for (const ops::BallotOutcome& outcome : receipt.outcomes)
        if (outcome.hash == ballot.hash) return outcome;
    return {};
}

}  // namespace

TEST_CASE("a forged signature is refused, said once however often it comes, and blocks nobody") {
    World world;
    Bytes forged = world.idea().batch;
    forged.back() ^= 1;
    for (int i = 0; i < 3; ++i) {
        const auto good = world.idea();
        const auto receipt = world.push({forged, good.batch});
        REQUIRE(receipt.refused.size() == 1);
        CHECK(receipt.refused[0].code == "bad_signature");
        CHECK(receipt.refused[0].hash == ops::sha256(forged));
        REQUIRE(receipt.batches.size() == 1);
        CHECK(receipt.batches[0].outcomes[0].kind == ops::Outcome::Kind::accepted);
    }
    CHECK(world.said("operations refused: bad_signature") == 1);
    CHECK(world.city.end(SIGTERM) == 0);
}

TEST_CASE("a replayed batch of another device is that device's own, once, and nobody else's") {
    World world;
    const auto idea = world.idea();
    const auto first = world.push({idea.batch});
    const auto own_city_seq = first.batches[0].outcomes[0].city_seq;
    // Somebody who has seen the bytes sends them as well, beside something of their own.
    const auto replayed = world.push({idea.batch, world.idea().batch});
    CHECK(replayed.batches[0].outcomes[0].kind == ops::Outcome::Kind::duplicate);
    CHECK(replayed.batches[0].outcomes[0].city_seq == own_city_seq);
    CHECK(replayed.batches[1].outcomes[0].kind == ops::Outcome::Kind::accepted);
    // With a name of their own on it, it is no batch any more.
    Bytes renamed = idea.batch;
    const auto author = idea.author.public_key();
    const auto at = std::search(renamed.begin(), renamed.end(), author.begin(), author.end());
    REQUIRE(at != renamed.end());
    const auto mine = ops::KeyPair::generate(world.random).public_key();
    std::copy(mine.begin(), mine.end(), at);
    CHECK(world.push({renamed}).refused.at(0).code == "bad_signature");
    auto log = *storage::OperationLog::open(world.city.folder.file("data/operations.db"));
    CHECK(log.counts()->operations == 2);
}

TEST_CASE("same key, other hash: 409 with a signed receipt, quarantined, said once") {
    World world;
    const auto idea = world.idea();
    world.push({idea.batch});
    // As a restored disk would: another first operation of the same chain.
    ops::ChainState chain{
        idea.chain.epoch, 0,
        ops::genesis_head(world.keys->city(), idea.author.public_key(), idea.chain.epoch)};
    const auto other = *ops::contribute_again(
        world.keys->list(), idea.author, chain,
        {ops::OpType::idea_withdraw, 1, encode(ops::IdeaWithdraw{random_id<Id>(world.random)})},
        Id{}, kNow, world.random);
    for (int i = 0; i < 2; ++i) {
        const auto receipt = world.push({other.batch, world.idea().batch}, 409);
        CHECK(receipt.batches[0].outcomes[0].code == "conflict");
        CHECK(receipt.batches[1].outcomes[0].kind == ops::Outcome::Kind::accepted);
    }
    CHECK(world.said("operations refused: conflict") == 1);
    auto log = *storage::OperationLog::open(world.city.folder.file("data/operations.db"));
    CHECK(log.counts()->quarantined == 1);
}

TEST_CASE("a forged ballot is refused, said once however often it comes, and blocks nobody") {
    World world;
    const Id poll = random_id<Id>(world.random);
    auto forged = world.ballot(poll);
    forged.bytes.back() ^= 1;
    for (int i = 0; i < 3; ++i) {
        const auto good = world.ballot(poll);
        const auto receipt = world.cast({forged, good});
        CHECK(outcome_of(receipt, forged).kind == ops::BallotOutcome::Kind::rejected);
        CHECK(outcome_of(receipt, forged).code == "bad_signature");
        CHECK(outcome_of(receipt, good).kind == ops::BallotOutcome::Kind::accepted);
    }
    CHECK(world.said("ballots refused: bad_signature") == 1);
    CHECK(world.city.end(SIGTERM) == 0);
    CHECK(world.said("ballots refused: bad_signature, 2 more") == 1);
}

TEST_CASE(
    "a ballot for a closed poll is refused as closed, one for an unknown poll is kept and "
    "flagged") {
    World world;
    domain::MoodSession session;
    session.id = random_id<Id>(world.random);
    session.quarter = "city";
    session.title.by_language["de"] = "Vorbei";
    session.theses = {{random_id<Id>(world.random), {{{"de", "Alt"}}}}};
    session.opens_at = *from_iso("2020-01-01T00:00:00Z");
    session.closes_at = *from_iso("2020-01-02T00:00:00Z");
    session.sealed_at = *from_iso("2020-01-16T00:00:00Z");
    auto content = *store::Content::open(world.city.folder.file("data/public.db"));
    REQUIRE(content.publish(
        {{domain::EntityKind::mood_session, session.id, "city", 1, encode(session)}}));
    const auto late = world.ballot(session.theses[0].id);
    const auto early = world.ballot(random_id<Id>(world.random));
    const auto strange = world.ballot(random_id<Id>(world.random), 77);
    for (int i = 0; i < 2; ++i) {
        const auto receipt = world.cast({late, early, strange});
        CHECK(outcome_of(receipt, late).code == "closed");
        // After a restore the ballot may be here before its idea is.
        CHECK(outcome_of(receipt, early).kind ==
              (i == 0 ? ops::BallotOutcome::Kind::accepted : ops::BallotOutcome::Kind::known));
        CHECK(outcome_of(receipt, strange).code == "bad_argument");
    }
    CHECK(world.said("ballots refused: closed") == 1);
    CHECK(world.said("ballots refused: bad_argument") == 1);
    // At the full hour, or when the city stops: a line at once would say when this ballot came.
    CHECK(world.city.end(SIGTERM) == 0);
    CHECK(world.said("ballots taken: unknown_poll, 1 within the last hour") == 1);
    CHECK(world.said("unknown_poll") == 1);
}

TEST_CASE("a clock before 1970 is taken, flagged and said once") {
    World world;
    for (int i = 0; i < 3; ++i) {
        const auto receipt = world.push({world.idea(*from_iso("1969-07-20T20:17:00Z")).batch});
        CHECK(receipt.batches[0].outcomes[0].kind == ops::Outcome::Kind::accepted);
    }
    CHECK(world.said("clocks of devices: skewed") == 1);
    auto log = *storage::OperationLog::open(world.city.folder.file("data/operations.db"));
    CHECK(log.counts()->skewed == 3);
    CHECK(log.waiting(10)->size() == 3);
}

TEST_CASE("city keys rotate and are revoked while the server runs, and nothing is lost by it") {
    World world;
    const auto before = world.idea();  // sealed to the key that goes
    const ops::CityKeys old_list = world.keys->list();
    CHECK(world.city.run("keys rotate").code == 0);
    CHECK(world.city.run("keys revoke " + to_hex(old_list.keys[0].id)).code == 0);
    CHECK(world.city.run("keys revoke 1234").code == 1);
    world.keys = world.city.keys();
    REQUIRE(world.keys->list().version == 3);
    std::string served;
    for (int i = 0; i < 100 && served != as_text(world.keys->list().bytes); ++i) {
        served = http::body_of(http::get(world.city.port, "/api/v1/city"));
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    REQUIRE(served == as_text(world.keys->list().bytes));
    const auto receipt = world.push({before.batch, world.idea().batch});
    CHECK(receipt.key_id == world.keys->list().keys[0].id);
    CHECK(receipt.key_id != old_list.keys[0].id);
    const std::string waiting = world.city.run("moderate list").out;
    const auto first = waiting.find("Mehr Baenke");
    CHECK(first != std::string::npos);
    CHECK(waiting.find("Mehr Baenke", first + 1) != std::string::npos);
}

TEST_CASE("key revoked in mid-batch, beside the running city: before: kept; after: held") {
    World world;
    const auto kiosk = ops::KeyPair::generate(world.random);
    std::vector<ops::Operation> operations;
    for (std::uint64_t i = 1; i <= 5; ++i)
        operations.push_back(ops::make_operation(
            ops::OpType::kiosk_health, 1, Id{}, ops::hlc_at(kNow), ops::PayloadKind::plain,
            encode(ops::KioskHealth{"1", i, 0, 0, 0, 0}), world.random));
    const auto push_first = [&](std::size_t count) {
        ops::ChainState chain{
            {}, 0, ops::genesis_head(world.keys->city(), kiosk.public_key(), ops::Epoch{})};
        const auto receipt = world.push({ops::sign_batch(world.keys->city(), kiosk, chain,
                                                         std::span{operations}.first(count))});
        return receipt.batches.at(0).outcomes;
    };
    auto log = *storage::OperationLog::open(world.city.folder.file("data/operations.db"));
    const auto last_said = [&] { return (*log.health(kiosk.public_key()))->health.uptime_s; };
    push_first(2);
    CHECK(last_said() == 2);
    CHECK(world.city.run("keys revoke " + to_hex(kiosk.public_key())).code == 0);

    const auto outcomes = push_first(5);

    REQUIRE(outcomes.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
        CAPTURE(i);
        // It hears "accepted" for what is held, since nothing is lost.
        CHECK(outcomes[i].kind ==
              (i < 2 ? ops::Outcome::Kind::duplicate : ops::Outcome::Kind::accepted));
    }
    CHECK(log.counts()->operations == 5);
    CHECK(log.counts()->held == 3);
    CHECK(last_said() == 2);

    const Ended reinstated = world.city.run("keys reinstate " + to_hex(kiosk.public_key()));
    CHECK(reinstated.code == 0);
    CHECK(reinstated.out.find("3 operations were held and count now") != std::string::npos);
    CHECK(log.counts()->held == 0);
    CHECK(last_said() == 5);
}

TEST_CASE("an address that asks too often hears 429 and when to come again; others do not") {
    CityProcess city{"proxies = [\"127.0.0.1\"]\nrequests_per_second = 0.2\nrequests_burst = 5\n",
                     "debug"};
    city.log_file = city.folder.file("city.log");
    city.start();
    const auto ask = [&](const std::string& address, const std::string& path) {
        return http::get(city.port, path, "X-Forwarded-For: " + address + "\r\n");
    };
    for (int i = 0; i < 5; ++i) CHECK(http::status_of(ask("198.51.100.7", "/api/v1/city")) == 200);
    const auto refused = ask("198.51.100.7", "/api/v1/city");
    CHECK(http::status_of(refused) == 429);
    CHECK(refused.find("Retry-After: ") != std::string::npos);
    CHECK(refused.find("application/problem+json") != std::string::npos);
    CHECK(http::status_of(http::post(city.port, "/api/v1/push", kCbor, "x",
                                     "X-Forwarded-For: 198.51.100.7\r\n")) == 429);
    CHECK(http::status_of(ask("198.51.100.8", "/api/v1/city")) == 200);
    // Pages are for everybody, and this machine's own are not counted.
    CHECK(http::status_of(ask("198.51.100.7", "/")) == 200);
    for (int i = 0; i < 20; ++i)
        CHECK(http::status_of(http::get(city.port, "/api/v1/city")) == 200);
    std::ifstream in{city.log_file};
    const std::string log{std::istreambuf_iterator<char>{in}, {}};
    CHECK(log.find("198.51") == std::string::npos);
}

}  // namespace qp::city::program
