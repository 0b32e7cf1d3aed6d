// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/ops/pull.h"
#include "core/replica/health_reports.h"
#include "native/system_clock.h"
#include "sync/city/program/commands.h"
#include "sync/city/storage/operation_log.h"
#include "sync/city/storage/storage.h"

namespace qp::city::program {

namespace {

using nlohmann::ordered_json;

// Four reports that did not come: more than a night with the power off.
constexpr Milliseconds kSilentAfter = 4 * replica::kHealthEvery;
constexpr std::uint64_t kMegabyte = 1'000'000;

struct Device {
    std::string name;
    ops::PublicKey key{};
    std::optional<storage::HealthReport> said;
    std::vector<std::string> needs;  // "room", "refused", "silent"
    // How far it has pulled, in this city's order: what was erased up to there is erased there.
    // Unset: it has not said so, or of the city as it was before a restore.
    std::optional<std::uint64_t> pulled_seq;
};

struct Devices {
    std::vector<Device> list;
    std::uint64_t newest_tombstone = 0;  // 0: nothing was ever erased
};

std::optional<std::uint64_t> pulled_seq(const ops::KioskHealth& health,
                                        const std::optional<ops::ServerEpoch>& epoch) {
    const auto cursor = ops::decode_cursor(health.pulled);
    if (!cursor || cursor->server_epoch != epoch) return std::nullopt;
    return cursor->seq;
}

std::vector<std::string> needs_of(const storage::HealthReport& said, Instant now) {
    std::vector<std::string> needs;
    if (said.health.disk_free_bytes < replica::kRoomLowBytes) needs.emplace_back("room");
    if (said.health.refused > 0) needs.emplace_back("refused");
    if (now - said.taken_at > kSilentAfter) needs.emplace_back("silent");
    return needs;
}

Result<Devices> read_devices(const CityConfig& config, Instant now) {
    const storage::DataFiles files{config.data_dir};
    // Whoever watches over machines must not make a city's files where there are none.
    for (const std::string& path : {files.operations, files.content})
        if (!std::filesystem::exists(path)) return fail(Code::not_found, path);
    auto log = storage::OperationLog::open(files.operations);
    if (!log) return fail(log.error());
    auto content = store::Content::open(files.content);
    if (!content) return fail(content.error());
    const auto epoch = log->known_epoch();
    if (!epoch) return fail(epoch.error());
    const auto newest = storage::newest_tombstone(*content);
    if (!newest) return fail(newest.error());
    Devices devices{{}, *newest};
    for (const auto& [name, key] : config.enrolled_by_name) {
        auto said = log->health(key);
        if (!said) return fail(said.error());
        Device device{name, key, std::move(*said), {}, {}};
        if (device.said) device.needs = needs_of(*device.said, now);
        if (device.said) device.pulled_seq = pulled_seq(device.said->health, *epoch);
        devices.list.push_back(std::move(device));
    }
    return devices;
}

ordered_json as_json(const Device& device, std::uint64_t newest_tombstone) {
    ordered_json json{{"name", device.name}, {"key", to_hex(device.key)}, {"heard_at", nullptr}};
    if (device.said) {
        const ops::KioskHealth& health = device.said->health;
        json["heard_at"] = to_iso(device.said->taken_at);
        json["version"] = health.program_version;
        json["uptime_s"] = health.uptime_s;
        json["waiting"] = health.waiting;
        json["refused"] = health.refused;
        json["disk_free_bytes"] = health.disk_free_bytes;
        json["database_bytes"] = health.database_bytes;
    }
    json["erased_up_to"] = nullptr;
    if (device.pulled_seq) json["erased_up_to"] = *device.pulled_seq;
    json["newest_erasure"] = newest_tombstone;
    json["needs"] = device.needs;
    return json;
}

void print_erasure(const Device& device, std::uint64_t newest_tombstone) {
    if (newest_tombstone == 0) return;
    if (!device.pulled_seq)
        std::cout << "  has not said what it has erased\n";
    else if (*device.pulled_seq < newest_tombstone)
        std::cout << "  has erased up to " << *device.pulled_seq << ", and not yet "
                  << newest_tombstone << "\n";
    else
        std::cout << "  has erased all that was erased (up to " << newest_tombstone << ")\n";
}

void print(const Device& device, std::uint64_t newest_tombstone) {
    std::cout << device.name << "\n";
    if (!device.said) {
        std::cout << "  has never reported (one without a network cannot)\n";
        return;
    }
    const ops::KioskHealth& health = device.said->health;
    std::cout << "  heard " << to_iso(device.said->taken_at) << ", version "
              << health.program_version << ", running for " << health.uptime_s / 3600 << " h\n  "
              << health.waiting << " waiting, " << health.refused << " refused, "
              << health.disk_free_bytes / kMegabyte << " MB free, databases "
              << health.database_bytes / kMegabyte << " MB\n";
    print_erasure(device, newest_tombstone);
    for (const std::string& need : device.needs) std::cout << "  NEEDS HELP: " << need << "\n";
}

}  // namespace

int print_devices(const CityConfig& config, bool as_json_list) {
    native::SystemClock clock;
    const auto devices = read_devices(config, clock.now());
    if (!devices) {
        std::cerr << native::describe(devices.error()) << "\n";
        return 1;
    }
    bool is_well = true;
    ordered_json list = ordered_json::array();
    for (const Device& device : devices->list) {
        is_well = is_well && device.needs.empty();
        if (as_json_list)
            list.push_back(as_json(device, devices->newest_tombstone));
        else
            print(device, devices->newest_tombstone);
    }
    if (as_json_list)
        std::cout << list.dump(1, ' ', false, ordered_json::error_handler_t::replace) << "\n";
    std::cout << std::flush;
    return is_well ? 0 : 1;
}

}  // namespace qp::city::program
