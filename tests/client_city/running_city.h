// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "native/disk_room.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/city/api/city_api.h"
#include "sync/city/http/server.h"
#include "sync/city/staff/moderation.h"

namespace qp::client_city {

// Of a relay in a test, 1 … kTestRelays.
inline constexpr int kTestRelays = 2;
inline ops::KeyPair test_relay_key(int number) {
    return ops::KeyPair::from_seed(ops::sha256(as_bytes("relay " + std::to_string(number))));
}

// The city server as `serve` puts it together, on a free port and files of its own.
class RunningCity {
public:
    explicit RunningCity(city::storage::PollSettings polls = {});
    ~RunningCity();

    const ops::City& city() const { return keys_->city(); }
    std::uint16_t port() const { return server_->port(); }

    void stop();
    void start();
    // Copies of all files, as a backup made while the city was stopped would hold.
    void back_up();
    // What came since then is lost, and the marker says that this is a restored city.
    void restore();

    // A certificate for a relay. Those of test_relay_key() are enrolled as well: their ballots
    // count as coming from a kiosk.
    Bytes vouch_for(const ops::PublicKey& relay, const std::string& name);
    // Ballots it holds for a poll that came by an enrolled kiosk or relay, and those by phones.
    struct Ballots {
        std::uint32_t by_kiosk = 0;
        std::uint32_t by_phone = 0;
        std::uint32_t for_choice_1 = 0;
    };
    Ballots ballots(const Id& poll);
    // What it has taken of this author, in the order taken.
    std::vector<ops::OpKey> operations_of(const ops::PublicKey& author);
    city::storage::OperationLog::Counts counts();
    void publish_session(const domain::MoodSession& session);

    // As `moderate` does it, beside the running server: how many contributions wait, and publishing
    // them all.
    std::size_t waiting();
    void publish_all();
    // Of all ideas that wait.
    std::vector<city::staff::Photo> photos();
    void decline_all(const std::string& reason);
    void publish(const city::storage::Publication& publication);

private:
    template <class Act>
    void moderate(Act act);

    native::SystemClock clock_;
    native::SystemRandom random_;
    native::DiskRoom room_{"/tmp"};
    std::filesystem::path folder_;
    city::storage::PollSettings polls_;
    std::optional<city::storage::KeyStore> keys_;

    // In the order of their dependence.
    std::unique_ptr<city::storage::KeyRing> ring_;
    std::unique_ptr<city::storage::Storage> storage_;
    std::unique_ptr<city::storage::Reader> reader_;
    std::unique_ptr<city::storage::SnapshotStore> snapshots_;
    std::unique_ptr<city::api::CityApi> api_;
    std::unique_ptr<city::http::Server> server_;
    std::thread serving_;
};

}  // namespace qp::client_city
