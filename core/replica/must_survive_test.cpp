// SPDX-License-Identifier: EUPL-1.2
// The rows of the protocol's table "Must survive" that a device has a part in, each under its name.
// Those that concern the city alone are tested in sync/city, those of files in core/store, those of
// a browser in web.
#include <doctest/doctest.h>

#include <filesystem>

#include "core/domain/idea.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using replica::Lane;
using replica::Request;
using store::Delivery;

namespace {

constexpr auto kIdea = static_cast<std::uint8_t>(domain::EntityKind::idea);
constexpr std::nullopt_t kLive = std::nullopt;
constexpr auto kTenYears = std::chrono::hours{24 * 3652};

void publish(FakeCity& city, std::uint8_t number) {
    domain::Idea idea;
    idea.id = id_of(number);
    idea.title = "Idee " + std::to_string(number);
    idea.text = "Text";
    idea.quarter = "mitte";
    idea.steps.push_back({domain::IdeaStatus::collected, kNoon, ""});
    city.publish(kIdea, idea.id, "mitte", domain::encode(idea));
}

std::uint32_t ideas(FakeDevice& device) {
    auto page = device.content.ideas({});
    REQUIRE(page);
    return page->total;
}

std::vector<Request> pushes(const FakeCity& city) {
    std::vector<Request> found;
    for (const Request& request : city.seen)
        if (request.lane == Lane::push) found.push_back(request);
    return found;
}

}  // namespace

TEST_CASE("answer lost after commit: the same bytes again, a duplicate is an ack") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.fail_next(Fault::lose_answer);
    const Id idea = device.save_idea("Eins");
    device.run(0ms);
    CHECK(city.state.operations.size() == 1);
    CHECK(device.delivery(idea) == Delivery::saved);

    device.save_idea("Zwei");  // does not change what is in doubt
    device.run(10s);

    const auto sent = pushes(city);
    REQUIRE(sent.size() >= 2);
    CHECK(sent[0].body == sent[1].body);
    CHECK(device.delivery(idea) == Delivery::received);
    CHECK(city.state.operations.size() == 2);
    CHECK(city.state.last_operation == 2);
}

TEST_CASE("crash after the city's commit and before the ack: pushed again, held once") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.fail_next(Fault::lose_answer);
    const Id idea = device.save_idea("Eins");
    device.run(0ms);
    device.restart();
    device.run(10s);
    CHECK(device.delivery(idea) == Delivery::received);
    CHECK(city.state.operations.size() == 1);
}

TEST_CASE("captive portal: a 200 with HTML is no ack") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    const Id idea = device.save_idea("Eins");
    device.cast(id_of(1), 1, kLive);
    device.errors.clear();
    device.transport.fail_next(Fault::captive_portal, 4);
    device.run(100ms);

    CHECK(device.delivery(idea) == Delivery::saved);
    CHECK(device.state().waiting == 2);
    CHECK_FALSE(device.state().has_link);
    REQUIRE(!device.errors.empty());
    CHECK(device.errors.front() == Code::not_a_receipt);

    device.run(1min);
    CHECK(device.delivery(idea) == Delivery::received);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("batch cut mid-body: nothing applied; resumes") {
    FakeCity city{1};
    for (std::uint8_t i = 1; i <= 7; ++i) publish(city, i);
    FakeDevice device{city, {.takes_snapshots = false}};
    device.step();  // keys
    device.step();  // the first page
    REQUIRE(ideas(device) == 3);
    const Bytes cursor = device.content.cursor().value();
    device.transport.fail_next(Fault::cut_answer);
    device.step();
    CHECK(ideas(device) == 3);
    CHECK(device.content.cursor().value() == cursor);
    device.run(1min);
    CHECK(ideas(device) == 7);

    device.transport.fail_next(Fault::cut_answer);
    const Id idea = device.save_idea("Eins");
    device.run(0ms);
    CHECK(device.delivery(idea) == Delivery::saved);
    device.run(10s);
    CHECK(device.delivery(idea) == Delivery::received);
}

TEST_CASE("poison operation: listed; the rest goes on") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    std::vector<Id> ideas;
    ideas.reserve(5);
    for (int i = 0; i < 5; ++i) ideas.push_back(device.save_idea("Idee " + std::to_string(i)));
    int asked = 0;
    city.judge = [&](const ops::OpKey&) -> std::optional<ops::Outcome> {
        if (asked++ == 2) return ops::Outcome{ops::Outcome::Kind::rejected, 0, "malformed"};
        return std::nullopt;
    };
    device.transport.set_connected(true);
    device.run(3min);

    CHECK(device.state().waiting == 0);
    CHECK(device.state().refused == 1);
    CHECK(city.state.operations.size() == 4);
    int refused = 0;
    for (const Id& idea : ideas) refused += device.delivery(idea) == Delivery::refused;
    CHECK(refused == 1);
}

TEST_CASE("same key, other hash: 409 with a receipt, listed, and not tried for ever") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    city.judge = [&](const ops::OpKey& key) -> std::optional<ops::Outcome> {
        // Somebody else's operation already stands under this key.
        city.state.operations[key] = {ops::Hash{}, 99, false};
        ++city.refused_forks[key];
        return ops::Outcome{ops::Outcome::Kind::rejected, 0, name(Code::conflict)};
    };
    const Id idea = device.save_idea("Eins");
    device.run(1h);
    CHECK(device.delivery(idea) == Delivery::refused);
    auto own = device.local.own_idea(idea);
    REQUIRE(own);
    CHECK((*own)->refusal == name(Code::conflict));
    CHECK(pushes(city).size() == 1);
}

TEST_CASE("cloned or restored disk: the fork is seen, and the next contribution is not held up") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "qp-clone-test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    FakeCity city{1};
    const DeviceOptions phone{.kind = store::DeviceKind::phone,
                              .local_path = (folder / "a.db").string()};
    FakeDevice device{city, phone};
    device.run(1s);
    const Id idea = device.save_idea("Eins");
    device.run(1s);
    REQUIRE(device.delivery(idea) == Delivery::received);
    for (const char* part : {"", "-wal"})
        fs::copy_file(folder / (std::string{"a.db"} + part), folder / (std::string{"b.db"} + part));

    DeviceOptions cloned = phone;
    cloned.seed = 2;
    cloned.local_path = (folder / "b.db").string();
    FakeDevice clone{city, cloned};
    // Both go on in the same chain.
    REQUIRE(device.local.withdraw_idea(idea));
    device.replica().saved_something();
    device.run(1s);
    REQUIRE(clone.local.withdraw_idea(idea));
    clone.replica().saved_something();
    clone.run(1min);

    CHECK(device.state().refused == 0);
    CHECK(clone.state().refused == 1);
    CHECK(city.refused_forks.size() == 1);
    const Id next = clone.save_idea("Zwei");
    clone.run(1s);
    CHECK(clone.delivery(next) == Delivery::received);
    fs::remove_all(folder);
}

TEST_CASE("clock ten years off, or backwards: sent and received all the same") {
    for (const auto jump : {Milliseconds{kTenYears}, Milliseconds{-kTenYears}}) {
        FakeCity city{1};
        FakeDevice device{city, {}};
        device.run(1s);
        device.transport.set_connected(false);
        device.save_idea("Vorher");
        device.cast(id_of(1), 1, 10min);
        device.run(30min);  // deep in the back-off

        device.clock.at += jump;
        device.transport.set_connected(true);
        const Id after = device.save_idea("Nachher");
        device.cast(id_of(2), 1, 0ms);
        device.run(5min);

        CHECK(device.state().waiting == 0);
        CHECK(device.delivery(after) == Delivery::received);
        CHECK(city.state.operations.size() == 2);
        CHECK(city.state.ballots.size() == 2);
        publish(city, 1);
        device.run(1min);
        CHECK(ideas(device) == 1);
        CHECK(device.steps_at_once_max < 20);
    }
}

TEST_CASE("two revisions of a ballot over two ways, either order: the higher counts") {
    for (const bool is_reversed : {false, true}) {
        FakeCity city{1};
        FakeDevice device{city, {}};
        device.run(1s);
        std::vector<Bytes> ballots;
        for (const std::uint8_t choice : {std::uint8_t{2}, std::uint8_t{5}}) {
            device.transport.set_connected(false);
            device.cast(id_of(1), choice, kLive);
            auto waiting = device.local.unsent_ballots(64, device.clock.at);
            REQUIRE(waiting);
            ballots.push_back(waiting->back().ballot);
        }
        if (is_reversed) std::swap(ballots[0], ballots[1]);
        for (const Bytes& ballot : ballots) {
            const BytesView one[] = {ballot};
            Request request;
            request.lane = Lane::ballots;
            request.target = "/api/v1/ballots";
            request.body = ops::encode_ballots_request(city.city().id, one, nullptr);
            CHECK(city.handle(request).status == 200);
        }
        REQUIRE(city.state.ballots.size() == 1);
        CHECK(city.state.ballots.begin()->second.ballot.choice == 5);
        CHECK(city.state.ballots.begin()->second.ballot.revision == 2);
    }
}

TEST_CASE("a ballot from a kiosk that was offline for two weeks goes out as soon as it can") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    device.cast(id_of(1), 1, 0ms);
    device.run(std::chrono::hours{24 * 13});
    CHECK(city.state.ballots.empty());
    device.transport.set_connected(true);
    device.run(5min);
    CHECK(city.state.ballots.size() == 1);
}

TEST_CASE("server restored from backup: epoch change, pushed again, nothing lost") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    publish(city, 1);
    device.save_idea("Vor der Sicherung");
    device.run(10s);
    const CityState backup = city.backup();
    publish(city, 2);
    publish(city, 3);
    const Id idea = device.save_idea("Nach der Sicherung");
    device.cast(id_of(9), 1, kLive);
    device.run(1min);
    REQUIRE(device.delivery(idea) == Delivery::received);
    REQUIRE(ideas(device) == 3);

    city.restore(backup);
    REQUIRE(city.state.operations.size() == 1);
    publish(city, 4);
    device.run(5min);

    CHECK(city.state.operations.size() == 2);
    CHECK(city.state.ballots.size() == 1);
    CHECK(device.state().waiting == 0);
    // What the city no longer publishes is gone, what it publishes under lower numbers is there.
    CHECK(ideas(device) == 2);
    CHECK(device.state().has_content);
    // It happens once, not for ever.
    const auto before = pushes(city).size();
    device.run(1h);
    CHECK(pushes(city).size() == before);
}

TEST_CASE("server restored from backup while a device's content is damaged: pushed again") {
    FakeCity city{1};
    FakeDevice device{city, {.takes_snapshots = false}};
    device.run(1s);
    const CityState backup = city.backup();
    device.save_idea("Eins");
    device.cast(id_of(9), 1, kLive);
    device.run(1min);
    REQUIRE(city.state.operations.size() == 1);
    city.restore(backup);
    publish(city, 1);
    REQUIRE(device.content.database().run("DROP TABLE ideas"));
    device.run(10min);
    CHECK(city.state.operations.size() == 1);
    CHECK(city.state.ballots.size() == 1);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("server restored from backup while the device crashes in the middle: pushed again") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    const CityState backup = city.backup();
    device.save_idea("Eins");
    device.run(10s);
    city.restore(backup);
    device.transport.fail_next(Fault::lose_answer, 2);
    device.run(35s);
    device.restart();
    device.run(5min);
    CHECK(city.state.operations.size() == 1);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("device offline 90 days, idea erased meanwhile: erased; snapshot") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    publish(city, 1);
    publish(city, 2);
    device.run(2s);
    device.transport.fail_next(Fault::lose_answer);
    const Id idea = device.save_idea("Eins");
    device.run(0ms);
    device.transport.set_connected(false);
    device.run(std::chrono::hours{24 * 90});
    city.erase(city.state.operations.begin()->first);
    // Tombstones are swept: only a snapshot tells that the first idea is gone.
    city.state.content.erase({kIdea, id_of(1)});
    publish(city, 3);
    city.forget_tombstones();
    publish(city, 4);

    device.transport.set_connected(true);
    device.run(10min);

    CHECK(device.delivery(idea) == Delivery::received);
    CHECK(device.state().waiting == 0);
    CHECK(ideas(device) == 3);
    auto gone = device.content.idea(id_of(1));
    REQUIRE(gone);
    CHECK_FALSE(*gone);
}

TEST_CASE("a refused cursor without snapshots: pages from the start, nothing vanishes meanwhile") {
    FakeCity city{1};
    for (std::uint8_t i = 1; i <= 7; ++i) publish(city, i);
    FakeDevice device{city, {.takes_snapshots = false}};
    device.run(1min);
    REQUIRE(ideas(device) == 7);
    city.state.content.erase({kIdea, id_of(7)});
    const CityState backup = city.backup();
    city.restore(backup);
    device.replica().city_changed();
    device.step();  // 410
    device.clock.at = device.replica().wake_at(device.clock.at);
    device.step();  // the first page
    CHECK(ideas(device) == 7);
    CHECK(device.state().has_content);
    device.run(1min);
    CHECK(ideas(device) == 6);
}

TEST_CASE("disk full: refused before saved, and sync goes on when there is room again") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.room.free = 0;
    domain::IdeaDraft draft;
    draft.title = "Mehr Licht";
    draft.quarter = "mitte";
    auto saved = device.local.save_idea(draft);
    REQUIRE(!saved);
    CHECK(saved.error().code == Code::no_space);
    CHECK(device.state().waiting == 0);
    device.room.free = std::uint64_t{1} << 30;
    const Id idea = device.save_idea("Mehr Licht");
    device.run(1s);
    CHECK(device.delivery(idea) == Delivery::received);
}

TEST_CASE("storage purged: seen, said, and fetched again") {
    FakeCity city{1};
    publish(city, 1);
    FakeDevice purged{city, {}};
    const auto state = purged.state();
    CHECK_FALSE(state.has_content);
    CHECK_FALSE(state.last_contact);
    purged.run(2s);
    CHECK(ideas(purged) == 1);
    CHECK(purged.state().has_content);
}

TEST_CASE("old device, new server: what it does not know is kept and shown nowhere") {
    FakeCity city{1};
    FakeDevice device{city, {.takes_snapshots = false}};
    city.publish(200, id_of(1), "mitte", bytes_of("of a later year"), 3);
    city.publish(kIdea, id_of(2), "mitte", bytes_of("\xa1 not today's idea"), 9);
    publish(city, 3);
    device.run(1min);
    CHECK(ideas(device) == 1);
    auto kept = device.content.entity(static_cast<domain::EntityKind>(200), id_of(1));
    REQUIRE(kept);
    REQUIRE(*kept);
    CHECK((*kept)->payload == bytes_of("of a later year"));
    const Id idea = device.save_idea("Push geht trotzdem");
    device.run(1s);
    CHECK(device.delivery(idea) == Delivery::received);
}

TEST_CASE("an outcome's code that this device does not know is kept as it is said") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    city.judge = [](const ops::OpKey&) {
        return std::optional{ops::Outcome{ops::Outcome::Kind::rejected, 0, "of_2031"}};
    };
    const Id idea = device.save_idea("Eins");
    device.run(1s);
    auto own = device.local.own_idea(idea);
    REQUIRE(own);
    CHECK((*own)->refusal == "of_2031");
}

TEST_CASE(
    "faults of every kind, then healing: everything arrives exactly once and the queue drains") {
    constexpr Fault kFaults[] = {Fault::lose_request, Fault::lose_answer, Fault::captive_portal,
                                 Fault::cut_answer,   Fault::flip_bit,    Fault::unavailable};
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        SeededRandom chance{seed};
        FakeCity city{seed};
        FakeDevice device{city, {.seed = seed}};
        std::uint32_t saved = 0;
        device.run(1min);
        for (int turn = 0; turn < 40; ++turn) {
            device.transport.fail_next(kFaults[chance.below(std::size(kFaults))]);
            if (chance.below(3) == 0) {
                device.save_idea("Idee " + std::to_string(turn));
                ++saved;
            }
            if (chance.below(3) == 0) publish(city, static_cast<std::uint8_t>(turn));
            if (chance.below(5) == 0) device.restart();
            if (chance.below(7) == 0)
                device.transport.fail_next(Fault::lose_answer, static_cast<int>(chance.below(5)));
            device.run(Milliseconds{static_cast<std::int64_t>(chance.below(120000))});
        }
        device.run(30min);
        CHECK(device.state().waiting == 0);
        CHECK(device.state().refused == 0);
        CHECK(city.state.operations.size() == saved);
        CHECK(city.state.last_operation == saved);
        CHECK(ideas(device) == city.state.content.size());
        CHECK(device.steps_at_once_max < 50);
    }
}
