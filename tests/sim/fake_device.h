// SPDX-License-Identifier: EUPL-1.2
// A device with real stores in memory and a clock of its own, on which time passes when told.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/replica/replica.h"
#include "tests/sim/fake_transport.h"

namespace qp::sim {

inline constexpr Instant kNoon{Milliseconds{1795431600000}};  // 2026-11-23T11:00:00Z

class FakeClock final : public Clock {
public:
    Instant now() override { return at; }
    Instant at = kNoon;
};

class FakeRoom final : public store::Room {
public:
    std::uint64_t free_bytes() override { return free; }
    std::uint64_t free = std::uint64_t{1} << 30;
};

struct DeviceOptions {
    std::uint64_t seed = 1;
    store::DeviceKind kind = store::DeviceKind::kiosk;
    bool takes_snapshots = true;
    std::vector<std::string> scopes{"city", "mitte"};
    // ":memory:", or a file that outlives the device.
    std::string local_path = ":memory:";
    std::optional<ops::KeyPair> enrolled = std::nullopt;  // the kiosk's own key
    std::function<replica::DeviceHealth()> health = nullptr;
};

class FakeDevice {
public:
    FakeDevice(FakeCity& city, DeviceOptions options);

    // Runs until nothing is due and `span` of virtual time has passed. Sums up what went wrong.
    void run(Milliseconds span);
    // One request and its answer, if one is due.
    bool step();
    // The process dies and starts again: only what is stored remains.
    void restart();

    // Saved here; the id of the idea.
    Id save_idea(const std::string& title, const std::vector<Bytes>& photos = {});
    void cast(const Id& poll, std::uint8_t choice, std::optional<Milliseconds> delay_max);
    replica::SyncState state();
    store::Delivery delivery(const Id& idea);

    FakeCity& city;
    SeededRandom random;
    FakeClock clock;
    FakeRoom room;
    FakeTransport transport;
    store::Content content;
    store::Local local;
    std::vector<Code> errors;  // of next() and on_answer(), in order
    // Steps that did not wait: a loop that never rests would show here.
    std::uint32_t steps_at_once_max = 0;

private:
    DeviceOptions options_;
    std::unique_ptr<replica::Replica> replica_;

public:
    replica::Replica& replica() { return *replica_; }
};

Id id_of(std::uint8_t last_byte);
Bytes bytes_of(const std::string& text);

}  // namespace qp::sim
