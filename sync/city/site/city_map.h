// SPDX-License-Identifier: EUPL-1.2
// "/map.json": what lies under the app's maps, the same for everybody, so that a phone asks for it
// once and keeps it. Without a file it says that there are no outlines: a map then shows its grid.
#pragma once

#include <string>

#include "core/base/result.h"
#include "sync/city/http/message.h"
#include "sync/city/site/packed_file.h"

namespace qp::city::site {

class CityMap {
public:
    // `file`: GeoJSON (outlines.h), empty: none. Errors as read_outlines' and native::read_text's.
    static Result<CityMap> open(const std::string& file, const std::string& attribution);

    static bool is_mine(const std::string& path) { return path == "/map.json"; }
    http::Response answer(const http::Request& request) const;

private:
    explicit CityMap(PackedFile file) : file_{std::move(file)} {}

    PackedFile file_;
};

}  // namespace qp::city::site
