// SPDX-License-Identifier: EUPL-1.2
// Relays as they are, between real devices and a real city: any number of hops, in any order, to
// one result.
#include <doctest/doctest.h>

#include "core/ops/ballot_request.h"
#include "core/ops/contribution.h"
#include "core/ops/payloads.h"
#include "core/ops/pull.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/ops/signed_bytes.h"
#include "sync/city/http/loopback_client.h"
#include "tests/client_city/runner_device.h"
#include "tests/client_city/running_relay.h"
#include "tests/net/cut_proxy.h"

using namespace qp;
using namespace qp::client_city;
using namespace std::chrono_literals;
using city::http::body_of;
using city::http::get;
using city::http::post;
using city::http::status_of;

namespace {

constexpr const char* kCbor = "application/cbor";
const Id kPoll{ops::Salt{7}};
constexpr auto kPatience = 15s;

// kiosk → (wire) → stand → (link) → city. The kiosk knows the stand alone.
struct AtAnEvent {
    RunningCity city;
    net::CutProxy link{city.port()};
    RunningRelay stand{city, 1, link.url()};
    net::CutProxy wire{stand.port()};
    RunnerDevice kiosk{city.city(), wire.url()};

    AtAnEvent() {
        REQUIRE(becomes_true([this] { return stand.is_ready(); }, kPatience));
        kiosk.start();
        REQUIRE(becomes_true([this] { return kiosk.has_city() && kiosk.state().sync.has_content; },
                             kPatience));
    }
};

ops::SignedBallot ballot_of(const std::string& person, const ops::CityId& city, const Id& poll,
                            std::uint32_t revision, std::uint8_t choice) {
    ops::Ballot ballot;
    ballot.poll = poll;
    ballot.revision = revision;
    ballot.choice = choice;
    const ops::BallotSecret secret = ops::sha256(as_bytes(person));
    return ops::sign_ballot(city, ops::nullifier_key(secret, city, poll), std::move(ballot));
}

// A ballot's bytes with another revision and choice (sync/protocol/README.md), under the nullifier
// that stands in them.
Bytes signed_by(const ops::KeyPair& key, Bytes ballot, std::uint8_t revision, std::uint8_t choice) {
    constexpr std::size_t kRevisionAt = 81;
    ballot[kRevisionAt + 3] = revision;
    ballot[kRevisionAt + 4] = choice;
    ballot.resize(ballot.size() - sizeof(ops::Signature));
    const auto signature = key.sign(ops::SignedBytes{}.prefix("qp1/ballot").raw(ballot).view());
    ballot.insert(ballot.end(), signature.begin(), signature.end());
    return ballot;
}

std::string body_with(const ops::CityId& city, BytesView ballot) {
    const std::vector<BytesView> one{ballot};
    return std::string{as_text(ops::encode_ballots_request(city, one, nullptr))};
}

std::string body_with_batch(const ops::CityId& city, BytesView batch) {
    const std::vector<BytesView> one{batch};
    return std::string{as_text(ops::encode_push(city, one))};
}

ops::RelayAnswer relay_answer(const std::string& answer, ops::RelayLane lane,
                              const ops::CityId& city) {
    CHECK(status_of(answer) == 200);
    const auto receipt = ops::read_relay_receipt(as_bytes(body_of(answer)), lane, city);
    REQUIRE(receipt);
    REQUIRE(receipt->answers.size() == 1);
    return receipt->answers[0];
}

}  // namespace

TEST_CASE("no link at the event: accepted at the stand, and with the link back at the city once") {
    AtAnEvent all;
    all.link.cut();
    all.kiosk.cast_as_somebody_new(kPoll, 1);
    const Id idea = all.kiosk.save_idea();
    CHECK(becomes_true([&] { return all.kiosk.is_at_relay(idea); }, 3s));
    CHECK(becomes_true([&] { return all.kiosk.state().sync.at_relay == 2; }, kPatience));
    CHECK(all.kiosk.state().sync.waiting == 2);
    CHECK(all.city.waiting() == 0);
    CHECK(all.stand.operations().waiting == 1);

    all.link.mend();
    CHECK(becomes_true([&] { return all.kiosk.is_received(idea); }, kPatience));
    CHECK(becomes_true([&] { return all.kiosk.state().sync.waiting == 0; }, kPatience));
    CHECK(all.kiosk.state().sync.at_relay == 0);
    CHECK(all.city.waiting() == 1);
    CHECK(all.city.ballots(kPoll).by_kiosk == 1);
    CHECK(all.stand.operations().received == 1);
    CHECK(all.stand.ballots().received == 1);
}

TEST_CASE("two relays, the link between them cut, answers lost on every hop: once at the city") {
    RunningCity city;
    net::CutProxy link{city.port()};
    RunningRelay hall{city, 1, link.url()};
    net::CutProxy cable{hall.port()};
    RunningRelay stand{city, 2, cable.url()};
    net::CutProxy wire{stand.port()};
    RunnerDevice kiosk{city.city(), wire.url()};
    REQUIRE(becomes_true([&] { return hall.is_ready() && stand.is_ready(); }, kPatience));
    kiosk.start();
    REQUIRE(becomes_true([&] { return kiosk.has_city() && kiosk.state().sync.has_content; },
                         kPatience));
    link.cut();
    cable.cut();
    wire.lose_answers("POST /api/v1/push", 1);
    kiosk.cast_as_somebody_new(kPoll, 1);
    const Id idea = kiosk.save_idea();
    REQUIRE(becomes_true([&] { return kiosk.state().sync.at_relay == 2; }, kPatience));
    // (What the stand says of itself may lie in the hall by now.)
    CHECK(stand.operations().further_up == 0);
    CHECK(hall.ballots().waiting == 0);

    cable.lose_answers("POST /api/v1/push", 1);
    cable.mend();
    CHECK(becomes_true(
        [&] { return stand.operations().further_up == 1 && stand.ballots().further_up == 1; },
        kPatience));
    CHECK(city.waiting() == 0);
    CHECK_FALSE(kiosk.is_received(idea));

    link.lose_answers("POST /api/v1/push", 1);
    link.lose_answers("POST /api/v1/ballots", 1);
    link.mend();
    CHECK(becomes_true([&] { return kiosk.is_received(idea); }, 2 * kPatience));
    CHECK(becomes_true([&] { return kiosk.state().sync.waiting == 0; }, 2 * kPatience));
    CHECK(city.waiting() == 1);
    CHECK(city.ballots(kPoll).by_kiosk == 1);
}

TEST_CASE("by the stand and then directly: the city has it once, and the device its receipt") {
    AtAnEvent all;
    all.link.cut();
    all.kiosk.cast_as_somebody_new(kPoll, 1);
    const Id idea = all.kiosk.save_idea();
    REQUIRE(becomes_true([&] { return all.kiosk.state().sync.at_relay == 2; }, kPatience));
    all.wire.set_server(all.city.port());
    all.wire.cut();  // the connection that is open leads to the stand still
    all.wire.mend();
    CHECK(becomes_true([&] { return all.kiosk.state().sync.waiting == 0; }, kPatience));
    CHECK(all.kiosk.is_received(idea));

    all.link.mend();
    CHECK(becomes_true(
        [&] { return all.stand.operations().waiting == 0 && all.stand.ballots().waiting == 0; },
        kPatience));
    CHECK(all.city.waiting() == 1);
    const auto ballots = all.city.ballots(kPoll);
    CHECK(ballots.by_kiosk + ballots.by_phone == 1);
}

TEST_CASE("what is published reaches a device that knows the stand alone, within 2 seconds") {
    AtAnEvent all;
    const Id idea = all.kiosk.save_idea();
    REQUIRE(becomes_true([&] { return all.kiosk.is_received(idea); }, kPatience));
    all.city.publish_all();
    CHECK(becomes_true([&] { return all.kiosk.shows(idea); }, 2s));

    // Counts come as the city publishes them: not before there are five.
    for (int i = 0; i < 4; ++i) all.kiosk.cast_as_somebody_new(idea, 1);
    REQUIRE(becomes_true([&] { return all.stand.ballots().received == 4; }, kPatience));
    CHECK_FALSE(becomes_true([&] { return all.kiosk.supports(idea).has_value(); }, 1500ms));
    all.kiosk.cast_as_somebody_new(idea, 1);
    CHECK(becomes_true([&] { return all.kiosk.supports(idea) == 5u; }, kPatience));
}

TEST_CASE("one person at two kiosks without a network, over two stands: counted once") {
    RunningCity city;
    net::CutProxy link{city.port()};
    RunningRelay one{city, 1, link.url()};
    RunningRelay other{city, 2, link.url()};
    REQUIRE(becomes_true([&] { return one.is_ready() && other.is_ready(); }, kPatience));
    link.cut();
    const ops::CityId id = city.city().id;
    const auto ballot = ballot_of("somebody", id, kPoll, 1, 1);
    for (const RunningRelay* relay : {&one, &other}) {
        const std::string answer =
            post(relay->port(), "/api/v1/ballots", kCbor, body_with(id, ballot.bytes));
        CHECK(relay_answer(answer, ops::RelayLane::ballots, id).kind ==
              ops::RelayAnswer::Kind::held);
    }
    link.mend();
    CHECK(becomes_true([&] { return one.ballots().received == 1 && other.ballots().received == 1; },
                       kPatience));
    CHECK(city.ballots(kPoll).by_kiosk == 1);
}

TEST_CASE("two revisions of a ballot over two stands, either order: the higher counts") {
    for (const bool is_higher_first : {true, false}) {
        CAPTURE(is_higher_first);
        RunningCity city;
        RunningRelay one{city, 1, "http://127.0.0.1:" + std::to_string(city.port())};
        net::CutProxy slow{city.port()};
        RunningRelay other{city, 2, slow.url()};
        REQUIRE(becomes_true([&] { return one.is_ready() && other.is_ready(); }, kPatience));
        slow.cut();
        const ops::CityId id = city.city().id;
        const auto lower = ballot_of("somebody", id, kPoll, 1, 0);
        const auto higher = ballot_of("somebody", id, kPoll, 2, 1);
        post(other.port(), "/api/v1/ballots", kCbor,
             body_with(id, (is_higher_first ? lower : higher).bytes));
        post(one.port(), "/api/v1/ballots", kCbor,
             body_with(id, (is_higher_first ? higher : lower).bytes));
        REQUIRE(becomes_true([&] { return one.ballots().received == 1; }, kPatience));
        slow.mend();
        CHECK(becomes_true([&] { return other.ballots().received == 1; }, kPatience));
        CHECK(city.ballots(kPoll).by_kiosk == 1);
        CHECK(city.ballots(kPoll).for_choice_1 == 1);
    }
}

TEST_CASE("a ballot from a kiosk offline over the close counts until the seal, and not after it") {
    AtAnEvent all;
    native::SystemClock clock;
    domain::MoodSession session;
    session.id = Id{ops::Salt{1}};
    session.quarter = "mitte";
    session.title.by_language["de"] = "Stimmung";
    for (std::uint8_t i = 2; i <= 3; ++i)
        session.theses.push_back({Id{ops::Salt{i}}, session.title});
    session.opens_at = clock.now() - 1h;
    session.closes_at = clock.now() + 300ms;
    session.sealed_at = clock.now() + 9s;
    all.city.publish_session(session);
    all.link.cut();
    const Id in_time = session.theses[0].id;
    const Id too_late = session.theses[1].id;
    all.kiosk.cast_as_somebody_new(in_time, 4);
    REQUIRE(becomes_true([&] { return all.stand.ballots().waiting == 1; }, kPatience));
    REQUIRE(becomes_true([&] { return clock.now() > session.closes_at; }, kPatience));
    all.link.mend();
    CHECK(becomes_true([&] { return all.city.ballots(in_time).by_kiosk == 1; }, kPatience));
    REQUIRE(clock.now() < session.sealed_at);

    all.link.cut();
    all.kiosk.cast_as_somebody_new(too_late, 4);
    REQUIRE(becomes_true([&] { return all.kiosk.state().sync.at_relay >= 1; }, kPatience));
    REQUIRE(becomes_true([&] { return clock.now() > session.sealed_at; }, kPatience));
    all.link.mend();
    CHECK(becomes_true([&] { return all.kiosk.state().sync.refused == 1; }, kPatience));
    CHECK(all.city.ballots(too_late).by_kiosk == 0);
}

TEST_CASE("a tally is provisional until an enrolled stand has passed on the last ballot it held") {
    RunningCity city{{{{test_relay_key(1).public_key(), ""}}, Milliseconds{100}}};
    net::CutProxy link{city.port()};
    RunningRelay stand{city, 1, link.url()};
    RunnerDevice phone{city.city(), stand.url()};
    domain::MoodSession session;
    session.id = Id{ops::Salt{1}};
    session.quarter = "mitte";
    session.title.by_language["de"] = "Stimmung";
    session.theses = {{Id{ops::Salt{2}}, session.title}};
    session.opens_at = native::SystemClock{}.now() - 1h;
    session.closes_at = native::SystemClock{}.now() + 2s;
    session.sealed_at = session.closes_at + 1h;
    city.publish_session(session);
    const Id poll = session.theses[0].id;
    REQUIRE(becomes_true([&] { return stand.is_ready(); }, kPatience));
    phone.start();
    REQUIRE(becomes_true([&] { return phone.has_city(); }, kPatience));
    const auto tally = [&] { return stand.tally(poll).value_or(domain::Tally{}); };
    for (int person = 0; person < 5; ++person) phone.cast_as_somebody_new(poll, 4);
    REQUIRE(becomes_true([&] { return tally().total() == 5; }, kPatience));

    link.cut();
    phone.cast_as_somebody_new(poll, 4);
    REQUIRE(becomes_true([&] { return stand.ballots().waiting == 1; }, kPatience));
    REQUIRE(becomes_true([&] { return native::SystemClock{}.now() > session.closes_at; }, 5s));
    CHECK(tally().is_provisional);
    link.mend();
    CHECK(becomes_true([&] { return !tally().is_provisional; }, kPatience));
    CHECK(city.ballots(poll).by_kiosk == 6);
}

TEST_CASE("who alters what a relay carries is refused, by the stand and by the city") {
    AtAnEvent all;
    const ops::CityId id = all.city.city().id;
    const auto cast = ballot_of("somebody", id, kPoll, 1, 1);
    Bytes altered = cast.bytes;
    altered[85] = 0;  // its choice
    const auto said =
        relay_answer(post(all.stand.port(), "/api/v1/ballots", kCbor, body_with(id, altered)),
                     ops::RelayLane::ballots, id);
    CHECK(said.kind == ops::RelayAnswer::Kind::refused);
    CHECK(said.code == "bad_signature");
    CHECK(all.stand.ballots().waiting == 0);

    const auto keys =
        ops::decode_city_keys(as_bytes(body_of(get(all.stand.port(), "/api/v1/city"))), id);
    REQUIRE(keys);
    const auto by_city = ops::verify_ballot_receipt(
        as_bytes(body_of(post(all.city.port(), "/api/v1/ballots", kCbor, body_with(id, altered)))),
        *keys);
    REQUIRE(by_city);
    CHECK(by_city->outcomes.at(0).kind == ops::BallotOutcome::Kind::rejected);

    native::SystemRandom random;
    native::SystemClock clock;
    const auto made =
        ops::contribute(*keys, {ops::IdeaWithdraw::kType, 1, ops::encode(ops::IdeaWithdraw{kPoll})},
                        Id{}, clock.now(), random);
    REQUIRE(made);
    Bytes batch = made->batch;
    batch[batch.size() / 2] ^= 1;  // within the payload
    const auto refused =
        relay_answer(post(all.stand.port(), "/api/v1/push", kCbor, body_with_batch(id, batch)),
                     ops::RelayLane::operations, id);
    CHECK(refused.kind == ops::RelayAnswer::Kind::refused);
    const auto receipt = ops::verify_push_receipt(
        as_bytes(body_of(post(all.city.port(), "/api/v1/push", kCbor, body_with_batch(id, batch)))),
        *keys);
    REQUIRE(receipt);
    CHECK(receipt->batches.empty());
    CHECK(receipt->refused.size() == 1);
    CHECK(all.stand.operations().waiting == 0);
}

TEST_CASE(
    "a relay that tries to replace a ballot it carries: refused, by the stand and by the city") {
    AtAnEvent all;
    const ops::CityId id = all.city.city().id;
    const auto victims = ballot_of("victim", id, kPoll, 1, 1);
    REQUIRE(
        relay_answer(post(all.stand.port(), "/api/v1/ballots", kCbor, body_with(id, victims.bytes)),
                     ops::RelayLane::ballots, id)
            .kind != ops::RelayAnswer::Kind::refused);
    REQUIRE(becomes_true([&] { return all.city.ballots(kPoll).for_choice_1 == 1; }, kPatience));

    // Whoever carries it knows all of it but the key: a higher revision, signed by a key of theirs.
    native::SystemRandom random;
    Bytes replaced = signed_by(ops::KeyPair::generate(random), victims.bytes, 2, 0);
    REQUIRE(replaced.size() == victims.bytes.size());
    const std::string body = body_with(id, replaced);
    const auto said = relay_answer(post(all.stand.port(), "/api/v1/ballots", kCbor, body),
                                   ops::RelayLane::ballots, id);
    CHECK(said.kind == ops::RelayAnswer::Kind::refused);
    CHECK(said.code == "bad_signature");

    const auto keys =
        ops::decode_city_keys(as_bytes(body_of(get(all.stand.port(), "/api/v1/city"))), id);
    REQUIRE(keys);
    const auto by_city = ops::verify_ballot_receipt(
        as_bytes(body_of(post(all.city.port(), "/api/v1/ballots", kCbor, body))), *keys);
    REQUIRE(by_city);
    REQUIRE(by_city->outcomes.size() == 1);
    CHECK(by_city->outcomes[0].kind == ops::BallotOutcome::Kind::rejected);
    CHECK(by_city->outcomes[0].code == "bad_signature");
    const auto held = all.city.ballots(kPoll);
    CHECK(held.for_choice_1 == 1);
    CHECK(held.by_kiosk + held.by_phone == 1);

    // The attack is no toy: the same layout, signed by the victim's own key, is taken and stands.
    const ops::BallotSecret secret = ops::sha256(as_bytes(std::string{"victim"}));
    replaced = signed_by(ops::nullifier_key(secret, id, kPoll), victims.bytes, 2, 0);
    CHECK(relay_answer(post(all.stand.port(), "/api/v1/ballots", kCbor, body_with(id, replaced)),
                       ops::RelayLane::ballots, id)
              .kind != ops::RelayAnswer::Kind::refused);
    CHECK(becomes_true([&] { return all.city.ballots(kPoll).for_choice_1 == 0; }, kPatience));
}

TEST_CASE("a relay learns nothing of what residents write: no word of it stands in its files") {
    AtAnEvent all;
    all.link.cut();
    const Id idea = all.kiosk.save_idea();  // "Mehr Licht"
    REQUIRE(becomes_true([&] { return all.kiosk.is_at_relay(idea); }, kPatience));
    all.stand.stop();
    CHECK_FALSE(all.stand.holds("Mehr Licht"));
    CHECK_FALSE(all.stand.holds("Licht"));
    CHECK_FALSE(all.stand.holds(std::string{as_text(idea.view())}));
    all.stand.start();
}

TEST_CASE("a full disk at the stand: nothing is accepted, nothing lost, and it goes on by itself") {
    AtAnEvent all;
    all.link.cut();
    all.stand.set_room(1 << 20);
    const Id idea = all.kiosk.save_idea();
    CHECK_FALSE(becomes_true([&] { return all.kiosk.is_at_relay(idea); }, 1s));
    CHECK(all.stand.operations().waiting == 0);
    const ops::CityId id = all.city.city().id;
    const auto ballot = ballot_of("somebody", id, kPoll, 1, 1);
    const std::string answer =
        post(all.stand.port(), "/api/v1/ballots", kCbor, body_with(id, ballot.bytes));
    CHECK(status_of(answer) == 507);
    CHECK(answer.find("no_space") != std::string::npos);

    all.stand.set_room(std::uint64_t{1} << 32);
    CHECK(becomes_true([&] { return all.kiosk.is_at_relay(idea); }, kPatience));
}

TEST_CASE("the stand is switched off and on again: what it accepted is there, and goes on") {
    AtAnEvent all;
    all.link.cut();
    const Id idea = all.kiosk.save_idea();
    REQUIRE(becomes_true([&] { return all.kiosk.is_at_relay(idea); }, kPatience));
    all.stand.stop();
    all.link.mend();
    all.stand.start();
    all.wire.set_server(all.stand.port());
    CHECK(becomes_true([&] { return all.city.waiting() == 1; }, kPatience));
    CHECK(becomes_true([&] { return all.kiosk.is_received(idea); }, kPatience));
}

TEST_CASE("one cursor serves at city and stand: who knows more than the stand hears nothing new") {
    AtAnEvent all;
    const ops::CityId id = all.city.city().id;
    const auto page_of = [&](std::uint16_t port, const std::string& cursor) {
        const std::string answer = get(
            port, "/api/v1/pull?scope=city,mitte" + (cursor.empty() ? "" : "&cursor=" + cursor));
        REQUIRE(status_of(answer) == 200);
        const auto page = ops::decode_page(as_bytes(body_of(answer)), id);
        REQUIRE(page);
        return *page;
    };
    const Id first = all.kiosk.save_idea();
    REQUIRE(becomes_true([&] { return all.kiosk.is_received(first); }, kPatience));
    all.city.publish_all();
    REQUIRE(becomes_true([&] { return all.kiosk.shows(first); }, kPatience));
    all.link.cut();

    // From the stand to the city: the same epoch, and nothing comes twice.
    const ops::Page at_stand = page_of(all.stand.port(), "");
    CHECK(at_stand.changes.size() == 1);
    const ops::Page at_city = page_of(all.city.port(), to_base64url(at_stand.cursor));
    CHECK(at_city.server_epoch == at_stand.server_epoch);
    CHECK(at_city.changes.empty());

    // Published while the stand has no link: there it has not happened yet.
    const auto session = [&] {
        domain::MoodSession made;
        made.id = Id{ops::Salt{1}};
        made.quarter = "mitte";
        made.title.by_language["de"] = "Stimmung";
        made.theses.push_back({Id{ops::Salt{2}}, made.title});
        return made;
    }();
    all.city.publish_session(session);
    const ops::Page ahead = page_of(all.city.port(), to_base64url(at_city.cursor));
    REQUIRE(ahead.changes.size() == 1);
    const ops::Page back = page_of(all.stand.port(), to_base64url(ahead.cursor));
    CHECK(back.changes.empty());
    CHECK(back.cursor == ahead.cursor);
    CHECK_FALSE(back.has_more);

    CHECK(status_of(get(all.stand.port(), "/api/v1/pull?scope=heepen")) == 404);
    CHECK(status_of(get(all.stand.port(), "/api/v1/pull?scope=city,mitte&cursor=AAAA")) == 410);
    CHECK(status_of(get(all.stand.port(), "/api/v1/snapshot?scope=city,mitte")) == 404);
    CHECK(body_of(get(all.stand.port(), "/api/v1/city")) ==
          body_of(get(all.city.port(), "/api/v1/city")));
}

TEST_CASE(
    "behind a proxy that holds streams back news reach a device of a stand within 2 seconds") {
    AtAnEvent all;
    all.wire.hold_answers();
    RunnerDevice there{all.city.city(), all.wire.url(), std::nullopt, 1h};
    there.start();
    REQUIRE(becomes_true([&] { return there.has_city() && there.state().sync.has_content; },
                         kPatience));
    REQUIRE(becomes_true([&] { return all.wire.requests_with("GET /api/v1/wake?known=") >= 1; },
                         2 * kPatience));
    const Id idea = all.kiosk.save_idea();
    REQUIRE(becomes_true([&] { return all.kiosk.is_received(idea); }, kPatience));
    all.city.publish_all();
    CHECK(becomes_true([&] { return there.shows(idea); }, 2s));
    CHECK(status_of(get(all.stand.port(), "/api/v1/wake?known=soon")) == 400);
}

TEST_CASE("a stand that never met its city says so, and takes nothing that it could not check") {
    RunningCity city;
    net::CutProxy link{city.port()};
    link.cut();
    RunningRelay stand{city, 1, link.url()};
    for (const char* target : {"/api/v1/city", "/api/v1/pull?scope=city"})
        CHECK(status_of(get(stand.port(), target)) == 503);
    const auto ballot = ballot_of("somebody", city.city().id, kPoll, 1, 1);
    CHECK(status_of(post(stand.port(), "/api/v1/ballots", kCbor,
                         body_with(city.city().id, ballot.bytes))) == 503);
    CHECK(body_of(get(stand.port(), "/health")).find("\"knows_city\":false") != std::string::npos);
    link.mend();
    CHECK(becomes_true([&] { return stand.is_ready(); }, kPatience));
    CHECK(status_of(get(stand.port(), "/api/v1/city")) == 200);
}

TEST_CASE("a city restored from a backup gets back what a relay had its receipts for") {
    AtAnEvent all;
    all.city.back_up();
    all.link.set_server(all.city.port());
    all.kiosk.cast_as_somebody_new(kPoll, 1);
    all.kiosk.save_idea();
    REQUIRE(becomes_true(
        [&] { return all.stand.operations().received == 1 && all.stand.ballots().received == 1; },
        kPatience));
    all.kiosk.stop();  // it will never come again
    all.city.restore();
    all.link.set_server(all.city.port());
    CHECK(becomes_true([&] { return all.city.waiting() == 1; }, 3 * kPatience));
    CHECK(becomes_true([&] { return all.city.ballots(kPoll).by_kiosk == 1; }, kPatience));
}
