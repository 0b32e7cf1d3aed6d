// SPDX-License-Identifier: EUPL-1.2
// Every source of sensor data of a running server, each on a thread of its own, so that a slow one
// keeps nobody waiting.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/ports.h"
#include "sync/city/ingest/sensorthings.h"
#include "sync/city/ingest/uba_folder.h"
#include "sync/city/storage/storage.h"

namespace qp::city::ingest {

class Sources {
public:
    // `storage` and `clock` must outlive it.
    Sources(storage::Storage& storage, Clock& clock) : storage_{storage}, clock_{clock} {}
    ~Sources();  // stops and joins

    void add(SensorThingsSource source);
    void add(UbaSource source);

private:
    void run_every(Milliseconds interval, const std::function<void()>& turn);
    // Sets `is_lost` where the storage could not keep them.
    void publish(std::vector<ObservedStation> stations, const std::string& name,
                 const std::shared_ptr<std::atomic<bool>>& is_lost);

    storage::Storage& storage_;
    Clock& clock_;
    std::atomic<bool> is_stopped_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::thread> threads_;
};

}  // namespace qp::city::ingest
