// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/first_view.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sync/city/storage/test_city.h"

namespace qp::city::site {

namespace {

struct City {
    storage::TestCity city;
    std::unique_ptr<storage::Reader> reader =
        std::move(*storage::Reader::open(city.files.content, storage::Threads::none));
    StaticFiles files{city.folder.path()};
    FirstView views{
        {city.clock, [] { return std::shared_ptr<const ops::CityKeys>{}; }, *reader, files}};

    http::Response get(const std::string& path, const std::string& query = "") {
        http::Request request;
        request.method = "GET";
        request.path = path;
        request.query = query;
        http::Response answer;
        views.handle_view_model(
            request, http::Reply{[&](http::Response response) { answer = std::move(response); }});
        return answer;
    }
};

nlohmann::json model_of(const http::Response& response) {
    return nlohmann::json::parse(std::get<std::string>(response.body));
}

}  // namespace

TEST_CASE("a phone without its core gets a public view in the reader's language") {
    City city;
    CHECK(FirstView::is_view_model("/views/stations"));
    CHECK(!FirstView::is_view_model("/station/1"));
    const auto german = city.get("/views/stations", "lang=de&quartier=mitte");
    REQUIRE(german.status == 200);
    CHECK(german.header("content-type") == "application/json");
    CHECK(german.header("cache-control") == "no-store");
    CHECK(model_of(german)["title"] != model_of(city.get("/views/stations", "lang=en"))["title"]);
}

TEST_CASE("what is gone is null, and no view of a device can be asked for") {
    City city;
    CHECK(model_of(city.get("/views/station", "id=00000000000000000000000000000001")).is_null());
    CHECK(model_of(city.get("/views/station", "id=nonsense")).is_null());
    for (const char* path : {"/views/own_ideas", "/views/idea_form", "/views/", "/views/shell"})
        CHECK_MESSAGE(city.get(path).status == 404, path);
}

TEST_CASE("the city is not told what somebody searches for") {
    City city;
    CHECK(city.get("/views/ideas", "search=Spielplatz").status == 400);
    CHECK(city.get("/views/ideas").status == 200);
}

TEST_CASE(
    "an address brings the view that the app shows there; a form and a strange one bring none") {
    const std::string id(32, 'a');
    const auto shows = [](const std::string& path) {
        const auto found = addressed(path);
        return found ? found->view + " " + found->id : "";
    };
    CHECK(shows("/") == "start ");
    CHECK(shows("/ideen") == "ideas ");
    CHECK(shows("/ideen/") == "ideas ");
    CHECK(shows("/ideen/" + id) == "idea " + id);
    CHECK(shows("/station/" + id) == "station " + id);
    CHECK(shows("/themen") == "radar ");
    for (const std::string& path :
         {std::string{"/ideen/neu"}, "/ideen/" + id + "/melden", std::string{"/station"},
          std::string{"/meine"}, "/themen/" + id, std::string{"/einstellungen"}})
        CHECK_MESSAGE(shows(path).empty(), path);
}

}  // namespace qp::city::site
