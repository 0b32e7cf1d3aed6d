// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "core/base/ports.h"
#include "sync/city/ingest/report.h"
#include "sync/city/program/city_config.h"

namespace qp::city::program {

// What `import` was asked to read; empty paths are left out.
struct ImportRequest {
    std::string actors;
    std::string projects;
    std::string updates;  // of projects
    std::string events;
    std::string mood;        // demo
    std::string ideas;       // demo
    std::string idea_steps;  // demo
};
// Every file of assets/demo.
ImportRequest demo_import(const std::string& folder);

// Reads, publishes, and casts the demo's ballots. Safe while the server runs.
Result<ingest::Report> import_files(const CityConfig& config, const ImportRequest& request,
                                    Clock& clock, Random& random);

}  // namespace qp::city::program
