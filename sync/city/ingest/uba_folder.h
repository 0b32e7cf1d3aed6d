// SPDX-License-Identifier: EUPL-1.2
// A folder into which the operator (or a script) puts the Umweltbundesamt's CSV files. Files that
// are new or changed are read; what they say that is new is published.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/city/ingest/observation_sink.h"
#include "sync/city/ingest/report.h"

namespace qp::city::ingest {

// What the files do not say of a station.
struct UbaStation {
    std::string code;  // "DENW200"
    std::string name;
    std::string quarter;
    std::optional<domain::Point> at;
};

struct UbaSource {
    std::string folder;
    std::vector<UbaStation> stations;
    Milliseconds look_every{60'000};
};

class UbaFolder {
public:
    explicit UbaFolder(UbaSource source) : source_{std::move(source)} {}

    // What has changed since the last call. Faults name file and line.
    struct Found {
        std::vector<ObservedStation> stations;
        Report report;
    };
    Found look();
    // What was found could not be kept: the next look reads every file again.
    void forget() { stamps_.clear(); }

private:
    ObservedStation station_of(const std::string& code) const;
    void read(const std::string& path, const std::string& name, Found& found) const;

    UbaSource source_;
    std::map<std::string, std::string> stamps_;  // by path: size and time
};

}  // namespace qp::city::ingest
