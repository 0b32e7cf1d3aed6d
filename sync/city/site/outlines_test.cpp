// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/outlines.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>

#include "sync/city/site/city_map.h"

namespace qp::city::site {

namespace {

const std::string kSquare = "[[8.5,52.0],[8.6,52.0],[8.6,52.1],[8.5,52.1],[8.5,52.0]]";

std::string feature(const std::string& name, const std::string& type,
                    const std::string& coordinates) {
    return R"({"type":"Feature","properties":{"name":")" + name + R"("},"geometry":{"type":")" +
           type + R"(","coordinates":)" + coordinates + "}}";
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string fault_of(const std::string& geojson) {
    const auto read = read_outlines(geojson, "map.geojson");
    REQUIRE(!read);
    CHECK(read.error().code == Code::malformed);
    return read.error().detail;
}

std::string written(const std::string& name, const std::string& text) {
    const char* folder = std::getenv("TMPDIR");
    const std::string path = std::string{folder ? folder : "/tmp"} + "/" + name;
    std::ofstream{path, std::ios::binary} << text;
    return path;
}

}  // namespace

TEST_CASE("districts with their names come as they are drawn, holes and islands included") {
    const auto read =
        read_outlines(collection(feature("Mitte", "Polygon", "[" + kSquare + "]") + "," +
                                 feature("Senne", "MultiPolygon",
                                         "[[" + kSquare + "," + kSquare + "],[" + kSquare + "]]")),
                      "map.geojson");
    REQUIRE(read);
    REQUIRE(read->size() == 2);
    CHECK(read->at(0).name == "Mitte");
    CHECK(read->at(0).rings.size() == 1);
    CHECK(read->at(0).rings[0][1] == domain::Point{52'00000, 8'60000});
    CHECK(read->at(1).rings.size() == 3);
}

TEST_CASE("one outline alone will do, with or without a name") {
    const auto read = read_outlines(
        R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[)" + kSquare + "]}}",
        "map.geojson");
    REQUIRE(read);
    CHECK(read->at(0).name.empty());
}

TEST_CASE("what is wrong is said with the file, the feature and its name") {
    CHECK(fault_of("<html>") == "map.geojson: no JSON");
    CHECK(fault_of("[]") == "map.geojson: no GeoJSON");
    CHECK(fault_of(collection("")) == "map.geojson: has no features");
    CHECK(fault_of(collection("7")) == "map.geojson: feature 1: is no object");
    CHECK(fault_of(collection(feature("Mitte", "Polygon", "[" + kSquare + "]") + "," +
                              feature("Weg", "LineString", kSquare))) ==
          "map.geojson: feature 2 (Weg): is no Polygon or MultiPolygon");
    CHECK(fault_of(feature("Mitte", "Polygon", "[[[8.5,52.0],[8.6,52.0],[8.5,52.0]]]")) ==
          "map.geojson: feature 1 (Mitte): a ring needs at least four points");
    CHECK(
        fault_of(feature("Mitte", "Polygon", "[[[8.5,52.0],[8.6,52.0],[8.6,52.1],[8.5,52.1]]]")) ==
        "map.geojson: feature 1 (Mitte): a ring does not end where it begins");
    CHECK(fault_of(feature("Mitte", "Polygon", "[[[467000,5764000],[1,1],[2,2],[3,3]]]")) ==
          "map.geojson: feature 1 (Mitte): [467000, 5764000] are no degrees: WGS 84 is asked for");
    CHECK(fault_of(feature("Mitte", "Polygon", "[[\"x\",1,2,3]]")) ==
          "map.geojson: feature 1 (Mitte): a point is not [longitude, latitude]");
    CHECK(
        fault_of(feature("Kassel", "Polygon", "[[[9.4,51.3],[9.5,51.3],[9.5,51.4],[9.4,51.3]]]")) ==
        "map.geojson: none of it lies in the city");
    std::string many;
    for (std::size_t i = 0; i <= kOutlinesMax; ++i)
        many += (i == 0 ? "" : ",") + feature("x", "Polygon", "[" + kSquare + "]");
    CHECK(fault_of(collection(many)) == "map.geojson: has more than 100 features");
}

TEST_CASE("a long line is thinned out to what a map shows, and keeps its form") {
    std::string circle;
    constexpr int kPoints = 20'000;
    for (int i = 0; i <= kPoints; ++i) {
        const double angle = 6.283185307179586 * (i % kPoints) / kPoints;
        circle += (i == 0 ? "[" : ",[") + std::to_string(8.53 + 0.1 * std::cos(angle)) + "," +
                  std::to_string(52.01 + 0.06 * std::sin(angle)) + "]";
    }
    auto read = read_outlines(feature("Rund", "Polygon", "[[" + circle + "]]"), "map.geojson");
    REQUIRE(read);
    CHECK(points_of(*read) == kPoints + 1);
    const auto thin = thinned(std::move(*read), 500);
    CHECK(points_of(thin) <= 500);
    CHECK(points_of(thin) > 20);
    CHECK(thin[0].rings[0].front() == thin[0].rings[0].back());
    for (const domain::Point& point : thin[0].rings[0]) {
        const double x = (point.longitude_e5 - 8'53000) / 10'000.0;
        const double y = (point.latitude_e5 - 52'01000) / 6'000.0;
        CHECK(std::hypot(x, y) == doctest::Approx(1).epsilon(0.001));
    }
}

TEST_CASE("few points stay as they are") {
    const auto read =
        read_outlines(feature("Mitte", "Polygon", "[" + kSquare + "]"), "map.geojson");
    CHECK(points_of(thinned(*read, 500)) == 5);
}

TEST_CASE("the map is one answer for everybody, packed, and asked for again by its tag") {
    const std::string path =
        written("outlines_test.geojson", feature("Mitte", "Polygon", "[" + kSquare + "]"));
    const auto map = CityMap::open(path, "Stadt, CC BY 4.0");
    std::remove(path.c_str());
    REQUIRE(map);
    CHECK(CityMap::is_mine("/map.json"));
    http::Request request{"GET", "/map.json", "", {}, {}};
    const http::Response plain = map->answer(request);
    CHECK(*std::get<http::SharedBytes>(plain.body) ==
          R"({"attribution":"Stadt, CC BY 4.0","outlines":[{"name":"Mitte","rings":)"
          "[[850000,5200000,860000,5200000,860000,5210000,850000,5210000,850000,5200000]]}]}");
    CHECK(plain.header("content-type") == "application/json");
    request.headers = {{"accept-encoding", "gzip"}};
    const http::Response packed = map->answer(request);
    CHECK(packed.header("content-encoding") == "gzip");
    CHECK(packed.header("etag") != plain.header("etag"));
    request.headers.push_back({"if-none-match", std::string{packed.header("etag")}});
    CHECK(map->answer(request).status == 304);
}

TEST_CASE("without a file there are no outlines; a file that is not there is a mistake") {
    const auto none = CityMap::open("", "niemand");
    REQUIRE(none);
    const http::Request request{"GET", "/map.json", "", {}, {}};
    CHECK(*std::get<http::SharedBytes>(none->answer(request).body) ==
          R"({"attribution":"","outlines":[]})");
    const auto missing = CityMap::open("/nowhere/map.geojson", "");
    REQUIRE(!missing);
    CHECK(missing.error().detail.find("/nowhere/map.geojson") != std::string::npos);
}

TEST_CASE("the outline that Bielefeld gives out fits a phone's map") {
    const char* set = std::getenv("QP_DATA");
    const std::string source = std::getenv("QP_SOURCE") ? std::getenv("QP_SOURCE") : ".";
    const std::string path = (set ? std::string{set} : source + "/../shared/data") +
                             "/bielefeld/stadtumriss_s50m.geojson";
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        MESSAGE("SKIPPED: the city's outline is not there (QP_DATA)");
        return;
    }
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    auto read = read_outlines(text, path);
    REQUIRE(read);
    CHECK(read->size() == 1);
    CHECK(points_of(*read) > 100);
    CHECK(points_of(thinned(std::move(*read), 200)) <= 200);
    CHECK(CityMap::open(path, "Stadt Bielefeld, CC BY 4.0"));
}

}  // namespace qp::city::site
