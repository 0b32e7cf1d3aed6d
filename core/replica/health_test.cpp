// SPDX-License-Identifier: EUPL-1.2
// "How this kiosk is": when an enrolled device says it, and when not.
#include <doctest/doctest.h>

#include "core/ops/payloads.h"
#include "core/ops/pull.h"
#include "core/replica/health_reports.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;

namespace {

constexpr std::uint8_t kSomeKind = 200;
constexpr std::uint64_t kPlenty = replica::kRoomLowBytes * 4;

ops::KeyPair kiosk_key() {
    SeededRandom random{99};
    return ops::KeyPair::generate(random);
}

DeviceOptions kiosk() {
    DeviceOptions options;
    options.enrolled = kiosk_key();
    options.health = [] { return replica::DeviceHealth{"0.1.0", 60, 0, 4096}; };
    return options;
}

std::vector<ops::KioskHealth> reports(const FakeCity& city) {
    std::vector<ops::KioskHealth> found;
    for (const ops::Batch& batch : city.pushed(ops::OpType::kiosk_health)) {
        const auto health = ops::decode_kiosk_health(batch.operations.front().payload);
        REQUIRE(health);
        found.push_back(*health);
    }
    return found;
}

}  // namespace

TEST_CASE("a kiosk says how it is when it first hears the city, and every six hours") {
    FakeCity city{1};
    FakeDevice device{city, kiosk()};
    device.run(10min);
    REQUIRE(reports(city).size() == 1);
    CHECK(reports(city).front() ==
          ops::KioskHealth{"0.1.0", 60, 0, 0, kPlenty, 4096, *device.content.cursor()});
    CHECK(device.state().waiting == 0);
    device.run(5h);
    CHECK(reports(city).size() == 1);
    device.restart();
    device.run(2h);
    CHECK(reports(city).size() == 2);
}

TEST_CASE("kiosks confirm erasure: the cursor of what is held goes back to the city as it came") {
    FakeCity city{1};
    city.publish(kSomeKind, id_of(1), "mitte", bytes_of("kept as it is"));
    FakeDevice device{city, kiosk()};
    device.run(10min);
    REQUIRE(reports(city).size() == 1);
    CHECK(ops::decode_cursor(reports(city).back().pulled)->seq == 1);

    const std::uint64_t erased = city.publish(kSomeKind, id_of(1), "mitte", std::nullopt);
    device.run(7h);
    REQUIRE(reports(city).size() == 2);
    CHECK(ops::decode_cursor(reports(city).back().pulled)->seq == erased);
    const auto held = device.content.entity(domain::EntityKind{kSomeKind}, id_of(1));
    REQUIRE((held && *held));
    CHECK_FALSE((*held)->payload);
}

TEST_CASE(
    "a kiosk that is about to start anew confirms nothing: what it held may stand there yet") {
    FakeCity city{1};
    for (std::uint8_t i = 1; i <= 10; ++i)
        city.publish(kSomeKind, id_of(i), "mitte", bytes_of("kept as it is"));
    DeviceOptions options = kiosk();
    options.takes_snapshots = false;
    FakeDevice device{city, options};
    device.run(10min);
    REQUIRE(reports(city).size() == 1);
    CHECK(reports(city).back().pulled.empty());  // said after the first of four pages
    device.run(7h);
    REQUIRE(reports(city).size() == 2);
    CHECK(reports(city).back().pulled == *device.content.cursor());
}

TEST_CASE("a disk that fills up is said at once, and once; that there is room again as well") {
    FakeCity city{1};
    FakeDevice device{city, kiosk()};
    device.run(10min);
    const auto has = [&](std::uint64_t bytes) {
        device.room.free = bytes;
        device.run(10min);
        return reports(city).size();
    };
    CHECK(has(replica::kRoomLowBytes - 1) == 2);
    CHECK(reports(city).back().disk_free_bytes == replica::kRoomLowBytes - 1);
    CHECK(has(replica::kRoomLowBytes + 1) == 2);  // still as low as a moment ago
    CHECK(has(kPlenty) == 3);
}

TEST_CASE("a disk that fills up is said at once also where something was refused before") {
    FakeCity city{1};
    FakeDevice device{city, kiosk()};
    city.judge = [](const ops::OpKey&) -> std::optional<ops::Outcome> {
        return ops::Outcome{ops::Outcome::Kind::rejected, 0, "malformed"};
    };
    device.run(20min);
    const std::size_t before = reports(city).size();
    CHECK(device.state().refused > 0);
    device.room.free = replica::kRoomLowBytes - 1;
    device.run(10min);
    CHECK(reports(city).size() > before);
}

TEST_CASE("without a link nothing piles up; a clock set back by years silences nobody") {
    FakeCity city{1};
    FakeDevice device{city, kiosk()};
    device.run(10min);
    device.transport.set_connected(false);
    device.run(72h);
    CHECK(device.state().waiting == 0);
    device.transport.set_connected(true);
    device.clock.at -= std::chrono::hours{24 * 3650};
    device.run(10min);
    CHECK(reports(city).size() == 2);
}

TEST_CASE("where contributions have no room any more, a report takes none either") {
    FakeCity city{1};
    FakeDevice device{city, kiosk()};
    device.room.free = 0;
    device.run(10min);
    CHECK(reports(city).empty());
    CHECK(device.errors.empty());
    device.room.free = kPlenty;
    device.run(10min);
    CHECK(reports(city).size() == 1);
}

TEST_CASE("a phone says nothing of itself") {
    FakeCity city{1};
    DeviceOptions options = kiosk();
    options.enrolled.reset();
    FakeDevice device{city, options};
    device.run(10min);
    CHECK(reports(city).empty());
}
