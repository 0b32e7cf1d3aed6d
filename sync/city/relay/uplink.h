// SPDX-License-Identifier: EUPL-1.2
// A relay's way up, to the city or to another relay: what is public comes down (client::Runner),
// what it carries goes up (Forwarder). Each on a thread of its own with its own connections.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sync/city/relay/forwarder.h"
#include "sync/city/relay/intake.h"
#include "sync/city/relay/known_city.h"
#include "sync/client/connection.h"

namespace qp::city::relay {

struct UplinkOptions {
    explicit UplinkOptions(const std::string& data_folder) : files{data_folder} {}
    client::Address city;
    client::Deadlines deadlines;
    RelayFiles files;
    ops::CityId city_id;
    std::vector<std::string> scopes;  // what is held here
    Milliseconds pull_retry_min{1000};
    Milliseconds pull_retry_max{120000};
    ForwardOptions forward;
    // How long what the city has signed for is kept here, for a city that is restored from a
    // backup.
    Milliseconds keep{std::chrono::hours{35 * 24}};
};

class Uplink {
public:
    // `known` and `relay` must outlive it. `on_pulled`: content has changed; on the uplink's
    // thread. bad_argument: an address that is none.
    static Result<std::unique_ptr<Uplink>> start(UplinkOptions options, const ops::KeyPair& relay,
                                                 KnownCity& known, std::function<void()> on_pulled);
    // Ends what is on its way: about a second at most.
    ~Uplink();

    // From any thread, after the commit.
    void took(ops::RelayLane lane, const std::vector<ops::Hash>& hashes);
    // From any thread: the last exchange reached the city, or a relay further up.
    bool has_link() const;

private:
    struct Impl;
    explicit Uplink(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::city::relay
