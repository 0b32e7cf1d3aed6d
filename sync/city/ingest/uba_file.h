// SPDX-License-Identifier: EUPL-1.2
// Files that the Umweltbundesamt's air data page gives: hourly values of one or more stations, with
// German or English headers. Times are the local ends of hours, "24:00" included; classes are those
// of the index in force when the file was made.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/sensing.h"
#include "sync/city/ingest/report.h"

namespace qp::city::ingest {

struct UbaFile {
    // By station code, then property: ascending by time.
    std::map<std::string, std::map<domain::Property, std::vector<domain::Observation>>> stations;
    Report report;  // rows read, rows and columns that could not be
};

// `name` stands in faults. malformed: no CSV, or without columns for station and time.
Result<UbaFile> parse_uba(std::string_view bytes, const std::string& name);

}  // namespace qp::city::ingest
