// SPDX-License-Identifier: EUPL-1.2
// A relay's one TOML file: sync/city/relay.sample.toml tells each key.
#pragma once

#include <string>
#include <vector>

#include "core/ops/city.h"
#include "native/logging.h"
#include "sync/city/program/listen_config.h"
#include "sync/client/connection.h"

namespace qp::city::program {

struct RelayConfig : ListenConfig {
    std::string data_dir;
    std::string app_dir;
    std::string map_file;  // GeoJSON; empty: none
    std::string map_attribution;
    std::string certificate;  // path; empty: relay.cert in data_dir
    std::vector<std::string> scopes;
    Milliseconds keep{};
    client::Address upstream;
    ops::CityId city;
    native::LogLevel log_level = native::LogLevel::info;
};

// bad_argument names every mistake with its line.
Result<RelayConfig> read_relay_config(const std::string& path);

}  // namespace qp::city::program
