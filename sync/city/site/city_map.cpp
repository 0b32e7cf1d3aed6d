// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/city_map.h"

#include <nlohmann/json.hpp>

#include "native/files.h"
#include "sync/city/http/compression.h"
#include "sync/city/site/outlines.h"

namespace qp::city::site {

namespace {

using nlohmann::ordered_json;

// Rings as longitude and latitude in turn, in hundred-thousandths of a degree.
ordered_json as_json(const std::vector<Outline>& outlines, const std::string& attribution) {
    ordered_json list = ordered_json::array();
    for (const Outline& outline : outlines) {
        ordered_json rings = ordered_json::array();
        for (const auto& ring : outline.rings) {
            ordered_json numbers = ordered_json::array();
            for (const domain::Point& point : ring) {
                numbers.push_back(point.longitude_e5);
                numbers.push_back(point.latitude_e5);
            }
            rings.push_back(std::move(numbers));
        }
        list.push_back({{"name", outline.name}, {"rings", std::move(rings)}});
    }
    return {{"attribution", attribution}, {"outlines", std::move(list)}};
}

}  // namespace

Result<CityMap> CityMap::open(const std::string& file, const std::string& attribution) {
    std::vector<Outline> outlines;
    if (!file.empty()) {
        const auto text = native::read_text(file, kOutlineFileBytesMax);
        if (!text) return fail(text.error());
        auto read = read_outlines(*text, file);
        if (!read) return fail(read.error());
        outlines = thinned(std::move(*read), kOutlinePointsMax);
    }
    std::string text = as_json(outlines, outlines.empty() ? "" : attribution)
                           .dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    PackedFile packed = packed_file(std::make_shared<const std::string>(std::move(text)));
    packed.gzip = std::make_shared<const std::string>(http::gzipped(*packed.plain));
    return CityMap{std::move(packed)};
}

http::Response CityMap::answer(const http::Request& request) const {
    http::Response response;
    response.set("Content-Type", "application/json").set("Cache-Control", "no-cache");
    site::answer(response, request, file_);
    return response;
}

}  // namespace qp::city::site
