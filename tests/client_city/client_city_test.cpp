// SPDX-License-Identifier: EUPL-1.2
#include <doctest/doctest.h>

#include "core/domain/place.h"
#include "core/ops/test_images.h"
#include "tests/client_city/runner_device.h"
#include "tests/client_city/running_city.h"
#include "tests/net/cut_proxy.h"

using namespace qp;
using namespace qp::client_city;
using namespace std::chrono_literals;

namespace {

struct Connected {
    RunningCity city;
    net::CutProxy proxy{city.port()};
    RunnerDevice here{city.city(), proxy.url()};
    RunnerDevice there{city.city(), proxy.url()};

    Connected() {
        here.start();
        there.start();
        REQUIRE(becomes_true(
            [this] {
                return here.has_city() && here.state().sync.has_content &&
                       there.state().sync.has_content;
            },
            10s));
    }
};

}  // namespace

TEST_CASE("an idea goes to the city, and once published to every other device within 2 seconds") {
    Connected all;
    const Id idea = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(idea); }, 3s));
    CHECK(all.city.waiting() == 1);
    CHECK_FALSE(all.there.shows(idea));

    all.city.publish_all();

    CHECK(becomes_true([&] { return all.there.shows(idea) && all.here.shows(idea); }, 2s));
    CHECK(all.city.waiting() == 0);
}

TEST_CASE("an idea that is declined tells its author's device why") {
    Connected all;
    const Id idea = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(idea); }, 3s));
    all.city.decline_all("Das gibt es schon.");
    CHECK(becomes_true([&] { return all.here.notice(idea) == "Das gibt es schon."; }, 2s));
    CHECK_FALSE(all.there.shows(idea));
}

TEST_CASE("both devices save without a connection: each idea is at the city exactly once") {
    Connected all;
    all.proxy.cut();
    const Id ours = all.here.save_idea();
    const Id theirs = all.there.save_idea();
    std::this_thread::sleep_for(300ms);
    CHECK(all.city.waiting() == 0);
    all.proxy.mend();
    CHECK(becomes_true([&] { return all.here.is_received(ours) && all.there.is_received(theirs); },
                       5s));
    CHECK(all.city.waiting() == 2);
}

TEST_CASE("answers lost on the way: the idea is at the city once, and the device learns it") {
    Connected all;
    all.proxy.lose_answers("POST /api/v1/push", 3);
    const Id idea = all.here.save_idea();
    CHECK(becomes_true([&] { return all.here.is_received(idea); }, 30s));
    CHECK(all.proxy.answers_lost() == 3);
    CHECK(all.city.waiting() == 1);
}

TEST_CASE("five people support an idea, three of them at a kiosk without a connection: five") {
    Connected all;
    const Id idea = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(idea); }, 3s));
    all.city.publish_all();
    REQUIRE(becomes_true([&] { return all.there.shows(idea); }, 2s));
    for (int i = 0; i < 2; ++i) all.here.cast_as_somebody_new(idea, 1);
    REQUIRE(becomes_true([&] { return all.here.state().sync.waiting == 0; }, 3s));
    CHECK_FALSE(all.there.supports(idea));

    all.proxy.cut();
    for (int i = 0; i < 3; ++i) all.there.cast_as_somebody_new(idea, 1);
    all.proxy.lose_answers("POST /api/v1/ballots", 1);
    all.proxy.mend();

    CHECK(becomes_true([&] { return all.there.supports(idea) == 5u; }, 30s));
    CHECK(becomes_true([&] { return all.here.supports(idea) == 5u; }, 3s));
}

TEST_CASE("a photo reaches the editors over a line that breaks, and nobody else") {
    Connected all;
    all.proxy.lose_answers("PUT /api/v1/blob/", 2);
    const Bytes image = ops::test_jpeg(std::string(400'000, 'x'));
    const Id idea = all.here.save_idea({image});
    REQUIRE(becomes_true([&] { return all.here.is_received(idea); }, 30s));
    REQUIRE(becomes_true([&] { return all.city.photos().size() == 1; }, 30s));
    CHECK(becomes_true([&] { return all.here.state().sync.waiting == 0; }, 30s));
    CHECK(all.proxy.answers_lost() == 2);
    const auto photos = all.city.photos();
    CHECK(photos[0].image == *ops::without_metadata(image));
}

TEST_CASE("behind a proxy that holds streams back an idea still appears within 2 seconds") {
    RunningCity city;
    net::CutProxy proxy{city.port()};
    proxy.hold_answers();
    RunnerDevice here{city.city(), proxy.url()};
    RunnerDevice there{city.city(), proxy.url(), std::nullopt, std::chrono::hours{1}};
    here.start();
    there.start();
    REQUIRE(becomes_true([&] { return there.has_city() && there.state().sync.has_content; }, 30s));
    // They need some seconds to notice that their streams are dumb. The second poll of each waits.
    REQUIRE(becomes_true([&] { return proxy.requests_with("GET /api/v1/wake?known=") >= 2; }, 20s));
    const Id idea = here.save_idea();
    REQUIRE(becomes_true([&] { return here.is_received(idea); }, 3s));
    city.publish_all();
    CHECK(becomes_true([&] { return there.shows(idea); }, 2s));
}

TEST_CASE("a tally is provisional until every enrolled kiosk has passed on what it held") {
    native::SystemRandom random;
    const ops::KeyPair here_key = ops::KeyPair::generate(random);
    const ops::KeyPair there_key = ops::KeyPair::generate(random);
    RunningCity city{
        {{{here_key.public_key(), "mitte"}, {there_key.public_key(), ""}}, Milliseconds{100}}};
    net::CutProxy proxy{city.port()};
    RunnerDevice here{city.city(), proxy.url(), here_key, 500ms};
    RunnerDevice there{city.city(), proxy.url(), there_key, 500ms};
    domain::MoodSession session;
    session.id = random_id<Id>(random);
    session.quarter = "mitte";
    session.title.by_language["de"] = "Probe";
    session.theses = {{random_id<Id>(random), {{{"de", "Mehr Licht"}}}}};
    session.opens_at = native::SystemClock{}.now() - 1h;
    session.closes_at = native::SystemClock{}.now() + 2s;
    session.sealed_at = session.closes_at + 1h;
    city.publish({domain::EntityKind::mood_session, session.id, "mitte", 1, encode(session)});
    const Id poll = session.theses[0].id;
    here.start();
    there.start();
    REQUIRE(becomes_true([&] { return here.has_city() && there.has_city(); }, 30s));
    there.stop();
    for (int i = 0; i < 5; ++i) here.cast_as_somebody_new(poll, 4);
    for (int i = 0; i < 5; ++i) there.cast_as_somebody_new(poll, 2);
    const auto shown = [&](std::uint32_t total, bool is_provisional) {
        const auto tally = here.tally(poll);
        return tally && tally->total() == total && tally->is_provisional == is_provisional;
    };
    // The one kiosk is through with it after the close; the other one is offline over the close.
    std::this_thread::sleep_for(2500ms);
    CHECK(becomes_true([&] { return shown(5, true); }, 30s));
    CHECK_FALSE(becomes_true([&] { return shown(5, false); }, 1500ms));
    there.start();
    CHECK(becomes_true([&] { return shown(10, false); }, 30s));
}

TEST_CASE("a new device starts with everything that is public, from a snapshot the city signed") {
    Connected all;
    std::vector<Id> ideas;
    ideas.reserve(20);
    for (int i = 0; i < 20; ++i) ideas.push_back(all.here.save_idea());
    REQUIRE(becomes_true([&] { return all.here.is_received(ideas.back()); }, 30s));
    all.city.publish_all();
    RunnerDevice late{all.city.city(), all.proxy.url()};
    late.start();
    CHECK(becomes_true([&] { return late.state().sync.has_content; }, 30s));
    for (const Id& idea : ideas) CHECK(becomes_true([&] { return late.shows(idea); }, 2s));
}

TEST_CASE(
    "a device that follows less from now on lets go of the rest, and keeps up with what it holds") {
    RunningCity city;
    RunnerDevice kiosk{city.city(), "http://127.0.0.1:" + std::to_string(city.port())};
    kiosk.follow(domain::all_scopes());
    kiosk.start();
    REQUIRE(becomes_true([&] { return kiosk.has_city() && kiosk.state().sync.has_content; }, 30s));
    const Id here = kiosk.save_idea();
    const Id elsewhere = kiosk.save_idea({}, "senne");
    const Id everywhere = kiosk.save_idea({}, "city");
    REQUIRE(becomes_true([&] { return kiosk.is_received(everywhere); }, 30s));
    city.publish_all();
    REQUIRE(becomes_true([&] { return kiosk.shows(here) && kiosk.shows(elsewhere); }, 30s));

    kiosk.stop();
    kiosk.follow(domain::scopes_of("mitte"));
    kiosk.start();

    CHECK(becomes_true([&] { return !kiosk.shows(elsewhere); }, 30s));
    CHECK(kiosk.shows(here));
    CHECK(kiosk.shows(everywhere));
    const Id later = kiosk.save_idea();
    REQUIRE(becomes_true([&] { return kiosk.is_received(later); }, 30s));
    city.publish_all();
    CHECK(becomes_true([&] { return kiosk.shows(later); }, 30s));
}

TEST_CASE("a city restored from a backup gets back what it had signed for") {
    Connected all;
    const Id before = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(before); }, 3s));
    all.city.publish_all();
    all.city.back_up();
    all.proxy.set_server(all.city.port());
    const Id after = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(after); }, 30s));
    all.city.publish_all();
    REQUIRE(becomes_true([&] { return all.there.shows(after); }, 30s));

    all.city.restore();
    all.proxy.set_server(all.city.port());
    REQUIRE(all.city.waiting() == 0);

    CHECK(becomes_true([&] { return all.city.waiting() == 1; }, 15s));
    // The others forget what is no longer public, until it is published once more.
    CHECK(becomes_true([&] { return !all.there.shows(after) && all.there.shows(before); }, 15s));
    all.city.publish_all();
    CHECK(becomes_true([&] { return all.there.shows(after); }, 30s));
}

TEST_CASE("cloned or restored disk: fork seen; new epoch") {
    native::SystemRandom random;
    const ops::KeyPair key = ops::KeyPair::generate(random);
    RunningCity city{{{{key.public_key(), "mitte"}}, Milliseconds{100}}};
    const std::string url = "http://127.0.0.1:" + std::to_string(city.port());
    // Of a poll that has closed a kiosk says that it holds no more of it: an operation of its own.
    const auto close_a_poll = [&] {
        domain::MoodSession session;
        session.id = random_id<Id>(random);
        session.quarter = "mitte";
        session.title.by_language["de"] = "Probe";
        session.theses = {{random_id<Id>(random), session.title}};
        session.opens_at = native::SystemClock{}.now() - 2h;
        session.closes_at = session.opens_at + 1h;
        session.sealed_at = session.closes_at + 24h;
        city.publish_session(session);
    };
    const auto said = [&] { return city.operations_of(key.public_key()); };
    RunnerDevice kiosk{city.city(), url, key, 500ms};
    close_a_poll();
    kiosk.start();
    REQUIRE(becomes_true([&] { return said().size() == 1; }, 30s));
    REQUIRE(becomes_true([&] { return kiosk.state().sync.waiting == 0; }, 30s));
    const ops::Epoch epoch = said()[0].epoch;
    kiosk.stop();
    RunnerDevice clone{city.city(), url, key, 500ms, &kiosk, store::DeviceKind::kiosk};

    close_a_poll();  // both say so, as the second operation of one chain
    kiosk.start();
    REQUIRE(becomes_true([&] { return said().size() == 2; }, 30s));
    CHECK(said()[1] == ops::OpKey{key.public_key(), epoch, 2});
    clone.start();

    REQUIRE(becomes_true([&] { return said().size() >= 4; }, 30s));
    const auto all = said();
    CHECK(all[2].epoch != epoch);
    CHECK(all[2].seq == 1);
    CHECK(all[3] == ops::OpKey{key.public_key(), all[2].epoch, 2});
    CHECK(city.counts().quarantined == 1);
    CHECK(becomes_true([&] { return clone.state().sync.waiting == 0; }, 30s));
    CHECK(clone.state().sync.refused == 1);
    CHECK(kiosk.state().sync.refused == 0);
}

TEST_CASE("device offline, idea erased meanwhile: erased; snapshot") {
    RunningCity city;
    net::CutProxy proxy{city.port()};
    const auto phone = [&](const RunnerDevice* disk_of) {
        return std::make_unique<RunnerDevice>(city.city(), proxy.url(), std::nullopt, 500ms,
                                              disk_of, store::DeviceKind::phone);
    };
    const auto device = phone(nullptr);
    device->start();
    REQUIRE(
        becomes_true([&] { return device->has_city() && device->state().sync.has_content; }, 30s));
    proxy.lose_answers("POST /api/v1/push", 1'000);
    const Id idea = device->save_idea();
    REQUIRE(becomes_true([&] { return city.waiting() == 1; }, 30s));
    city.publish_all();
    REQUIRE(becomes_true([&] { return device->shows(idea); }, 30s));
    device->stop();
    REQUIRE_FALSE(device->is_received(idea));
    proxy.lose_answers("POST /api/v1/push", 0);

    // The same person takes it back on another phone, which holds the contribution's key as well.
    const auto other = phone(device.get());
    other->start();
    REQUIRE(becomes_true([&] { return other->is_received(idea); }, 30s));
    other->withdraw(idea);
    REQUIRE(becomes_true([&] { return !other->shows(idea); }, 30s));
    other->stop();
    // As long as the device was away the city has come back from a backup: its cursor is gone.
    city.back_up();
    city.restore();
    proxy.set_server(city.port());
    REQUIRE(device->shows(idea));
    const int snapshots = proxy.requests_with("GET /api/v1/snapshot");

    device->start();

    CHECK(becomes_true([&] { return device->is_received(idea); }, 30s));
    CHECK(becomes_true([&] { return !device->shows(idea); }, 30s));
    CHECK(becomes_true([&] { return device->state().sync.waiting == 0; }, 30s));
    CHECK(device->state().sync.refused == 0);
    CHECK(proxy.requests_with("GET /api/v1/snapshot") == snapshots + 1);
    CHECK(city.waiting() == 0);
}

TEST_CASE("a cursor of another schema, older or newer: 410, and the device starts anew") {
    Connected all;
    const Id before = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(before); }, 3s));
    all.city.publish_all();
    for (const int by : {-1, 1}) {
        CAPTURE(by);
        REQUIRE(becomes_true([&] { return all.there.shows(before); }, 30s));
        all.there.stop();
        all.there.set_cursor_schema(by);
        const int snapshots = all.proxy.requests_with("GET /api/v1/snapshot");
        all.there.start();
        CHECK(becomes_true(
            [&] { return all.proxy.requests_with("GET /api/v1/snapshot") == snapshots + 1; }, 30s));
        const Id after = all.here.save_idea();
        REQUIRE(becomes_true([&] { return all.here.is_received(after); }, 3s));
        all.city.publish_all();
        CHECK(becomes_true([&] { return all.there.shows(after); }, 30s));
        CHECK(all.there.shows(before));
    }
}

TEST_CASE("old device, new server: what it does not know is kept as it is and shown nowhere") {
    Connected all;
    const auto kind = domain::EntityKind{200};
    const Id id{ops::Salt{9}};
    const Bytes payload{0xa1, 0x00, 0x18, 0x2a};
    all.city.publish({kind, id, "mitte", 9, payload});
    REQUIRE(becomes_true([&] { return all.here.held(kind, id).has_value(); }, 30s));
    const auto held = all.here.held(kind, id);
    CHECK(held->version == 9);
    CHECK(held->payload == payload);
    CHECK(all.here.ideas() == 0);
    CHECK_FALSE(all.here.shows(id));

    // What it knows goes on behind it.
    const Id idea = all.here.save_idea();
    REQUIRE(becomes_true([&] { return all.here.is_received(idea); }, 3s));
    all.city.publish_all();
    CHECK(becomes_true([&] { return all.here.shows(idea); }, 30s));
    CHECK(all.here.held(kind, id) == held);
}
