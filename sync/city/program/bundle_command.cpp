// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "core/ops/pull.h"
#include "native/disk_room.h"
#include "native/files.h"
#include "native/logging.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/city/bundles/bundle_export.h"
#include "sync/city/bundles/bundle_import.h"
#include "sync/city/program/commands.h"

namespace qp::city::program {

namespace {

namespace fs = std::filesystem;

constexpr int kCheckpointTries = 40;
constexpr std::chrono::milliseconds kCheckpointPause{50};

int failed(const Error& error) {
    std::cerr << native::describe(error) << "\n";
    return 1;
}

std::string answers_folder(const CityConfig& config) {
    return config.data_dir + "/answers";
}

std::string name_of(const CityConfig& config, const ops::PublicKey& kiosk) {
    for (const auto& [name, key] : config.enrolled_by_name)
        if (key == kiosk) return name;
    return to_hex(kiosk);
}

Result<ops::PublicKey> kiosk_called(const CityConfig& config, const std::string& name) {
    const auto named = config.enrolled_by_name.find(name);
    if (named != config.enrolled_by_name.end()) return named->second;
    for (const auto& [other, key] : config.enrolled_by_name)
        if (to_hex(key) == name) return key;
    return fail(Code::not_found, "no [[enrolled]] device has the name or key " + name);
}

// Folders by what lies in them, in the order of the names.
Result<std::vector<std::string>> bundle_files(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        const std::size_t before = files.size();
        for (const fs::directory_entry& entry : fs::directory_iterator{path, error})
            if (entry.path().extension() == ".qpb") files.push_back(entry.path().string());
        if (error) return fail(Code::storage, "cannot read " + path + ": " + error.message());
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    }
    if (files.empty()) return fail(Code::not_found, "no file ends in .qpb there");
    return files;
}

void print(const char* what, const bundles::Taken& taken) {
    std::cout << "  " << what << ": " << taken.fresh << " new, " << taken.known << " known, "
              << taken.refused_count() << " refused";
    const char* before = " (";
    for (const auto& [code, times] : taken.refused) {
        std::cout << before << times << " " << code;
        before = ", ";
    }
    if (!taken.refused.empty()) std::cout << ")";
    if (taken.later > 0) std::cout << ", " << taken.later << " not now";
    std::cout << "\n";
}

bool take_file(const CityConfig& config, bundles::BundleImport& import, const std::string& path) {
    const std::string file = fs::path{path}.filename().string();
    const auto bytes = native::read_bytes(path, ops::kBundleBytesMax);
    bundles::ImportReport report;
    if (bytes)
        report = import.take(*bytes);
    else
        report.refused = bytes.error();
    if (report.refused) {
        std::cerr << file << ": refused: " << native::describe(*report.refused) << std::endl;
        return false;
    }
    std::cout << file << " from " << name_of(config, report.label.kiosk) << "\n";
    print("operations", report.operations);
    print("ballots", report.ballots);
    if (report.unknown_parts > 0)
        std::cout << "  " << report.unknown_parts << " parts that a newer program knows\n";
    std::cout << std::flush;
    return true;
}

// A log's frames tell in which order ballots came. The server moves its own; what we have written
// beside it is ours to move.
void leave_no_log(storage::Storage& storage) {
    for (int left = kCheckpointTries; left > 0; --left) {
        if (storage.checkpoint()) return;
        std::this_thread::sleep_for(kCheckpointPause);
    }
    spdlog::warn("a log could not be moved into its database: somebody reads there all the while");
}

}  // namespace

int import_bundles(const CityConfig& config, const std::vector<std::string>& paths) {
    native::SystemClock clock;
    native::SystemRandom random;
    native::DiskRoom room{config.data_dir};
    const storage::DataFiles files{config.data_dir};
    const auto wanted = bundle_files(paths);
    if (!wanted) return failed(wanted.error());
    const auto keys = storage::KeyStore::open(files.keys);
    if (!keys) return failed(keys.error());
    auto storage = storage::Storage::open(
        files, {clock, random, room}, [](std::uint64_t) {}, storage::Threads::none, config.polls);
    if (!storage) return failed(storage.error());
    const bundles::AnswerStore answers{answers_folder(config)};
    bundles::BundleImport import{{*keys, **storage, answers, clock, random, config.polls.keys()}};
    std::size_t refused = 0;
    for (const std::string& path : *wanted)
        if (!take_file(config, import, path)) ++refused;
    leave_no_log(**storage);
    std::cout << wanted->size() - refused << " bundles taken, " << refused << " refused\n";
    if (refused < wanted->size())
        std::cout << "Destroy the files that were taken: with the city's keys they tell which "
                     "ballots came from which kiosk.\n";
    std::cout << std::flush;
    return refused == 0 ? 0 : 1;
}

int export_bundle(const CityConfig& config, const std::string& kiosk, const std::string& folder,
                  const std::string& scopes) {
    native::SystemClock clock;
    native::SystemRandom random;
    native::DiskRoom room{config.data_dir};
    const storage::DataFiles files{config.data_dir};
    const auto key = kiosk_called(config, kiosk);
    if (!key) return failed(key.error());
    const auto keys = storage::KeyStore::open(files.keys);
    if (!keys) return failed(keys.error());
    std::vector<std::string> wanted;
    if (!scopes.empty()) {
        auto parsed = ops::parse_scopes(scopes);
        if (!parsed) return failed(parsed.error());
        wanted = std::move(*parsed);
    }
    // Begins a new epoch where a backup was restored, as the server would.
    auto storage = storage::Storage::open(
        files, {clock, random, room}, [](std::uint64_t) {}, storage::Threads::none);
    if (!storage) return failed(storage.error());
    const bundles::AnswerStore answers{answers_folder(config)};
    const auto report =
        bundles::export_return({files, *keys, answers, (*storage)->epoch(), clock, random}, *key,
                               folder, std::move(wanted));
    if (!report) return failed(report.error());
    std::cout << report->path << " for " << name_of(config, *key) << "\n  receipts for "
              << report->answers << " bundles, " << report->bytes << " bytes, version "
              << report->version << std::endl;
    return 0;
}

}  // namespace qp::city::program
