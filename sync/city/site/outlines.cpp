// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/outlines.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/domain/coarse_point.h"

namespace qp::city::site {

namespace {

using domain::Point;
using nlohmann::json;

using Ring = std::vector<Point>;

constexpr std::size_t kRingPointsMin = 4;  // a triangle, closed
constexpr std::size_t kNameBytesMax = 200;
constexpr double kEastIsShorter = 0.616;  // than north, at 52°
constexpr double kToleranceFirst = 5;     // hundred-thousandths of a degree: some 5 m
constexpr double kToleranceLast = 1e5;

// Reads one file; the first mistake ends it.
class Reader {
public:
    explicit Reader(const std::string& file) : file_{file} {}

    Result<std::vector<Outline>> all(const json& document);

private:
    Status feature(const json& object, std::size_t number);
    Status polygon(const json& rings, Outline& outline);
    Result<Ring> ring(const json& points) const;
    tl::unexpected<Error> fault(const std::string& what) const {
        return fail(Code::malformed, file_ + where_ + ": " + what);
    }

    const std::string& file_;
    std::string where_;
    std::vector<Outline> outlines_;
};

std::string name_of(const json& object) {
    const auto properties = object.find("properties");
    if (properties == object.end() || !properties->is_object()) return {};
    const auto name = properties->find("name");
    if (name == properties->end() || !name->is_string()) return {};
    return name->get<std::string>().substr(0, kNameBytesMax);
}

Result<Ring> Reader::ring(const json& points) const {
    if (!points.is_array() || points.size() < kRingPointsMin)
        return fault("a ring needs at least four points");
    Ring ring;
    ring.reserve(points.size());
    for (const json& point : points) {
        if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number())
            return fault("a point is not [longitude, latitude]");
        const double longitude = point[0].get<double>();
        const double latitude = point[1].get<double>();
        if (!(std::abs(longitude) <= 180) || !(std::abs(latitude) <= 90))
            return fault("[" + point[0].dump() + ", " + point[1].dump() +
                         "] are no degrees: WGS 84 is asked for");
        ring.push_back({static_cast<std::int32_t>(std::lround(latitude * 1e5)),
                        static_cast<std::int32_t>(std::lround(longitude * 1e5))});
    }
    if (!(ring.front() == ring.back())) return fault("a ring does not end where it begins");
    return ring;
}

Status Reader::polygon(const json& rings, Outline& outline) {
    if (!rings.is_array() || rings.empty()) return fault("a polygon without a ring");
    for (const json& points : rings) {
        auto read = ring(points);
        if (!read) return fail(read.error());
        outline.rings.push_back(std::move(*read));
    }
    return {};
}

Status Reader::feature(const json& object, std::size_t number) {
    Outline outline;
    outline.name = name_of(object);
    where_ = ": feature " + std::to_string(number);
    if (!outline.name.empty()) where_ += " (" + outline.name + ")";
    const auto geometry = object.find("geometry");
    if (geometry == object.end() || !geometry->is_object()) return fault("has no geometry");
    const std::string type = geometry->value("type", json{}).is_string()
                                 ? (*geometry)["type"].get<std::string>()
                                 : std::string{};
    const auto coordinates = geometry->find("coordinates");
    if (coordinates == geometry->end() || !coordinates->is_array())
        return fault("has no coordinates");
    if (type == "Polygon") {
        if (auto read = polygon(*coordinates, outline); !read) return read;
    } else if (type == "MultiPolygon") {
        for (const json& rings : *coordinates)
            if (auto read = polygon(rings, outline); !read) return read;
    } else {
        return fault("is no Polygon or MultiPolygon");
    }
    if (outline.rings.empty()) return fault("has no ring");
    outlines_.push_back(std::move(outline));
    return {};
}

Result<std::vector<Outline>> Reader::all(const json& document) {
    if (!document.is_object()) return fault("no GeoJSON");
    const auto features = document.find("features");
    if (features == document.end()) {
        if (auto read = feature(document, 1); !read) return fail(read.error());
    } else {
        if (!features->is_array() || features->empty()) return fault("has no features");
        if (features->size() > kOutlinesMax)
            return fault("has more than " + std::to_string(kOutlinesMax) + " features");
        std::size_t number = 0;
        for (const json& object : *features) {
            ++number;
            where_ = ": feature " + std::to_string(number);
            if (!object.is_object()) return fault("is no object");
            if (auto read = feature(object, number); !read) return fail(read.error());
        }
    }
    where_.clear();
    for (const Outline& outline : outlines_)
        for (const Ring& ring : outline.rings)
            if (std::any_of(ring.begin(), ring.end(),
                            [](const Point& point) { return domain::coarse(point).has_value(); }))
                return std::move(outlines_);
    return fault("none of it lies in the city");
}

// How far `point` is from the line between two others.
double distance(const Point& point, const Point& from, const Point& to) {
    const double x = (to.longitude_e5 - from.longitude_e5) * kEastIsShorter;
    const double y = to.latitude_e5 - from.latitude_e5;
    const double px = (point.longitude_e5 - from.longitude_e5) * kEastIsShorter;
    const double py = point.latitude_e5 - from.latitude_e5;
    const double length = x * x + y * y;
    const double along = length == 0 ? 0 : std::clamp((px * x + py * y) / length, 0.0, 1.0);
    return std::hypot(px - along * x, py - along * y);
}

// Douglas and Peucker's, with a list of its own instead of recursion: a ring may be long.
Ring thinned_ring(const Ring& ring, double tolerance) {
    std::vector<bool> stays(ring.size(), false);
    stays.front() = stays.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> parts{{0, ring.size() - 1}};
    while (!parts.empty()) {
        const auto [from, to] = parts.back();
        parts.pop_back();
        double farthest = tolerance;
        std::size_t at = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double far = distance(ring[i], ring[from], ring[to]);
            if (far <= farthest) continue;
            farthest = far;
            at = i;
        }
        if (at == from) continue;
        stays[at] = true;
        parts.emplace_back(from, at);
        parts.emplace_back(at, to);
    }
    Ring result;
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (stays[i]) result.push_back(ring[i]);
    return result;
}

std::vector<Outline> thinned_by(const std::vector<Outline>& outlines, double tolerance) {
    std::vector<Outline> result;
    for (const Outline& outline : outlines) {
        Outline thin{outline.name, {}};
        for (const Ring& ring : outline.rings) {
            Ring thin_ring = thinned_ring(ring, tolerance);
            if (thin_ring.size() >= kRingPointsMin) thin.rings.push_back(std::move(thin_ring));
        }
        if (!thin.rings.empty()) result.push_back(std::move(thin));
    }
    return result;
}

}  // namespace

Result<std::vector<Outline>> read_outlines(std::string_view geojson, const std::string& file) {
    const json document = json::parse(geojson, nullptr, false);
    if (document.is_discarded()) return fail(Code::malformed, file + ": no JSON");
    return Reader{file}.all(document);
}

std::size_t points_of(const std::vector<Outline>& outlines) {
    std::size_t points = 0;
    for (const Outline& outline : outlines)
        for (const Ring& ring : outline.rings) points += ring.size();
    return points;
}

std::vector<Outline> thinned(std::vector<Outline> outlines, std::size_t points_max) {
    for (double tolerance = kToleranceFirst;
         points_of(outlines) > points_max && tolerance < kToleranceLast; tolerance *= 1.5)
        outlines = thinned_by(outlines, tolerance);
    return outlines;
}

}  // namespace qp::city::site
