// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/sensorthings.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sync/city/ingest/csv.h"
#include "sync/city/ingest/property_names.h"
#include "sync/city/ingest/stable_id.h"

namespace qp::city::ingest {

namespace {

using nlohmann::json;

constexpr std::size_t kStreamsMax = 200;  // of one Thing

const json& member(const json& object, const char* key) {
    static const json kNone;
    if (!object.is_object()) return kNone;
    const auto found = object.find(key);
    return found == object.end() ? kNone : *found;
}

std::string text(const json& object, const char* key) {
    const json& value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

// Servers write ids as numbers or texts; in an address a text stands in quotes.
std::string id_in_address(const json& entity) {
    const json& id = member(entity, "@iot.id");
    if (id.is_number_integer()) return id.dump();
    if (!id.is_string()) return {};
    std::string quoted = "'";
    for (const char c : id.get<std::string>()) {
        if (c == '\'') quoted.push_back('\'');
        quoted.push_back(c);
    }
    return quoted + "'";
}

// The first point in the Thing's locations: [longitude, latitude].
std::optional<domain::Point> point_of(const json& thing) {
    for (const json& location : member(thing, "Locations")) {
        const json& place = member(location, "location");
        const json& geometry = member(place, "geometry").is_object() ? place["geometry"] : place;
        const json& at = member(geometry, "coordinates");
        if (!at.is_array() || at.size() < 2 || !at[0].is_number() || !at[1].is_number()) continue;
        const double longitude = at[0].get<double>();
        const double latitude = at[1].get<double>();
        if (std::abs(latitude) > 90 || std::abs(longitude) > 180) continue;
        return domain::Point{static_cast<std::int32_t>(std::lround(latitude * 1e5)),
                             static_cast<std::int32_t>(std::lround(longitude * 1e5))};
    }
    return std::nullopt;
}

std::string first_of(std::string a, const std::string& b) {
    return a.empty() ? b : a;
}

domain::Station station_of(const json& thing, const std::string& id,
                           const SensorThingsSource& source) {
    const json& properties = member(thing, "properties");
    domain::Station station;
    station.id = stable_id("station", source.name, id);
    station.name = first_of(text(thing, "name"), "Thing " + id);
    const auto quarter = domain::find_quarter(text(properties, "quarter"));
    station.quarter = quarter ? std::string{quarter->slug}
                              : first_of(source.quarter, std::string{domain::kCityScope});
    station.at = point_of(thing);
    station.operator_name = first_of(text(properties, "operator"), source.operator_name);
    station.attribution = first_of(text(properties, "attribution"), source.attribution);
    station.licence = first_of(text(properties, "licence"), source.licence);
    const json& demo = member(properties, "demo");
    station.is_demo = demo.is_boolean() && demo.get<bool>();
    return station;
}

FoundStream stream_of(const json& entity, const std::string& id, const domain::Station& station,
                      const SensorThingsSource& source) {
    const json& observed = member(entity, "ObservedProperty");
    const json& unit = member(entity, "unitOfMeasurement");
    const std::string symbol = first_of(text(unit, "symbol"), text(unit, "name"));
    FoundStream stream;
    stream.remote_id = id;
    stream.datastream.id = stable_id("datastream", source.name, id);
    stream.datastream.station = station.id;
    const std::string names[] = {text(observed, "name"), text(observed, "definition"),
                                 text(entity, "name")};
    const auto configured = source.properties.find(names[0]);
    const PropertyInUnit found = configured != source.properties.end()
                                     ? in_unit(configured->second, symbol)
                                     : property_named(names[0], names[1], names[2], symbol);
    stream.datastream.property = found.property;
    stream.factor = found.factor;
    stream.offset = found.offset;
    if (found.property == domain::Property::other) {
        stream.datastream.name = first_of(names[2], names[0]);
        stream.datastream.unit = symbol;
    }
    const json& interval = member(member(entity, "properties"), "interval_seconds");
    if (interval.is_number() && interval.get<double>() >= 1 && interval.get<double>() <= 864'000)
        stream.datastream.interval = std::chrono::seconds{interval.get<std::int64_t>()};
    return stream;
}

// "2026-11-23T14:00:00Z" or an interval "a/b": its end is what the value stands for.
std::optional<Instant> time_of(const json& observation) {
    std::string time = text(observation, "phenomenonTime");
    if (time.empty()) time = text(observation, "resultTime");
    const std::size_t slash = time.find('/');
    return from_iso(slash == std::string::npos ? time : time.substr(slash + 1));
}

std::optional<double> number_of(const json& result) {
    if (result.is_number()) {
        const double value = result.get<double>();
        return std::isfinite(value) ? std::optional{value} : std::nullopt;
    }
    if (result.is_boolean()) return result.get<bool>() ? 1.0 : 0.0;
    if (!result.is_string()) return std::nullopt;
    const std::string words = result.get<std::string>();
    // "7.87 °C": what follows the number is the unit, which the datastream names as well.
    const std::size_t end = words.find_first_not_of("+-0123456789.,eE");
    if (end != std::string::npos && words[end] != ' ' && words.size() - end > 8)
        return std::nullopt;
    return number_in(words.substr(0, end));
}

}  // namespace

std::optional<double> number_of_result(std::string_view text_of_json) {
    return number_of(json::parse(text_of_json, nullptr, false));
}

Status check_page(std::string_view body, const std::string& content_type) {
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return fail(Code::malformed, "an empty answer");
    if (body[first] == '<')
        return fail(Code::malformed, "HTML instead of SensorThings (" + content_type + ")");
    const json page = json::parse(body, nullptr, false);
    if (page.is_discarded()) return fail(Code::malformed, "no JSON (" + content_type + ")");
    if (!member(page, "value").is_array())
        return fail(Code::malformed, "JSON without a list \"value\": not a SensorThings page");
    return {};
}

std::vector<FoundThing> read_things(std::string_view body, const SensorThingsSource& source,
                                    Report& report) {
    std::vector<FoundThing> things;
    const json page = json::parse(body, nullptr, false);
    for (const json& thing : member(page, "value")) {
        const std::string id = id_in_address(thing);
        if (id.empty()) {
            report.fault(source.name + ": a Thing without an id");
            continue;
        }
        FoundThing found{station_of(thing, id, source), {}};
        for (const json& entity : member(thing, "Datastreams")) {
            const std::string stream_id = id_in_address(entity);
            if (stream_id.empty() || found.streams.size() >= kStreamsMax) {
                report.fault(source.name + ": Thing " + id + " has a Datastream without an id");
                continue;
            }
            found.streams.push_back(stream_of(entity, stream_id, found.station, source));
        }
        ++report.read;
        things.push_back(std::move(found));
    }
    return things;
}

ObservationsPage read_observations(std::string_view body, const FoundStream& stream,
                                   Report& report) {
    ObservationsPage result;
    const json page = json::parse(body, nullptr, false);
    for (const json& observation : member(page, "value")) {
        ++result.entries;
        const auto at = time_of(observation);
        const auto value = number_of(member(observation, "result"));
        if (!at || !value) {
            report.fault("Datastream " + stream.remote_id + ": an Observation without " +
                         (at ? "a number: " + member(observation, "result").dump().substr(0, 40)
                             : std::string{"a time"}));
            continue;
        }
        ++report.read;
        result.observations.push_back({*at, *value * stream.factor + stream.offset});
    }
    return result;
}

Paging::Paging(std::string root, std::string first, std::size_t pages_max)
    : root_{std::move(root)}, first_{std::move(first)}, url_{first_}, pages_left_{pages_max} {
    while (!root_.empty() && root_.back() == '/') root_.pop_back();
    visited_.insert(url_);
}

bool Paging::next(std::string_view page_json, std::size_t entries) {
    entries_seen_ += entries;
    // Some servers give a link on the last page, too: an empty page is the end.
    if (pages_left_ <= 1 || entries == 0) return false;
    --pages_left_;
    const json page = json::parse(page_json, nullptr, false);
    const std::string link = text(page, "@iot.nextLink");
    if (!link.empty()) {
        url_ = resolved(link);
    } else {
        const json& count = member(page, "@iot.count");
        if (!count.is_number_unsigned() || count.get<std::uint64_t>() <= entries_seen_)
            return false;
        url_ = skipped_to(entries_seen_);  // more is there, but no link to it
    }
    return visited_.insert(url_).second;
}

std::string Paging::resolved(const std::string& link) const {
    const std::size_t scheme = root_.find("://");
    const std::size_t path = scheme == std::string::npos ? 0 : root_.find('/', scheme + 3);
    const std::string host = root_.substr(0, path);
    const std::string root_path = path == std::string::npos ? std::string{} : root_.substr(path);

    std::string target = link;
    // "http://" or "https://", and not an address within a query.
    if (const std::size_t at = link.find("://"); at < std::string_view{"https://"}.size()) {
        const std::size_t slash = link.find('/', at + 3);
        target = slash == std::string::npos ? "/" : link.substr(slash);
    } else if (link.front() != '/') {
        return root_ + "/" + link;
    }
    // A proxy may have changed where the service lies: what counts is what follows the version.
    const std::size_t version = root_path.rfind("/v1.");
    if (version != std::string::npos) {
        const std::string mark = root_path.substr(version) + "/";
        const std::size_t at = target.find(mark);
        if (at != std::string::npos) return root_ + "/" + target.substr(at + mark.size());
    }
    return host + target;
}

std::string Paging::skipped_to(std::size_t entries) const {
    return first_ + (first_.find('?') == std::string::npos ? "?" : "&") +
           "$skip=" + std::to_string(entries);
}

}  // namespace qp::city::ingest
