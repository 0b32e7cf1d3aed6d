// SPDX-License-Identifier: EUPL-1.2
// What this device remembers of the city over restarts: its epoch, and when it was last heard.
#pragma once

#include <optional>

#include "core/base/instant.h"
#include "core/ops/city.h"
#include "core/store/local.h"

namespace qp::replica {

class CityMemory {
public:
    explicit CityMemory(store::Local& local) : local_{local} {}

    Result<std::optional<ops::ServerEpoch>> server_epoch();
    Status set_server_epoch(const ops::ServerEpoch& epoch);

    std::optional<Instant> last_contact();
    // Written down every few minutes only: each write is a flush of the disk.
    void reached_city(Instant now);

private:
    void load();

    store::Local& local_;
    bool is_loaded_ = false;
    std::optional<Instant> last_contact_;
    std::optional<Instant> written_;
};

}  // namespace qp::replica
