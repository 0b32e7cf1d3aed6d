// SPDX-License-Identifier: EUPL-1.2
// "How this kiosk is": when an enrolled device says it, and when not.
#include <doctest/doctest.h>

#include "core/ops/payloads.h"
#include "core/ops/push.h"
#include "core/replica/health_reports.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kPlenty = replica::kRoomLowBytes * 4;

ops::KeyPair kiosk_key() {
    SeededRandom random{99};
    return ops::KeyPair::generate(random);
}

// A kiosk whose disk has `room` bytes left.
DeviceOptions kiosk_with(const std::uint64_t& room) {
    DeviceOptions options;
    options.enrolled = kiosk_key();
    options.health = [&room] { return replica::DeviceHealth{"0.1.0", 60, 0, room, 4096}; };
    return options;
}

std::vector<ops::KioskHealth> reports(const FakeCity& city) {
    std::vector<ops::KioskHealth> found;
    for (const replica::Request& request : city.seen) {
        if (request.lane != replica::Lane::push) continue;
        const auto push = ops::decode_push(request.body, city.city());
        REQUIRE(push);
        for (const ops::Push::Item& item : push->items) {
            REQUIRE(item.batch);
            const ops::Operation& operation = item.batch->operations.front();
            if (operation.type != ops::OpType::kiosk_health) continue;
            const auto health = ops::decode_kiosk_health(operation.payload);
            REQUIRE(health);
            found.push_back(*health);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("a kiosk says how it is when it first hears the city, and every six hours") {
    FakeCity city{1};
    std::uint64_t room = kPlenty;
    FakeDevice device{city, kiosk_with(room)};
    device.run(10min);
    REQUIRE(reports(city).size() == 1);
    CHECK(reports(city).front() == ops::KioskHealth{"0.1.0", 60, 0, 0, kPlenty, 4096});
    CHECK(device.state().waiting == 0);
    device.run(5h);
    CHECK(reports(city).size() == 1);
    device.restart();
    device.run(2h);
    CHECK(reports(city).size() == 2);
}

TEST_CASE("a disk that fills up is said at once, and once; that there is room again as well") {
    FakeCity city{1};
    std::uint64_t room = kPlenty;
    FakeDevice device{city, kiosk_with(room)};
    device.run(10min);
    const auto has = [&](std::uint64_t bytes) {
        room = device.room.free = bytes;
        device.run(10min);
        return reports(city).size();
    };
    CHECK(has(replica::kRoomLowBytes - 1) == 2);
    CHECK(reports(city).back().disk_free_bytes == room);
    CHECK(has(replica::kRoomLowBytes + 1) == 2);  // still as low as a moment ago
    CHECK(has(kPlenty) == 3);
}

TEST_CASE("a disk that fills up is said at once also where something was refused before") {
    FakeCity city{1};
    std::uint64_t room = kPlenty;
    FakeDevice device{city, kiosk_with(room)};
    city.judge = [](const ops::OpKey&) -> std::optional<ops::Outcome> {
        return ops::Outcome{ops::Outcome::Kind::rejected, 0, "malformed"};
    };
    device.run(20min);
    const std::size_t before = reports(city).size();
    CHECK(device.state().refused > 0);
    room = device.room.free = replica::kRoomLowBytes - 1;
    device.run(10min);
    CHECK(reports(city).size() > before);
}

TEST_CASE("without a link nothing piles up; a clock set back by years silences nobody") {
    FakeCity city{1};
    std::uint64_t room = kPlenty;
    FakeDevice device{city, kiosk_with(room)};
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
    std::uint64_t room = kPlenty;
    FakeDevice device{city, kiosk_with(room)};
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
    std::uint64_t room = kPlenty;
    DeviceOptions options = kiosk_with(room);
    options.enrolled.reset();
    FakeDevice device{city, options};
    device.run(10min);
    CHECK(reports(city).empty());
}
