// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/program/city_config.h"

#include <cmath>

#include "core/domain/place.h"
#include "native/config_file.h"

namespace qp::city::program {

namespace {

using native::ConfigFile;
using native::ConfigSection;

Milliseconds seconds(ConfigSection& section, std::string_view key, std::int64_t otherwise,
                     std::int64_t min, std::int64_t max) {
    return std::chrono::seconds{section.integer(key, otherwise, min, max)};
}

std::string quarter(ConfigSection& section) {
    std::string slug = section.text("quarter", std::string{domain::kCityScope});
    if (slug != domain::kCityScope && !domain::find_quarter(slug))
        section.fault("quarter", "unknown quarter '" + slug + "'");
    return slug;
}

void read_enrolled(ConfigSection entry, CityConfig& config) {
    const std::string name = entry.required_text("name");
    const auto bytes = from_hex(entry.required_text("key"));
    const auto key = bytes ? to_array<32>(*bytes) : std::nullopt;
    std::string quarter = entry.text("quarter", "");
    if (!quarter.empty() && !domain::find_quarter(quarter))
        entry.fault("quarter", "unknown quarter '" + quarter + "'");
    if (!key) return entry.fault("key", "must be 64 hex digits");
    config.polls.enrolled.push_back({*key, std::move(quarter)});
    if (!config.enrolled_by_name.emplace(name, *key).second)
        entry.fault("name", "two devices have the name '" + name + "'");
}

void read_sensorthings(ConfigSection entry, CityConfig& config) {
    ingest::SensorThingsSource source;
    source.name = entry.required_text("name");
    source.url = entry.required_text("url");
    while (!source.url.empty() && source.url.back() == '/') source.url.pop_back();
    if (source.url.compare(0, 7, "http://") != 0 && source.url.compare(0, 8, "https://") != 0)
        entry.fault("url", "must begin with http:// or https://");
    source.operator_name = entry.text("operator", "");
    source.attribution = entry.text("attribution", "");
    source.licence = entry.text("licence", "");
    source.quarter = quarter(entry);
    source.poll_every = seconds(entry, "poll_seconds", 60, 1, 86'400);
    source.history = std::chrono::hours{24 * entry.integer("history_days", 7, 0, 3'660)};
    for (ConfigSection property : entry.sections("property")) {
        const std::string name = property.required_text("name");
        const std::string slug = property.required_text("is");
        if (const auto found = domain::find_property(slug))
            source.properties[name] = *found;
        else
            property.fault("is", "unknown property '" + slug + "'");
    }
    config.sensorthings.push_back(std::move(source));
}

void read_uba(ConfigSection entry, CityConfig& config) {
    ingest::UbaSource source;
    source.folder = entry.path("folder", "");
    if (source.folder.empty()) entry.fault("folder", "is missing");
    source.look_every = seconds(entry, "look_seconds", 60, 1, 86'400);
    for (ConfigSection station : entry.sections("station")) {
        ingest::UbaStation known;
        known.code = station.required_text("code");
        known.name = station.text("name", known.code);
        known.quarter = quarter(station);
        if (station.has("latitude") || station.has("longitude"))
            known.at = domain::Point{static_cast<std::int32_t>(
                                         std::lround(station.number("latitude", 0, -90, 90) * 1e5)),
                                     static_cast<std::int32_t>(std::lround(
                                         station.number("longitude", 0, -180, 180) * 1e5))};
        source.stations.push_back(std::move(known));
    }
    config.uba.push_back(std::move(source));
}

}  // namespace

Result<CityConfig> read_city_config(const std::string& path) {
    auto file = ConfigFile::read(path);
    if (!file) return fail(file.error());
    CityConfig config;
    ConfigSection root = file->root();
    ConfigSection city = root.section("city");
    config.name = city.required_text("name");
    config.data_dir = city.path("data_dir", "data");
    config.app_dir = city.path("app_dir", "web/dist");
    config.map_file = city.path("map_file", "");
    config.map_attribution = city.text("map_attribution", "");
    const std::string level =
        root.section("log").choice("level", "info", {"debug", "info", "warning", "error"});
    config.log_level = native::find_log_level(level).value_or(native::LogLevel::info);
    read_listen(root.section("listen"), "127.0.0.1", config);
    ConfigSection opendata = root.section("opendata");
    config.opendata_licence = opendata.text("licence", "CC BY 4.0");
    config.opendata_publisher = opendata.text("publisher", "Stadt " + config.name);
    ConfigSection polls = root.section("polls");
    config.polls.publish_every = seconds(polls, "publish_seconds", 600, 1, 86'400);
    for (ConfigSection& entry : root.sections("enrolled")) read_enrolled(entry, config);
    for (ConfigSection& entry : root.sections("sensorthings")) read_sensorthings(entry, config);
    for (ConfigSection& entry : root.sections("uba")) read_uba(entry, config);
    if (auto checked = file->finish(); !checked) return fail(checked.error());
    return config;
}

}  // namespace qp::city::program
