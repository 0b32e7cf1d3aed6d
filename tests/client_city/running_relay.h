// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "native/disk_room.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/city/http/server.h"
#include "sync/city/relay/relay.h"
#include "tests/client_city/running_city.h"

namespace qp::client_city {

// A relay as `relay` puts it together, on a free port and files of its own, impatient for tests.
class RunningRelay {
public:
    // `number`: of test_relay_key(). `upstream`: address of the city, of another relay, or of a
    // proxy before it.
    RunningRelay(RunningCity& city, int number, std::string upstream);
    ~RunningRelay();

    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    std::uint16_t port() const { return server_->port(); }

    void stop();
    void start();
    // It has met the city and holds content.
    bool is_ready();
    // As it would serve it.
    std::optional<domain::Tally> tally(const Id& poll);
    // From its files, as `relay --status` reads them.
    city::relay::Carried::Counts operations() const;
    city::relay::Carried::Counts ballots() const;
    // Whether these bytes stand in any of its files.
    bool holds(const std::string& bytes) const;
    // Free bytes that it believes to have.
    void set_room(std::uint64_t free_bytes) { room_.free = free_bytes; }

private:
    class Room final : public store::Room {
    public:
        std::uint64_t free_bytes() override { return free; }
        std::atomic<std::uint64_t> free{std::uint64_t{1} << 32};
    };

    native::SystemClock clock_;
    native::SystemRandom random_;
    Room room_;
    std::filesystem::path folder_;
    city::relay::UplinkOptions options_;
    std::optional<city::relay::RelayKey> key_;  // with its certificate
    std::unique_ptr<city::http::Server> server_;
    std::unique_ptr<city::relay::Relay> relay_;
    std::thread serving_;
};

}  // namespace qp::client_city
