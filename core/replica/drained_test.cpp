// SPDX-License-Identifier: EUPL-1.2
// "Poll drained, n ballots": when an enrolled device says it, and when not.
#include <doctest/doctest.h>

#include <filesystem>

#include "core/domain/mood_session.h"
#include "core/ops/payloads.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;

namespace {

const Id kPoll = id_of(7);
constexpr std::optional<Milliseconds> kLive{};

ops::KeyPair kiosk_key() {
    SeededRandom random{99};
    return ops::KeyPair::generate(random);
}

// One thesis, closing an hour after noon.
void publish_session(FakeCity& city) {
    domain::MoodSession session;
    session.id = id_of(6);
    session.quarter = "mitte";
    session.title.by_language["de"] = "Probe";
    session.theses = {{kPoll, {{{"de", "Mehr Licht"}}}}};
    session.opens_at = kNoon - 1h;
    session.closes_at = kNoon + 1h;
    session.sealed_at = kNoon + std::chrono::hours{24 * 14};
    city.publish(static_cast<std::uint8_t>(domain::EntityKind::mood_session), session.id, "mitte",
                 encode(session));
}

struct Reported {
    ops::Batch batch;
    ops::PollDrained report;
};

std::vector<Reported> reports(const FakeCity& city) {
    std::vector<Reported> found;
    for (const ops::Batch& batch : city.pushed(ops::OpType::poll_drained)) {
        const auto report = ops::decode_poll_drained(batch.operations.front().payload);
        REQUIRE(report);
        found.push_back({batch, *report});
    }
    return found;
}

void cast_as_somebody_new(FakeDevice& device) {
    REQUIRE(device.local.new_session());
    device.cast(kPoll, 4, kLive);
}

}  // namespace

TEST_CASE("a kiosk that was offline over the close reports only once its ballots are passed on") {
    FakeCity city{1};
    publish_session(city);
    FakeDevice device{city, {.enrolled = kiosk_key()}};
    device.run(1s);
    device.transport.set_connected(false);
    for (int i = 0; i < 3; ++i) cast_as_somebody_new(device);
    device.run(2h);
    CHECK(reports(city).empty());

    device.transport.set_connected(true);
    bool has_reported_early = false;
    for (int i = 0; i < 600; ++i) {
        device.run(1s);
        has_reported_early |= !reports(city).empty() && city.state.ballots.size() < 3;
    }
    CHECK_FALSE(has_reported_early);
    CHECK(city.state.ballots.size() == 3);
    REQUIRE(reports(city).size() == 1);
    const Reported said = reports(city).front();
    CHECK(said.report.poll == kPoll);
    CHECK(said.report.ballots == 3);
    CHECK(said.batch.author == kiosk_key().public_key());
    CHECK(device.state().waiting == 0);
}

TEST_CASE("nothing is reported before the close, by a phone, or twice for the same number") {
    FakeCity city{1};
    publish_session(city);
    FakeDevice kiosk{city, {.enrolled = kiosk_key()}};
    FakeDevice phone{city, {.seed = 2, .kind = store::DeviceKind::phone}};
    kiosk.run(59min);
    phone.run(3h);
    CHECK(reports(city).empty());
    kiosk.run(2h);
    REQUIRE(reports(city).size() == 1);
    CHECK(reports(city).front().report.ballots == 0);
    kiosk.restart();
    kiosk.run(3h);
    CHECK(reports(city).size() == 1);
    // A ballot that came late all the same: the number is said anew, in the same chain.
    cast_as_somebody_new(kiosk);
    kiosk.run(5min);
    REQUIRE(reports(city).size() == 2);
    CHECK(reports(city).back().report.ballots == 1);
    CHECK(reports(city).back().batch.first_seq == 2);
}

TEST_CASE("a report that a clock ahead gave too early is given again while the tally says so") {
    FakeCity city{1};
    publish_session(city);
    FakeDevice device{city, {.enrolled = kiosk_key()}};
    device.run(2h);
    REQUIRE(reports(city).size() == 1);
    const domain::Tally tally{kPoll, domain::PollKind::thesis, {0, 0, 0, 9, 0}, true, kNoon};
    city.publish(static_cast<std::uint8_t>(domain::EntityKind::tally), kPoll, "mitte",
                 encode(tally));
    device.run(std::chrono::hours{24 * 3});
    CHECK(reports(city).size() >= 3);
    CHECK(reports(city).size() <= 5);
}

TEST_CASE("server restored from backup: a poll is called drained only once its ballots are back") {
    FakeCity city{1};
    publish_session(city);
    FakeDevice device{city, {.enrolled = kiosk_key()}};
    device.run(1s);
    const CityState backup = city.backup();
    for (int i = 0; i < 3; ++i) {
        REQUIRE(device.local.new_session());
        device.cast(kPoll, 4, Milliseconds{1000});
    }
    device.run(2h);
    REQUIRE(city.state.ballots.size() == 3);
    const std::size_t before = reports(city).size();
    REQUIRE(before == 1);

    city.restore(backup);
    bool has_reported_early = false;
    for (int i = 0; i < 600; ++i) {
        device.run(1s);
        has_reported_early |= reports(city).size() > before && city.state.ballots.size() < 3;
    }
    CHECK_FALSE(has_reported_early);
    CHECK(city.state.ballots.size() == 3);
    REQUIRE(reports(city).size() == before + 1);
    CHECK(reports(city).back().report.ballots == 3);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("cloned disk of a kiosk: the fork is seen, and its chain goes on under a new epoch") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "qp-kiosk-clone-test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    FakeCity city{1};
    publish_session(city);
    const DeviceOptions options{.local_path = (folder / "a.db").string(), .enrolled = kiosk_key()};
    FakeDevice device{city, options};
    device.run(2h);
    REQUIRE(reports(city).size() == 1);
    for (const char* part : {"", "-wal"})
        fs::copy_file(folder / (std::string{"a.db"} + part), folder / (std::string{"b.db"} + part));
    DeviceOptions cloned = options;
    cloned.seed = 2;
    cloned.local_path = (folder / "b.db").string();
    FakeDevice clone{city, cloned};
    clone.clock.at = device.clock.at;
    cast_as_somebody_new(device);
    cast_as_somebody_new(clone);
    cast_as_somebody_new(clone);
    device.run(10min);
    clone.run(10min);

    CHECK(city.refused_forks.size() == 1);
    CHECK(clone.state().refused == 1);
    const Reported last = reports(city).back();
    CHECK(last.report.ballots == 2);
    CHECK(last.batch.first_seq == 1);
    CHECK(last.batch.epoch != reports(city).front().batch.epoch);
    CHECK(clone.state().waiting == 0);
    fs::remove_all(folder);
}
