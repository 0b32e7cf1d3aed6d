// SPDX-License-Identifier: EUPL-1.2
// The keys of a running server: read again when another process has rotated them.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "sync/city/storage/key_store.h"

namespace qp::city::storage {

class KeyRing {
public:
    static Result<std::unique_ptr<KeyRing>> open(const std::string& folder);

    // From any thread. Keys that cannot be read (a rotation half-way) leave the last ones in force.
    std::shared_ptr<const KeyStore> current();

private:
    KeyRing(std::string folder, KeyStore keys);

    std::string folder_;
    std::mutex mutex_;
    std::shared_ptr<const KeyStore> keys_;
    std::filesystem::file_time_type written_at_{};
    std::chrono::steady_clock::time_point looked_at_{};
};

}  // namespace qp::city::storage
