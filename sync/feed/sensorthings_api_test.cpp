// SPDX-License-Identifier: EUPL-1.2
#include "sync/feed/sensorthings_api.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace qp::feed {

namespace {

using nlohmann::json;

class FixedClock final : public Clock {
public:
    Instant now() override { return *from_iso("2026-11-23T12:00:30Z"); }
};

city::http::Response ask(const std::string& path, const std::string& query) {
    static FixedClock clock;
    static const SensorThingsApi api{generated_stations(), clock};
    city::http::Request request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.headers = {{"host", "127.0.0.1:1"}};
    return api.answer(request);
}

json body(const city::http::Response& response) {
    return json::parse(std::get<std::string>(response.body), nullptr, false);
}

json get(const std::string& path, const std::string& query = "") {
    return body(ask(path, query));
}

// The path and query of a link of the feed's.
json follow(const std::string& link) {
    const std::string target = link.substr(link.find("/v1.1"));
    const std::size_t mark = target.find('?');
    return get(target.substr(0, mark), target.substr(mark + 1));
}

}  // namespace

TEST_CASE("every Thing says that its values are demo data") {
    const json things = get("/v1.1/Things")["value"];
    REQUIRE(things.size() == generated_stations().size());
    for (const json& thing : things) CHECK(thing["properties"]["demo"] == true);
}

TEST_CASE("one request brings Things with places, datastreams and newest values") {
    const json things =
        get("/v1.1/Things",
            "$expand=Locations,Datastreams($expand=ObservedProperty;Observations($orderby="
            "phenomenonTime%20desc;$top=1))")["value"];
    const json& thing = things[2];
    CHECK(thing["Locations"][0]["location"]["coordinates"].size() == 2);
    const json& stream = thing["Datastreams"][0];
    CHECK(stream["ObservedProperty"]["name"] == "temperature");
    CHECK(stream["unitOfMeasurement"]["symbol"] == "°C");
    REQUIRE(stream["Observations"].size() == 1);
    CHECK(from_iso(stream["Observations"][0]["phenomenonTime"].get<std::string>()).has_value());
}

TEST_CASE("pages of observations join without a gap, newest first") {
    json page = get("/v1.1/Datastreams(1)/Observations", "$top=100&$count=true");
    const std::size_t count = page["@iot.count"].get<std::size_t>();
    std::vector<std::string> times;
    while (true) {
        for (const json& seen : page["value"])
            times.push_back(seen["phenomenonTime"].get<std::string>());
        if (!page.contains("@iot.nextLink")) break;
        page = follow(page["@iot.nextLink"].get<std::string>());
    }
    CHECK(times.size() == count);
    CHECK(count > 600);  // a month of hours, some missing
    CHECK(std::is_sorted(times.rbegin(), times.rend()));
    CHECK(std::adjacent_find(times.begin(), times.end()) == times.end());
}

TEST_CASE("a filter brings only what is newer") {
    const json page = get("/v1.1/Datastreams(1)/Observations",
                          "$filter=phenomenonTime%20gt%202026-11-23T08:00:00Z&$orderby="
                          "phenomenonTime%20asc");
    REQUIRE(!page["value"].empty());
    for (const json& seen : page["value"])
        CHECK(seen["phenomenonTime"].get<std::string>() > "2026-11-23T08:00:00Z");
}

TEST_CASE("the same observations come as a data array") {
    const json page =
        get("/v1.1/Datastreams(1)/Observations", "$top=3&$resultFormat=dataArray")["value"][0];
    CHECK(page["components"] == json{"id", "phenomenonTime", "result"});
    CHECK(page["dataArray"].size() == 3);
}

TEST_CASE("what the feed does not serve is refused with its name") {
    for (const char* query :
         {"$select=result", "$top=many", "$filter=result%20gt%205", "$orderby=result",
          "$resultFormat=xml", "$filter=phenomenonTime%20gt"}) {
        CAPTURE(query);
        const city::http::Response refused = ask("/v1.1/Datastreams(1)/Observations", query);
        CHECK(refused.status == 400);
        CHECK(body(refused)["detail"].get<std::string>().front() == '$');
    }
    for (const char* path : {"/v1.1/Sensors", "/v1.1/Things(99)", "/v1.1/Things(x)", "/v1.0/Things",
                             "/v1.1/Datastreams(1)/Things", "/v1.1/Things(1", "/"}) {
        CAPTURE(path);
        CHECK(ask(path, "").status == 404);
    }
}

}  // namespace qp::feed
