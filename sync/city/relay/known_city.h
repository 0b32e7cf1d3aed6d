// SPDX-License-Identifier: EUPL-1.2
// What a relay knows of its city: the keys and the server epoch that its own sync (sync/client) has
// fetched into local.db. Read again whenever that has changed.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/ports.h"
#include "core/ops/city_keys.h"
#include "core/replica/city_memory.h"
#include "core/store/local.h"

namespace qp::city::relay {

class KnownCity {
public:
    // `city`: the one this relay belongs to; what a file holds of another is not used.
    static Result<std::unique_ptr<KnownCity>> open(const std::string& local_path,
                                                   const ops::CityId& city, Random& random,
                                                   Clock& clock, store::Room& room);

    // From any thread. Null until the relay has met the city once.
    std::shared_ptr<const ops::CityKeys> keys();
    std::optional<ops::ServerEpoch> epoch();

private:
    KnownCity(store::Local local, const ops::CityId& city)
        : city_{city}, local_{std::move(local)}, memory_{local_} {}

    const ops::CityId city_;
    std::mutex mutex_;
    store::Local local_;
    replica::CityMemory memory_;
    std::shared_ptr<const ops::CityKeys> keys_;
};

}  // namespace qp::city::relay
