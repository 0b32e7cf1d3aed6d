// SPDX-License-Identifier: EUPL-1.2
#include "sync/feed/sensorthings_api.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "sync/city/http/problem.h"
#include "sync/feed/observation_query.h"

namespace qp::feed {

namespace {

using city::http::Request;
using city::http::Response;
using nlohmann::ordered_json;

// Lists go back so far unless a filter asks for more.
constexpr Milliseconds kHistory = std::chrono::hours{24 * 30};
constexpr std::string_view kRoot = "/v1.1";

Response json_answer(const ordered_json& body) {
    Response response;
    response.set("Content-Type", "application/json");
    response.set("Cache-Control", "no-cache");
    response.body = body.dump();
    return response;
}

// "Things(5)" → Things, 5; "Things" → Things, nothing.
struct Segment {
    std::string name;
    std::optional<int> id;
    bool is_broken = false;
};

std::vector<Segment> segments_of(std::string_view path) {
    std::vector<Segment> found;
    while (!path.empty()) {
        if (path.front() == '/') path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        std::string_view part = path.substr(0, end);
        path.remove_prefix(end);
        if (part.empty()) continue;
        Segment segment;
        const std::size_t open = part.find('(');
        segment.name = std::string{part.substr(0, open)};
        if (open != std::string_view::npos) {
            int id = 0;
            const char* last = part.data() + part.size() - 1;
            const auto [stop, error] = std::from_chars(part.data() + open + 1, last, id);
            segment.is_broken = error != std::errc{} || stop != last || *last != ')';
            segment.id = id;
        }
        found.push_back(std::move(segment));
    }
    return found;
}

struct Unit {
    std::string name;
    std::string symbol;
};

Unit unit_of(domain::Property property) {
    const std::string symbol{domain::unit(property)};
    return {symbol.empty() ? "count" : symbol, symbol};
}

// Writes entities with links that lead back to this server.
class Writer {
public:
    Writer(std::string base, Instant now) : base_{std::move(base)}, now_{now} {}

    ordered_json thing(const Station& station, const std::string& expand) const {
        const std::string self = base_ + "/Things(" + std::to_string(station.id) + ")";
        ordered_json entity;
        entity["@iot.id"] = station.id;
        entity["@iot.selfLink"] = self;
        entity["name"] = station.name;
        entity["description"] = station.description;
        ordered_json properties;
        // Nothing here was measured now, a replay neither.
        properties["demo"] = true;
        properties["quarter"] = station.quarter;
        properties["attribution"] = station.attribution;
        properties["licence"] = station.licence;
        if (!station.replayed_from.empty()) properties["replayed_from"] = station.replayed_from;
        entity["properties"] = std::move(properties);
        if (expand.find("Locations") != std::string::npos)
            entity["Locations"] = locations(station);
        else
            entity["Locations@iot.navigationLink"] = self + "/Locations";
        if (expand.find("Datastreams") != std::string::npos) {
            entity["Datastreams"] = ordered_json::array();
            for (const Stream& stream : station.streams)
                entity["Datastreams"].push_back(datastream(stream, expand));
        } else {
            entity["Datastreams@iot.navigationLink"] = self + "/Datastreams";
        }
        return entity;
    }

    ordered_json locations(const Station& station) const {
        ordered_json list = ordered_json::array();
        if (!station.at) return list;
        ordered_json location;
        location["@iot.id"] = station.id;
        location["name"] = station.name;
        location["description"] = station.description;
        location["encodingType"] = "application/geo+json";
        location["location"] = {
            {"type", "Point"},
            {"coordinates", {station.at->longitude_e5 / 1e5, station.at->latitude_e5 / 1e5}}};
        list.push_back(std::move(location));
        return list;
    }

    ordered_json datastream(const Stream& stream, const std::string& expand) const {
        const std::string self = base_ + "/Datastreams(" + std::to_string(stream.id) + ")";
        const Unit unit = unit_of(stream.property);
        ordered_json entity;
        entity["@iot.id"] = stream.id;
        entity["@iot.selfLink"] = self;
        entity["name"] = stream.name;
        entity["description"] = stream.name;
        entity["observationType"] =
            "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement";
        entity["unitOfMeasurement"] = {
            {"name", unit.name}, {"symbol", unit.symbol}, {"definition", ""}};
        entity["properties"] = {
            {"interval_seconds",
             std::chrono::duration_cast<std::chrono::seconds>(stream.interval).count()}};
        if (expand.find("ObservedProperty") != std::string::npos)
            entity["ObservedProperty"] = {{"@iot.id", stream.id},
                                          {"name", domain::slug(stream.property)},
                                          {"definition", ""},
                                          {"description", stream.name}};
        if (expand.find("Sensor") != std::string::npos)
            entity["Sensor"] = {{"@iot.id", stream.id},
                                {"name", "quartierpuls-feed"},
                                {"description", "demo"},
                                {"encodingType", "text/plain"},
                                {"metadata", "generated or replayed, not measured now"}};
        if (expand.find("Observations") != std::string::npos)
            entity["Observations"] = newest(stream);
        else
            entity["Observations@iot.navigationLink"] = self + "/Observations";
        return entity;
    }

    static ordered_json observation(const Stream& stream, const domain::Observation& seen) {
        ordered_json entity;
        entity["@iot.id"] = observation_id(stream, seen);
        entity["phenomenonTime"] = to_iso(seen.at);
        entity["resultTime"] = to_iso(seen.at);
        entity["result"] = seen.value;
        return entity;
    }

    // Unique as long as a feed has fewer than 1,000 datastreams, and the same each time.
    static std::int64_t observation_id(const Stream& stream, const domain::Observation& seen) {
        return ms(seen.at) * 1000 + stream.id;
    }

private:
    // What clients ask with $expand=Observations($orderby=phenomenonTime desc;$top=1).
    ordered_json newest(const Stream& stream) const {
        ordered_json list = ordered_json::array();
        for (const Milliseconds reach : {stream.interval * 4, Milliseconds{kHistory}}) {
            const auto seen = stream.series->between(now_ - reach, now_);
            if (seen.empty()) continue;
            list.push_back(observation(stream, seen.back()));
            break;
        }
        return list;
    }

    std::string base_;
    Instant now_;
};

std::string escaped(std::string text) {
    for (std::size_t at = 0; (at = text.find_first_of(" +&", at)) != std::string::npos;)
        text.replace(at, 1, text[at] == ' ' ? "%20" : text[at] == '+' ? "%2B" : "%26");
    return text;
}

// The query of the page that follows. Its span of time is fixed, or new values would shift it.
std::string next_query(const ListQuery& query, std::size_t shown) {
    std::string text =
        "?$top=" + std::to_string(query.top) + "&$skip=" + std::to_string(query.skip + shown);
    if (!query.expand.empty()) text += "&$expand=" + escaped(query.expand);
    if (query.has_count) text += "&$count=true";
    return text;
}

std::string next_observations_query(const ListQuery& query, std::size_t shown) {
    std::string text = next_query(query, shown);
    text += std::string{"&$orderby=phenomenonTime%20"} + (query.is_ascending ? "asc" : "desc");
    text += "&$filter=phenomenonTime%20gt%20" + to_iso(query.after) +
            "%20and%20phenomenonTime%20le%20" + to_iso(query.until);
    if (query.is_data_array) text += "&$resultFormat=dataArray";
    return text;
}

// Entities from `skip` on, at most `top`. `self`: the list's address without its query.
ordered_json page_of(const ordered_json& all, const ListQuery& query, const std::string& self) {
    ordered_json page;
    if (query.has_count) page["@iot.count"] = all.size();
    ordered_json values = ordered_json::array();
    for (std::size_t i = query.skip; i < all.size() && values.size() < query.top; ++i)
        values.push_back(all[i]);
    if (query.skip + values.size() < all.size())
        page["@iot.nextLink"] = self + next_query(query, values.size());
    page["value"] = std::move(values);
    return page;
}

ordered_json as_data_array(const Stream& stream, const ordered_json& page) {
    ordered_json rows = ordered_json::array();
    for (const auto& entity : page["value"])
        rows.push_back({entity["@iot.id"], entity["phenomenonTime"], entity["result"]});
    ordered_json result = page;
    ordered_json group;
    group["Datastream@iot.navigationLink"] = "Datastreams(" + std::to_string(stream.id) + ")";
    group["components"] = {"id", "phenomenonTime", "result"};
    group["dataArray@iot.count"] = rows.size();
    group["dataArray"] = std::move(rows);
    result["value"] = ordered_json::array({std::move(group)});
    return result;
}

// One request, answered from the stations.
class Answering {
public:
    Answering(const std::vector<Station>& stations, const Request& request, Instant now)
        : stations_{stations},
          request_{request},
          base_{"http://" + std::string{request.header("host")} + std::string{kRoot}},
          writer_{base_, now},
          now_{now} {}

    Response answer() const {
        if (request_.path.substr(0, kRoot.size()) != kRoot) return not_found();
        const std::vector<Segment> path = segments_of(request_.path.substr(kRoot.size()));
        for (const Segment& segment : path)
            if (segment.is_broken) return not_found();
        const auto query = list_query(request_, now_, kHistory);
        if (!query) return city::http::problem(query.error());
        if (path.empty()) return root();
        if (path[0].name == "Things") return things(path, *query);
        if (path[0].name == "Datastreams") return datastreams(path, *query);
        return not_found();
    }

private:
    static Response not_found() {
        return city::http::problem(404, "not_found", "no such entity in this feed");
    }

    Response root() const {
        ordered_json list = ordered_json::array();
        for (const char* name : {"Things", "Datastreams"})
            list.push_back({{"name", name}, {"url", base_ + "/" + name}});
        return json_answer({{"value", std::move(list)}});
    }

    Response things(const std::vector<Segment>& path, const ListQuery& query) const {
        if (!path[0].id) {
            if (path.size() != 1) return not_found();
            ordered_json all = ordered_json::array();
            for (const Station& station : stations_)
                all.push_back(writer_.thing(station, query.expand));
            return json_answer(page_of(all, query, base_ + "/Things"));
        }
        for (const Station& station : stations_) {
            if (station.id != *path[0].id) continue;
            if (path.size() == 1) return json_answer(writer_.thing(station, query.expand));
            if (path.size() != 2 || path[1].id) return not_found();
            const std::string self =
                base_ + "/Things(" + std::to_string(station.id) + ")/" + path[1].name;
            if (path[1].name == "Locations")
                return json_answer(page_of(writer_.locations(station), query, self));
            if (path[1].name != "Datastreams") return not_found();
            ordered_json all = ordered_json::array();
            for (const Stream& stream : station.streams)
                all.push_back(writer_.datastream(stream, query.expand));
            return json_answer(page_of(all, query, self));
        }
        return not_found();
    }

    Response datastreams(const std::vector<Segment>& path, const ListQuery& query) const {
        if (!path[0].id) {
            if (path.size() != 1) return not_found();
            ordered_json all = ordered_json::array();
            for (const Station& station : stations_)
                for (const Stream& stream : station.streams)
                    all.push_back(writer_.datastream(stream, query.expand));
            return json_answer(page_of(all, query, base_ + "/Datastreams"));
        }
        for (const Station& station : stations_)
            for (const Stream& stream : station.streams) {
                if (stream.id != *path[0].id) continue;
                if (path.size() == 1) return json_answer(writer_.datastream(stream, query.expand));
                if (path.size() == 2 && path[1].name == "Observations" && !path[1].id)
                    return observations(stream, query);
                return not_found();
            }
        return not_found();
    }

    Response observations(const Stream& stream, const ListQuery& query) const {
        auto seen = stream.series->between(query.after, query.until);
        if (!query.is_ascending) std::reverse(seen.begin(), seen.end());
        // Only what the page shows is written: a month of minutes is 43,000 entities.
        ordered_json page;
        if (query.has_count) page["@iot.count"] = seen.size();
        ordered_json values = ordered_json::array();
        for (std::size_t i = query.skip; i < seen.size() && values.size() < query.top; ++i)
            values.push_back(Writer::observation(stream, seen[i]));
        if (query.skip + values.size() < seen.size())
            page["@iot.nextLink"] = base_ + "/Datastreams(" + std::to_string(stream.id) +
                                    ")/Observations" +
                                    next_observations_query(query, values.size());
        page["value"] = std::move(values);
        return json_answer(query.is_data_array ? as_data_array(stream, page) : page);
    }

    const std::vector<Station>& stations_;
    const Request& request_;
    std::string base_;
    Writer writer_;
    Instant now_;
};

}  // namespace

SensorThingsApi::SensorThingsApi(std::vector<Station> stations, Clock& clock)
    : stations_{std::move(stations)}, clock_{clock} {}

Response SensorThingsApi::answer(const Request& request) const {
    if (request.method != "GET")
        return city::http::problem(405, "method_not_allowed", "the feed is read only");
    return Answering{stations_, request, clock_.now()}.answer();
}

}  // namespace qp::feed
