// SPDX-License-Identifier: EUPL-1.2
// A device with a city, a clock that stands and a disk of any size, for the tests of Local.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "core/ops/test_city.h"
#include "core/store/local.h"

namespace qp::store {

struct StandingClock final : Clock {
    Instant time = instant(ops::kTestNow);
    Instant now() override { return time; }
};

struct FakeRoom final : Room {
    std::uint64_t free = std::uint64_t{1} << 40;
    std::uint64_t free_bytes() override { return free; }
};

inline domain::IdeaDraft draft(std::string title, std::string text = "") {
    domain::IdeaDraft draft;
    draft.title = std::move(title);
    draft.text = std::move(text);
    draft.quarter = "mitte";
    return draft;
}

inline Id test_poll(std::uint8_t number) {
    Id id;
    id.bytes[0] = 0xa0;
    id.bytes[15] = number;
    return id;
}

inline Local open_local(const std::string& path, DeviceKind kind, Random& random, Clock& clock,
                        Room& room) {
    auto local = Local::open(path, kind, random, clock, room);
    REQUIRE(local);
    return std::move(*local);
}

struct TestDevice {
    explicit TestDevice(DeviceKind kind, bool knows_city = true,
                        const std::string& path = ":memory:", Milliseconds later = Milliseconds{0})
        : clock{}, random{device_seed()}, local{open_at(path, kind, later)} {
        if (knows_city) REQUIRE(local.set_city(city.keys));
    }

    // What the city would answer to everything that waits.
    ops::PushReceipt receipt(ops::Outcome::Kind kind, const std::string& code = "") {
        ops::PushReceipt receipt;
        const auto waiting = local.unsent(256, 1 << 20);
        REQUIRE(waiting);
        for (const Pending& pending : *waiting) {
            const auto batch = ops::decode_own_batch(pending.batch, city.city());
            REQUIRE(batch);
            receipt.batches.push_back(
                {batch->author, batch->epoch, batch->first_seq, batch->head(), {{kind, 1, code}}});
        }
        return receipt;
    }

    ops::TestCity city;
    StandingClock clock;
    FakeRoom room;
    SeededRandom random;
    Local local;

private:
    // Two devices of one test must not draw the same keys.
    static std::uint64_t device_seed() {
        static std::uint64_t seed = 100;
        return ++seed;
    }
    Local open_at(const std::string& path, DeviceKind kind, Milliseconds later) {
        clock.time += later;
        return open_local(path, kind, random, clock, room);
    }
};

}  // namespace qp::store
