// SPDX-License-Identifier: EUPL-1.2
// A relay without its socket: files, threads and handlers, put together and ended in order.
#pragma once

#include <functional>
#include <memory>

#include "sync/city/relay/relay_api.h"
#include "sync/city/relay/uplink.h"

namespace qp::city::relay {

class Relay {
public:
    struct Ports {
        Clock& clock;
        Random& random;
        store::Room& room;
    };
    // Files that cannot be used are kept aside and named in the log: what is public comes again,
    // and devices keep what they brought until the city has signed for it. `on_changed`: there is
    // newer content, up to this seq; from another thread. All must outlive it.
    static Result<std::unique_ptr<Relay>> open(UplinkOptions options, RelayKey key, Ports ports,
                                               std::function<void(std::uint64_t)> on_changed);
    ~Relay();

    RelayApi& api() { return *api_; }
    KnownCity& city() { return *city_; }
    storage::Reader& reader() { return *reader_; }

private:
    Relay(RelayKey key, std::function<void(std::uint64_t)> on_changed)
        : key_{std::move(key)}, on_changed_{std::move(on_changed)} {}
    Status open_parts(UplinkOptions options, Ports ports);
    void announce_held();

    const RelayKey key_;
    const std::function<void(std::uint64_t)> on_changed_;
    std::unique_ptr<KnownCity> city_;
    std::unique_ptr<storage::Reader> reader_;
    std::unique_ptr<Uplink> uplink_;
    std::unique_ptr<Intake> intake_;  // tells the uplink of what it takes, so it ends first
    std::unique_ptr<RelayApi> api_;
};

}  // namespace qp::city::relay
