// SPDX-License-Identifier: EUPL-1.2
// Photos: after their idea, piece by piece, and on from where the city says it has got to.
#include <doctest/doctest.h>

#include "core/ops/test_images.h"
#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using replica::Lane;
using replica::Request;

namespace {

Bytes large_photo() {
    return ops::test_jpeg(std::string(300'000, 'x'));
}

std::vector<Request> uploads(const FakeCity& city) {
    std::vector<Request> found;
    for (const Request& request : city.seen)
        if (request.lane == Lane::blobs) found.push_back(request);
    return found;
}

bool is_complete(const FakeCity& city) {
    if (city.blobs.size() != 1) return false;
    const auto& [hash, bytes] = *city.blobs.begin();
    return ops::blob_hash(bytes) == hash;
}

}  // namespace

TEST_CASE("a photo follows its idea piece by piece, and is waited for until the city has it") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    const Id idea = device.save_idea("Mit Bild", {large_photo()});
    CHECK(device.state().waiting == 2);
    device.transport.set_connected(true);
    device.run(5min);
    CHECK(device.delivery(idea) == store::Delivery::received);
    CHECK(is_complete(city));
    CHECK(uploads(city).size() == 3);
    CHECK(device.state().waiting == 0);
    // Its idea first: else the city could not know whose it is.
    const auto first = std::find_if(city.seen.begin(), city.seen.end(),
                                    [](const Request& r) { return r.lane == Lane::blobs; });
    const auto push = std::find_if(city.seen.begin(), city.seen.end(),
                                   [](const Request& r) { return r.lane == Lane::push; });
    CHECK(push < first);
}

TEST_CASE("answers lost, a captive portal, a restart: the photo arrives once and whole") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    const Id idea = device.save_idea("Mit Bild", {large_photo()});
    device.step();  // the idea
    REQUIRE(device.delivery(idea) == store::Delivery::received);
    device.transport.fail_next(Fault::lose_answer, 3);
    device.run(20s);
    device.transport.fail_next(Fault::captive_portal, 2);
    device.run(20s);
    device.restart();
    device.transport.fail_next(Fault::flip_bit, 1);
    device.run(10min);
    CHECK(is_complete(city));
    CHECK(device.state().waiting == 0);
}

TEST_CASE("an upload goes on where it was, on a device that has started again") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.save_idea("Mit Bild", {large_photo()});
    while (uploads(city).empty()) {
        device.step();
        device.clock.at = std::max(device.clock.at, device.replica().wake_at(device.clock.at));
    }
    REQUIRE(city.blobs.begin()->second.size() == ops::kBlobPieceBytesMax);
    device.restart();
    device.run(5min);
    CHECK(is_complete(city));
    CHECK(uploads(city).size() == 3);
}

TEST_CASE("a city that has lost its part is given it again") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.save_idea("Mit Bild", {large_photo()});
    while (uploads(city).size() < 2) {
        device.step();
        device.clock.at = std::max(device.clock.at, device.replica().wake_at(device.clock.at));
    }
    city.blobs.clear();
    device.run(10min);
    CHECK(is_complete(city));
    CHECK(device.state().waiting == 0);
}

TEST_CASE("a photo that the city does not take blocks nothing and is not asked for in a loop") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    city.chokes_on = [](const Request& request) { return request.lane == Lane::blobs; };
    device.save_idea("Mit Bild", {large_photo()});
    device.run(1min);
    const Id next = device.save_idea("Ohne Bild");
    device.cast(id_of(7), 1, std::nullopt);
    device.run(1min);
    CHECK(device.delivery(next) == store::Delivery::received);
    CHECK(city.state.ballots.size() == 1);
    device.run(1h);
    CHECK(device.state().waiting == 1);
    CHECK(uploads(city).size() < 120);
    city.chokes_on = nullptr;
    device.run(10min);
    CHECK(is_complete(city));
    CHECK(device.state().waiting == 0);
}

TEST_CASE("a restored city gets photos again, a withdrawn idea's photo stays here") {
    FakeCity city{1};
    FakeDevice device{city, {.kind = store::DeviceKind::phone}};
    device.run(1s);
    const CityState backup = city.backup();
    device.save_idea("Mit Bild", {large_photo()});
    device.run(1min);
    REQUIRE(is_complete(city));
    city.restore(backup);
    city.blobs.clear();
    device.run(10min);
    CHECK(is_complete(city));

    city.blobs.clear();
    device.transport.set_connected(false);
    const Id idea = device.save_idea("Doch nicht", {large_photo()});
    REQUIRE(device.local.withdraw_idea(idea));
    device.transport.set_connected(true);
    device.run(10min);
    CHECK(city.blobs.empty());
    CHECK(device.state().waiting == 0);
}
