// SPDX-License-Identifier: EUPL-1.2
#include "core/views/json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/views/json_writer.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using Json = nlohmann::json;

namespace {

std::string read(const std::string& path) {
    const char* root = std::getenv("QP_SOURCE");
    std::ifstream file{(root == nullptr ? std::string{"."} : std::string{root}) + "/" + path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The members of `name` as its header declares them.
std::set<std::string> declared(const std::string& header, const std::string& name) {
    const std::size_t start = header.find("struct " + name + " {");
    REQUIRE(start != std::string::npos);
    const std::string body = header.substr(start, header.find("\n};", start) - start);
    std::set<std::string> members;
    std::istringstream lines{body};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t end = line.find(';');
        if (line.find("    ") != 0 || line.find("    //") == 0 || end == std::string::npos)
            continue;
        const std::string declaration = line.substr(0, std::min(end, line.find(" = ")));
        members.insert(declaration.substr(declaration.rfind(' ') + 1));
    }
    return members;
}

std::set<std::string> written(const std::string& json) {
    const Json parsed = Json::parse(json, nullptr, false);
    REQUIRE(parsed.is_object());
    std::set<std::string> members;
    for (const auto& [key, value] : parsed.items()) members.insert(key);
    return members;
}

}  // namespace

TEST_CASE("the JSON of a view model has exactly the members of its header") {
    const auto check = [](const char* file, const char* name, const std::string& json) {
        CAPTURE(name);
        const std::string header = read(std::string{"core/views/"} + file);
        REQUIRE(!header.empty());
        CHECK(declared(header, name) == written(json));
    };
    check("shell.h", "ShellView", to_json(ShellView{}));
    check("start.h", "StartView", to_json(StartView{}));
    check("station.h", "StationView", to_json(StationView{}));
    check("station.h", "StationListView", to_json(StationListView{}));
    check("idea_list.h", "IdeaListView", to_json(IdeaListView{}));
    check("own_ideas.h", "OwnIdeasView", to_json(OwnIdeasView{}));
    check("phone_settings.h", "PhoneSettingsView", to_json(PhoneSettingsView{}));
    check("idea.h", "IdeaView", to_json(IdeaView{}));
    check("idea.h", "IdeaFormView", to_json(IdeaFormView{}));
    check("idea.h", "IdeaSavedView", to_json(IdeaSavedView{}));
    check("map.h", "PlaceTaken", to_json(PlaceTaken{}));
    check("idea.h", "SaveFailedView", to_json(SaveFailedView{}));
    check("idea_report.h", "IdeaReportView", to_json(IdeaReportView{}));
    check("idea_report.h", "IdeaReportedView", to_json(IdeaReportedView{}));
    check("actor.h", "ActorListView", to_json(ActorListView{}));
    check("actor.h", "ActorView", to_json(ActorView{}));
    check("kickbox.h", "ProjectListView", to_json(ProjectListView{}));
    check("kickbox.h", "ProjectView", to_json(ProjectView{}));
    check("radar.h", "RadarView", to_json(RadarView{}));
    check("mood.h", "MoodView", to_json(MoodView{}));
    check("about.h", "AboutView", to_json(AboutView{}));
}

TEST_CASE("the rows within have all their members too") {
    StartView start;
    start.tiles.resize(1);
    start.tiles[0].spark = {0.25, std::nullopt};
    start.ideas.resize(1);
    start.ideas[0].badges.resize(1);
    const Json json = Json::parse(to_json(start), nullptr, false);
    REQUIRE(json.is_object());
    const std::string list = read("core/views/idea_list.h");
    CHECK(declared(read("core/views/start.h"), "Tile") == written(json["tiles"][0].dump()));
    CHECK(declared(list, "IdeaRow") == written(json["ideas"][0].dump()));
    CHECK(declared(list, "SupportButton") == written(json["ideas"][0]["support"].dump()));
    CHECK(json["tiles"][0]["spark"] == Json::array({0.25, nullptr}));
    CHECK(json["tiles"][0]["level"] == "none");
    IdeaView idea;
    idea.place = PlaceView{};
    idea.place->ground.names.resize(1);
    idea.place->ground.scales.resize(1);
    const std::string map = read("core/views/map.h");
    const Json placed = Json::parse(to_json(idea), nullptr, false)["place"];
    CHECK(declared(map, "PlaceView") == written(placed.dump()));
    CHECK(declared(map, "MapGround") == written(placed["ground"].dump()));
    CHECK(declared(map, "MapScale") == written(placed["ground"]["scales"][0].dump()));
    CHECK(declared(map, "MapName") == written(placed["ground"]["names"][0].dump()));
    const Json form = Json::parse(to_json(IdeaFormView{}), nullptr, false);
    CHECK(declared(map, "PlaceField") == written(form["place"].dump()));
}

TEST_CASE("whatever people write stays text, and cannot end the page's script") {
    SaveFailedView view;
    view.text = "</script><b>\"\\\n\t\x01 ä 😀";
    const std::string json = to_json(view);
    CHECK(json.find('<') == std::string::npos);
    const Json parsed = Json::parse(json, nullptr, false);
    REQUIRE(parsed.is_object());
    CHECK(parsed["text"].get<std::string>() == view.text);
}

TEST_CASE("numbers are short, and what is no number is null") {
    const auto fraction = [](double value) {
        JsonWriter json;
        json.fraction(value);
        return json.take();
    };
    CHECK(fraction(0) == "0");
    CHECK(fraction(0.5) == "0.5");
    CHECK(fraction(-0.0625) == "-0.0625");
    CHECK(fraction(1.0 / 3) == "0.3333");
    CHECK(fraction(12) == "12");
    CHECK(fraction(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(fraction(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("a real start view goes into JSON and is read back") {
    TestStore store;
    store.put(an_idea(1, "Bänke <mit> Lehne"));
    const auto view = start_view(store.context());
    REQUIRE(view);
    const Json parsed = Json::parse(to_json(*view), nullptr, false);
    REQUIRE(parsed.is_object());
    CHECK(parsed["greeting"].get<std::string>() == view->greeting);
    CHECK(parsed["ideas"][0]["title"]["text"].get<std::string>() == "Bänke <mit> Lehne");
}
