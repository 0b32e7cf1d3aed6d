// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/forwarder.h"

#include <doctest/doctest.h>

#include "core/ops/contribution.h"
#include "core/ops/payloads.h"
#include "core/ops/receipt.h"
#include "tests/sim/fake_device.h"
#include "tests/sim/fake_relay.h"

namespace qp::city::relay {

namespace {

using namespace std::chrono_literals;
using ops::RelayLane;
using sim::kNoon;

constexpr auto kDay = std::chrono::hours{24};
const Id kPoll = sim::id_of(7);

// A relay's stores and its forwarder before a fake city, in virtual time.
struct Relay {
    sim::FakeCity city{1};
    sim::FakeTransport transport{city};
    SeededRandom random{7};
    ops::KeyPair key = ops::KeyPair::generate(random);
    Carried batches = *Carried::open(":memory:");
    Carried ballots = *Carried::open(":memory:");
    Forwarder forwarder{batches, ballots, random, key, {}};
    Instant now = kNoon;
    std::vector<Code> errors;

    ops::Hash take_batch() {
        const auto made = ops::contribute(
            city.keys(), {ops::IdeaWithdraw::kType, 1, ops::encode(ops::IdeaWithdraw{Id{}})}, Id{},
            now, random);
        REQUIRE(made);
        const ops::Hash hash = ops::sha256(made->batch);
        REQUIRE(batches.put(hash, made->batch));
        forwarder.took(RelayLane::operations, {hash});
        return hash;
    }
    ops::SignedBallot sign(const ops::BallotSecret& secret, std::uint32_t revision,
                           std::uint8_t choice) {
        ops::Ballot ballot;
        ballot.poll = kPoll;
        ballot.revision = revision;
        ballot.choice = choice;
        return ops::sign_ballot(city.city().id, ops::nullifier_key(secret, city.city().id, kPoll),
                                ballot);
    }
    ops::Hash take_ballot(const ops::SignedBallot& ballot) {
        REQUIRE(ballots.put(ballot.hash, ballot.bytes));
        forwarder.took(RelayLane::ballots, {ballot.hash});
        return ballot.hash;
    }
    ops::Hash take_ballot() {
        ops::BallotSecret secret{};
        random.fill(secret);
        return take_ballot(sign(secret, 1, 1));
    }
    bool step() {
        const auto request = forwarder.next(city.keys(), now);
        REQUIRE(request);
        if (!*request) return false;
        const auto done = forwarder.on_answer(transport.exchange(**request), city.keys(), now);
        if (!done) errors.push_back(done.error().code);
        return true;
    }
    void run(Milliseconds span) {
        const Instant until = now + span;
        for (int steps = 0; steps < 100'000; ++steps) {
            if (step()) continue;
            const Instant wake = forwarder.wake_at(now);
            if (wake > until) break;
            now = std::max(wake, now + 1ms);
        }
        now = until;
    }
    bool is_received(Carried& carried, const ops::Hash& hash) {
        const auto standing = carried.find(hash);
        REQUIRE((standing && *standing));
        return !(*standing)->city_receipt.empty();
    }
    std::vector<replica::Request> seen(replica::Lane lane) const {
        std::vector<replica::Request> found;
        for (const replica::Request& request : city.seen)
            if (request.lane == lane) found.push_back(request);
        return found;
    }
};

}  // namespace

TEST_CASE("each batch goes in a request of its own, and the city's receipt for it alone is kept") {
    Relay relay;
    std::vector<ops::Hash> hashes;
    hashes.reserve(5);
    for (int i = 0; i < 5; ++i) hashes.push_back(relay.take_batch());
    relay.run(10s);
    CHECK(relay.seen(replica::Lane::push).size() == 5);
    CHECK(relay.city.state.operations.size() == 5);
    for (const ops::Hash& hash : hashes) {
        const auto standing = relay.batches.find(hash);
        REQUIRE((standing && *standing));
        const auto receipt = ops::verify_push_receipt((*standing)->city_receipt, relay.city.keys());
        REQUIRE(receipt);
        CHECK(receipt->batches.size() == 1);
    }
    CHECK(relay.batches.counts()->waiting == 0);
}

TEST_CASE("each ballot goes padded, alone, under the relay's envelope, and not with operations") {
    Relay relay;
    relay.take_batch();
    const ops::Hash hash = relay.take_ballot();
    relay.run(500ms);
    CHECK(relay.seen(replica::Lane::push).size() == 1);
    CHECK(relay.seen(replica::Lane::ballots).empty());
    relay.take_ballot();
    relay.run(20s);
    const auto requests = relay.seen(replica::Lane::ballots);
    REQUIRE(requests.size() == 2);
    for (const replica::Request& request : requests) {
        CHECK(request.body.size() == ops::kBallotsPadding);
        const auto body = ops::decode_ballots_request(request.body, relay.city.city().id);
        REQUIRE(body);
        REQUIRE(body->envelope);
        CHECK(body->envelope->enrolled_key == relay.key.public_key());
        CHECK(body->ballots.size() == 1);
    }
    CHECK(relay.is_received(relay.ballots, hash));
}

TEST_CASE("ballots that came together leave in an order that was drawn") {
    Relay relay;
    relay.transport.set_connected(false);
    std::vector<ops::Hash> came;
    came.reserve(20);
    for (int i = 0; i < 20; ++i) came.push_back(relay.take_ballot());
    relay.run(1s);
    relay.transport.set_connected(true);
    relay.run(10min);
    std::vector<ops::Hash> left;
    for (const replica::Request& request : relay.seen(replica::Lane::ballots))
        left.push_back(
            ops::decode_ballots_request(request.body, relay.city.city().id)->ballots[0].hash);
    CHECK(left.size() == 20);
    CHECK(left != came);
    CHECK(std::is_permutation(left.begin(), left.end(), came.begin()));
}

TEST_CASE("no link, a lost answer, a captive portal: the same bytes again, held once") {
    Relay relay;
    for (const sim::Fault fault :
         {sim::Fault::lose_request, sim::Fault::lose_answer, sim::Fault::captive_portal,
          sim::Fault::cut_answer, sim::Fault::flip_bit, sim::Fault::unavailable}) {
        relay.transport.fail_next(fault);
        const ops::Hash hash = relay.take_batch();
        relay.run(5min);
        CHECK(relay.is_received(relay.batches, hash));
    }
    CHECK(relay.city.state.operations.size() == 6);
    CHECK(relay.city.state.last_operation == 6);
}

TEST_CASE("what the city wants later, or a proxy refuses, does not hold up the others") {
    Relay relay;
    bool is_busy = true;
    std::optional<ops::OpKey> first;
    relay.city.judge = [&](const ops::OpKey& key) -> std::optional<ops::Outcome> {
        if (!first) first = key;
        if (is_busy && key == *first) return ops::Outcome{ops::Outcome::Kind::retry, 0, ""};
        return std::nullopt;
    };
    for (int i = 0; i < 4; ++i) relay.take_batch();
    relay.run(10s);
    CHECK(relay.batches.counts()->received == 3);
    const std::size_t asked = relay.seen(replica::Lane::push).size();
    relay.run(1h);
    CHECK(relay.seen(replica::Lane::push).size() - asked < 62);
    is_busy = false;
    relay.run(3min);
    CHECK(relay.batches.counts()->waiting == 0);

    const ops::Hash spoilt = relay.take_batch();
    const Bytes bytes = (*relay.batches.waiting(spoilt))->bytes;
    relay.city.chokes_on = [&](const replica::Request& request) {
        return std::search(request.body.begin(), request.body.end(), bytes.begin(), bytes.end()) !=
               request.body.end();
    };
    const ops::Hash good = relay.take_batch();
    relay.run(1min);
    CHECK(relay.is_received(relay.batches, good));
    CHECK_FALSE(relay.is_received(relay.batches, spoilt));
}

TEST_CASE("a relay behind a relay keeps that one's receipt, and goes on until it has the city's") {
    Relay relay;
    sim::FakeRelay further{relay.city, kNoon - kDay, kNoon + 30 * kDay};
    relay.transport.lead_to(
        [&](const replica::Request& request) { return further.handle(request); });
    const ops::Hash batch = relay.take_batch();
    const ops::Hash ballot = relay.take_ballot();
    relay.run(1min);
    CHECK_FALSE(relay.is_received(relay.batches, batch));
    CHECK(relay.batches.counts()->further_up == 1);
    CHECK(relay.ballots.counts()->further_up == 1);
    CHECK(relay.errors.empty());

    further.pass_on();
    relay.run(5min);
    CHECK(relay.is_received(relay.batches, batch));
    CHECK(relay.is_received(relay.ballots, ballot));
    CHECK(relay.city.state.operations.size() == 1);
    CHECK(relay.city.state.ballots.size() == 1);
}

TEST_CASE("what may be a receipt by a new key of the city is a reason to ask for its keys, once") {
    for (const bool is_behind_a_relay : {false, true}) {
        CAPTURE(is_behind_a_relay);
        Relay relay;
        sim::FakeRelay further{relay.city, kNoon - kDay, kNoon + 30 * kDay};
        if (is_behind_a_relay)
            relay.transport.lead_to(
                [&](const replica::Request& request) { return further.handle(request); });
        const ops::CityKeys old = relay.city.keys();
        relay.take_batch();
        relay.run(1min);
        CHECK_FALSE(relay.forwarder.wants_keys());

        relay.city.rotate_keys(true);
        const ops::Hash batch = relay.take_batch();
        const auto bring = [&](const ops::CityKeys& keys) {
            for (int i = 0; i < 20 && !relay.is_received(relay.batches, batch); ++i) {
                const auto request = relay.forwarder.next(keys, relay.now);
                REQUIRE(request);
                if (*request)
                    static_cast<void>(relay.forwarder.on_answer(relay.transport.exchange(**request),
                                                                keys, relay.now));
                further.pass_on();
                relay.now += 1min;
            }
        };
        bring(old);
        CHECK_FALSE(relay.is_received(relay.batches, batch));
        CHECK(relay.forwarder.wants_keys());
        CHECK_FALSE(relay.forwarder.wants_keys());
        bring(relay.city.keys());
        CHECK(relay.is_received(relay.batches, batch));
    }
}

TEST_CASE("two revisions of a ballot over two relays, in either order: the higher counts") {
    for (const bool is_higher_first : {true, false}) {
        CAPTURE(is_higher_first);
        Relay one;
        Relay other;
        other.transport.lead_to(
            [&](const replica::Request& request) { return one.city.handle(request); });
        const ops::BallotSecret secret = ops::sha256(as_bytes("somebody"));
        const ops::SignedBallot lower = one.sign(secret, 1, 1);
        const ops::SignedBallot higher = one.sign(secret, 2, 0);
        one.take_ballot(is_higher_first ? higher : lower);
        one.run(10s);
        other.take_ballot(is_higher_first ? lower : higher);
        other.run(10s);
        REQUIRE(one.city.state.ballots.size() == 1);
        CHECK(one.city.state.ballots.begin()->second.hash == higher.hash);
        CHECK(one.ballots.counts()->waiting == 0);
        CHECK(other.ballots.counts()->waiting == 0);
    }
}

TEST_CASE("a relay that tries to replace a ballot it carries, or alters a batch, is refused") {
    Relay relay;
    const ops::BallotSecret secret = ops::sha256(as_bytes("somebody"));
    const ops::SignedBallot cast = relay.sign(secret, 1, 1);
    // It has no key but its own for a higher revision, and no signature for another choice.
    ops::Ballot forged = cast.ballot;
    forged.revision = 2;
    forged.choice = 0;
    Bytes stolen = ops::sign_ballot(relay.city.city().id, relay.key, forged).bytes;
    std::copy(cast.ballot.nullifier.begin(), cast.ballot.nullifier.end(), stolen.begin() + 49);
    Bytes changed = cast.bytes;
    changed[85] = 0;  // its choice
    for (const Bytes& bytes : {stolen, changed}) {
        CHECK(ops::decode_ballot(bytes, relay.city.city().id).error().code == Code::bad_signature);
        const std::vector<BytesView> one{bytes};
        replica::Request request;
        request.lane = replica::Lane::ballots;
        request.target = "/api/v1/ballots";
        request.body = ops::encode_ballots_request(relay.city.city().id, one, &relay.key);
        const auto receipt =
            ops::verify_ballot_receipt(relay.city.handle(request).body, relay.city.keys());
        REQUIRE(receipt);
        REQUIRE(receipt->outcomes.size() == 1);
        CHECK(receipt->outcomes[0].kind == ops::BallotOutcome::Kind::rejected);
        CHECK(receipt->outcomes[0].code == name(Code::bad_signature));
    }
    CHECK(relay.city.state.ballots.empty());
    relay.take_ballot(cast);
    relay.run(10s);
    CHECK(relay.city.state.ballots.begin()->second.ballot.choice == 1);

    const ops::Hash hash = relay.take_batch();
    Bytes batch = (*relay.batches.waiting(hash))->bytes;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        Bytes altered = batch;
        altered[i] ^= 1;
        CHECK_FALSE(ops::decode_batch(altered, relay.city.city()));
    }
}

TEST_CASE("a ballot whose signature is spoiled further up is brought again") {
    Relay relay;
    bool is_spoilt = true;
    const ops::Hash hash = relay.take_ballot();
    const Bytes bytes = (*relay.ballots.waiting(hash))->bytes;
    relay.transport.lead_to([&](const replica::Request& request) {
        replica::Request carried = request;
        if (is_spoilt) sim::spoil(carried.body, bytes);
        return relay.city.handle(carried);
    });
    relay.run(1min);
    CHECK(relay.city.state.ballots.empty());
    CHECK_FALSE(relay.is_received(relay.ballots, hash));
    is_spoilt = false;
    relay.run(3min);
    CHECK(relay.city.state.ballots.size() == 1);
    CHECK(relay.is_received(relay.ballots, hash));
}

TEST_CASE("a ballot that the city puts off is brought again") {
    Relay relay;
    relay.city.puts_off = [](const ops::Ballot&) { return true; };
    const ops::Hash hash = relay.take_ballot();
    relay.run(1min);
    CHECK_FALSE(relay.is_received(relay.ballots, hash));
    relay.city.puts_off = nullptr;
    relay.run(3min);
    CHECK(relay.city.state.ballots.size() == 1);
    CHECK(relay.is_received(relay.ballots, hash));
}

TEST_CASE("a ballot that has rotten at a relay goes, and the device's sound one takes its place") {
    Relay relay;
    const ops::BallotSecret secret = ops::sha256(as_bytes("somebody"));
    const ops::SignedBallot cast = relay.sign(secret, 1, 1);
    Bytes rotten = cast.bytes;
    rotten.back() ^= 1;
    REQUIRE(relay.ballots.put(cast.hash, rotten));
    relay.forwarder.took(RelayLane::ballots, {cast.hash});
    relay.run(1min);
    CHECK(relay.city.state.ballots.empty());
    CHECK_FALSE(*relay.ballots.find(cast.hash));

    relay.take_ballot(cast);
    relay.run(1min);
    CHECK(relay.city.state.ballots.size() == 1);
    CHECK(relay.is_received(relay.ballots, cast.hash));
}

TEST_CASE("a restored city gets everything once more, also what it had signed for") {
    Relay relay;
    const sim::CityState backup = relay.city.backup();
    const ops::Hash batch = relay.take_batch();
    const ops::Hash ballot = relay.take_ballot();
    relay.run(1min);
    REQUIRE(relay.batches.counts()->received == 1);
    relay.city.restore(backup);
    CHECK(relay.city.state.operations.empty());

    // It hears of the new epoch by the receipt for something else.
    relay.take_batch();
    relay.run(5min);
    CHECK(relay.city.state.operations.size() == 2);
    CHECK(relay.city.state.ballots.size() == 1);
    CHECK(relay.is_received(relay.batches, batch));
    CHECK(relay.is_received(relay.ballots, ballot));
}

TEST_CASE("a restored city gets everything once more, whichever tells that it was restored") {
    Relay relay;
    const sim::CityState backup = relay.city.backup();
    std::vector<ops::Hash> hashes;
    hashes.reserve(10);
    for (int i = 0; i < 10; ++i) hashes.push_back(relay.take_batch());
    // The last one in the order of a round waits on, and is then the first to be heard of.
    const ops::Hash last = *std::max_element(hashes.begin(), hashes.end());
    const Bytes bytes = (*relay.batches.waiting(last))->bytes;
    const ops::OpKey key = ops::decode_batch(bytes, relay.city.city())->key(0);
    relay.city.judge = [&](const ops::OpKey& one) -> std::optional<ops::Outcome> {
        if (one == key) return ops::Outcome{ops::Outcome::Kind::retry, 0, ""};
        return std::nullopt;
    };
    relay.run(1min);
    REQUIRE(relay.batches.counts()->received == 9);
    relay.city.restore(backup);
    relay.city.judge = nullptr;
    relay.run(5min);
    CHECK(relay.city.state.operations.size() == 10);
    CHECK(relay.batches.counts()->waiting == 0);
}

TEST_CASE("what the city has erased is erased here: its bytes go, its receipt stays") {
    Relay relay;
    const ops::Hash hash = relay.take_batch();
    const Bytes bytes = (*relay.batches.waiting(hash))->bytes;
    relay.run(10s);
    const auto batch = ops::decode_batch(bytes, relay.city.city());
    relay.city.erase(batch->key(0));
    REQUIRE(relay.forwarder.go_by(ops::ServerEpoch{ops::Salt{1}}));
    relay.run(1min);
    CHECK(relay.is_received(relay.batches, hash));
    // Nothing is left to bring to another epoch.
    REQUIRE(relay.forwarder.go_by(ops::ServerEpoch{ops::Salt{2}}));
    CHECK_FALSE(*relay.batches.find(hash));
}

TEST_CASE("what was received long ago is forgotten, what waits never is") {
    Relay relay;
    const ops::Hash received = relay.take_batch();
    relay.run(10s);
    relay.transport.set_connected(false);
    const ops::Hash waits = relay.take_batch();
    CHECK(*relay.batches.forget_received(relay.now, 35 * kDay) == 0);
    CHECK(*relay.batches.forget_received(relay.now + 100 * kDay, 35 * kDay) == 1);
    CHECK_FALSE(*relay.batches.find(received));
    CHECK(*relay.batches.find(waits));
}

TEST_CASE("a clock that was set back by years stops nothing") {
    Relay relay;
    relay.transport.set_connected(false);
    const ops::Hash hash = relay.take_batch();
    relay.run(10min);
    relay.transport.set_connected(true);
    relay.now -= std::chrono::hours{24 * 3650};
    relay.run(3min);
    CHECK(relay.is_received(relay.batches, hash));
}

}  // namespace qp::city::relay
