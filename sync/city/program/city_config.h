// SPDX-License-Identifier: EUPL-1.2
// The city server's one TOML file: sync/city/city.sample.toml tells each key.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "native/logging.h"
#include "sync/city/ingest/sensorthings.h"
#include "sync/city/ingest/uba_folder.h"
#include "sync/city/program/listen_config.h"
#include "sync/city/storage/tallies.h"

namespace qp::city::program {

struct CityConfig : ListenConfig {
    std::string name;
    std::string data_dir;
    std::string app_dir;
    std::string map_file;  // GeoJSON; empty: none
    std::string map_attribution;
    native::LogLevel log_level = native::LogLevel::info;
    std::string opendata_licence;
    std::string opendata_publisher;
    std::map<std::string, ops::PublicKey> enrolled_by_name;
    storage::PollSettings polls;
    std::vector<ingest::SensorThingsSource> sensorthings;
    std::vector<ingest::UbaSource> uba;
};

// bad_argument names every mistake with its line.
Result<CityConfig> read_city_config(const std::string& path);

}  // namespace qp::city::program
