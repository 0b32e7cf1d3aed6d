// SPDX-License-Identifier: EUPL-1.2
// The protocol's requests as a relay answers them (sync/protocol/README.md, "Relays"): it takes
// what devices bring and serves what it has pulled itself. It decides nothing that the city
// decides.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/ports.h"
#include "sync/city/http/message.h"
#include "sync/city/relay/intake.h"
#include "sync/city/relay/known_city.h"
#include "sync/city/relay/relay_key.h"
#include "sync/city/storage/reader.h"

namespace qp::city::relay {

class RelayApi {
public:
    struct Parts {
        const RelayKey& key;
        KnownCity& city;
        Intake& intake;
        storage::Reader& reader;          // of what the relay has pulled
        std::vector<std::string> scopes;  // that it pulls
        std::function<bool()> has_link;
    };
    explicit RelayApi(Parts parts) : parts_{std::move(parts)} {}

    // Requests below /api/ and /health, with the body limits of api::CityApi.
    void handle(http::Request request, const http::Reply& reply);

private:
    using Keys = std::shared_ptr<const ops::CityKeys>;
    void push(const http::Request& request, const Keys& keys, const http::Reply& reply);
    void ballots(const http::Request& request, const Keys& keys, const http::Reply& reply);
    void take(ops::RelayLane lane, std::vector<Intake::Item> items, const Keys& keys,
              const http::Reply& reply);
    void pull(const http::Request& request, const Keys& keys, const http::Reply& reply);
    void health(const http::Reply& reply);

    Parts parts_;
};

}  // namespace qp::city::relay
