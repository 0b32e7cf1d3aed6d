// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/uba_folder.h"

#include <algorithm>
#include <filesystem>

#include "native/files.h"
#include "sync/city/ingest/stable_id.h"
#include "sync/city/ingest/uba_file.h"

namespace qp::city::ingest {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileBytesMax = 64u << 20;
constexpr std::size_t kFilesMax = 1'000;
constexpr const char* kSource = "uba";

std::vector<fs::path> csv_files(const std::string& folder, std::error_code& error) {
    std::vector<fs::path> paths;
    for (fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const std::string ending = it->path().extension().string();
        if (it->is_regular_file(ignored) && (ending == ".csv" || ending == ".CSV"))
            paths.push_back(it->path());
        if (paths.size() >= kFilesMax) break;
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::string stamp_of(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    const auto time = fs::last_write_time(path, error);
    return std::to_string(size) + " " + std::to_string(time.time_since_epoch().count());
}

}  // namespace

UbaFolder::Found UbaFolder::look() {
    Found found;
    std::error_code error;
    const auto paths = csv_files(source_.folder, error);
    if (error) {
        found.report.fault(source_.folder + ": " + error.message());
        return found;
    }
    for (const fs::path& path : paths) {
        std::string stamp = stamp_of(path);
        std::string& before = stamps_[path.string()];
        if (before == stamp) continue;
        before = std::move(stamp);
        read(path.string(), path.filename().string(), found);
    }
    return found;
}

ObservedStation UbaFolder::station_of(const std::string& code) const {
    domain::Station station;
    station.id = stable_id("station", kSource, code);
    station.name = code;
    station.quarter = domain::kCityScope;
    station.operator_name = "Umweltbundesamt";
    station.attribution = "Datenquelle: Umweltbundesamt";
    station.licence = "dl-de/by-2-0";
    for (const UbaStation& known : source_.stations) {
        if (known.code != code) continue;
        station.name = known.name;
        station.quarter = known.quarter;
        station.at = known.at;
    }
    return {std::move(station), {}};
}

void UbaFolder::read(const std::string& path, const std::string& name, Found& found) const {
    const auto bytes = native::read_text(path, kFileBytesMax);
    if (!bytes) return found.report.fault(bytes.error().detail);
    auto file = parse_uba(*bytes, name);
    if (!file) return found.report.fault(file.error().detail);
    found.report.add(file->report);
    for (auto& [code, properties] : file->stations) {
        ObservedStation observed = station_of(code);
        for (auto& [property, observations] : properties) {
            ObservedStream stream;
            stream.datastream.id =
                stable_id("datastream", kSource, code + "/" + std::string{domain::slug(property)});
            stream.datastream.station = observed.station.id;
            stream.datastream.property = property;
            stream.observations = std::move(observations);
            observed.streams.push_back(std::move(stream));
        }
        found.stations.push_back(std::move(observed));
    }
}

}  // namespace qp::city::ingest
