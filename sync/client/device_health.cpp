// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/device_health.h"

#include <chrono>
#include <filesystem>

namespace qp::client {
namespace {

const auto kStarted = std::chrono::steady_clock::now();

std::uint64_t bytes_of(const std::string& database) {
    std::uint64_t sum = 0;
    for (const char* part : {"", "-wal"}) {
        std::error_code none;
        const auto size = std::filesystem::file_size(database + part, none);
        if (!none) sum += size;
    }
    return sum;
}

}  // namespace

replica::DeviceHealth device_health(const std::string& content_path,
                                    const std::string& local_path) {
    const auto running = std::chrono::steady_clock::now() - kStarted;
    replica::DeviceHealth health;
    health.program_version = QP_VERSION;
    health.uptime_s = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::seconds>(running).count());
    health.database_bytes = bytes_of(content_path) + bytes_of(local_path);
    return health;
}

}  // namespace qp::client
