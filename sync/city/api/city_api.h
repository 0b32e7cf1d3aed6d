// SPDX-License-Identifier: EUPL-1.2
// The protocol's requests (sync/protocol/README.md): decode, act, encode.
#pragma once

#include <string>

#include "core/base/ports.h"
#include "sync/city/http/message.h"
#include "sync/city/storage/key_ring.h"
#include "sync/city/storage/reader.h"
#include "sync/city/storage/snapshot_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::api {

class CityApi {
public:
    struct Parts {
        Clock& clock;
        storage::KeyRing& keys;
        storage::Storage& storage;
        storage::Reader& reader;
        storage::SnapshotStore& snapshots;
        storage::PollSettings polls;  // which kiosks and relays are enrolled
    };
    explicit CityApi(Parts parts) : parts_{std::move(parts)} {}

    // Requests below /api/ and /health.
    static bool is_mine(const std::string& path);
    static std::size_t body_bytes_max(const std::string& method, const std::string& path);
    void handle(http::Request request, http::Reply reply);

private:
    void city(const http::Reply& reply);
    void push(http::Request request, const http::Reply& reply);
    static bool is_blob(const std::string& path);
    void blob(http::Request request, const http::Reply& reply);
    void ballots(http::Request request, const http::Reply& reply);
    void pull(const http::Request& request, const http::Reply& reply);
    void snapshot(const http::Request& request, const http::Reply& reply);
    void health(const http::Reply& reply);

    Parts parts_;
};

}  // namespace qp::city::api
