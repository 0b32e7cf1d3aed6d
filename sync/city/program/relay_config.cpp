// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/program/relay_config.h"

#include "core/domain/place.h"

namespace qp::city::program {

namespace {

using native::ConfigFile;
using native::ConfigSection;

void read_relay(ConfigSection relay, RelayConfig& config) {
    config.data_dir = relay.path("data_dir", "relay-data");
    config.app_dir = relay.path("app_dir", "web/dist");
    config.map_file = relay.path("map_file", "");
    config.map_attribution = relay.text("map_attribution", "");
    config.certificate = relay.path("certificate", "");
    config.scopes = relay.texts("scopes", domain::all_scopes());
    if (config.scopes.empty()) relay.fault("scopes", "must name at least one");
    for (const std::string& scope : config.scopes)
        if (scope != domain::kCityScope && !domain::find_quarter(scope))
            relay.fault("scopes", "unknown quarter '" + scope + "'");
    config.keep = std::chrono::hours{24 * relay.integer("keep_days", 35, 8, 3660)};
}

void read_city(ConfigSection city, RelayConfig& config) {
    config.upstream.url = city.required_text("url");
    config.upstream.ca_file = city.path("ca_file", "");
    if (!config.upstream.url.empty())
        if (auto checked = client::check_address(config.upstream); !checked)
            city.fault("url", checked.error().detail);
    const std::string key = city.required_text("key");
    if (key.empty()) return;
    if (const auto id = ops::city_named(key))
        config.city = *id;
    else
        city.fault("key",
                   "must be the city's 32 or genesis 64 hex digits, as "
                   "\"quartierpuls-city keys\" prints them");
}

}  // namespace

Result<RelayConfig> read_relay_config(const std::string& path) {
    auto file = ConfigFile::read(path);
    if (!file) return fail(file.error());
    RelayConfig config;
    ConfigSection root = file->root();
    read_relay(root.section("relay"), config);
    read_city(root.section("city"), config);
    const std::string level =
        root.section("log").choice("level", "info", {"debug", "info", "warning", "error"});
    config.log_level = native::find_log_level(level).value_or(native::LogLevel::info);
    read_listen(root.section("listen"), "0.0.0.0", config);
    if (auto checked = file->finish(); !checked) return fail(checked.error());
    return config;
}

}  // namespace qp::city::program
