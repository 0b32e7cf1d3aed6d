// SPDX-License-Identifier: EUPL-1.2
#include "core/views/attract.h"

#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

TEST_CASE("a screen that nobody stands at shows the newest ideas and what became of earlier ones") {
    TestStore store;
    store.put(an_idea(1, "Neu", domain::IdeaStatus::collected, days{1}));
    store.put(an_idea(2, "Fertig", domain::IdeaStatus::done, days{90}));
    store.put(an_idea(3, "Neuer", domain::IdeaStatus::collected, hours{1}));
    const AttractView view = attract_view(store.context());
    REQUIRE(view.newest.size() == 2);
    CHECK(view.newest[0].title.text == "Neuer");
    REQUIRE(view.became.size() == 1);
    CHECK(view.became[0].title.text == "Fertig");
    CHECK_FALSE(view.new_title.empty());
    CHECK_FALSE(view.became_title.empty());
    CHECK_FALSE(view.touch.empty());
    CHECK(view.languages.find("Türkçe") != std::string::npos);
}

TEST_CASE(
    "before anything is done, what is on its way stands there; without ideas no heading does") {
    TestStore store;
    CHECK(attract_view(store.context()).new_title.empty());
    CHECK(attract_view(store.context()).became_title.empty());
    store.put(an_idea(1, "Im Gespräch", domain::IdeaStatus::dialogue));
    REQUIRE(attract_view(store.context()).became.size() == 1);
}

TEST_CASE("generated values are called demo data where nobody has touched anything yet") {
    TestStore store;
    domain::Station station;
    station.id = id_of(1);
    station.name = "Erzeugt";
    station.quarter = "stieghorst";
    station.is_demo = true;
    store.put(station);
    domain::Datastream stream;
    stream.id = id_of(11);
    stream.station = id_of(1);
    stream.property = domain::Property::noise;
    store.put(stream);
    store.put_value(id_of(11), ago(minutes{2}), 55);
    const AttractView view = attract_view(store.context());
    REQUIRE(view.tiles.size() == 1);
    CHECK(view.tiles[0].demo_label == "Demo-Daten");
}
