// SPDX-License-Identifier: EUPL-1.2
#include "core/views/map.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/views/idea.h"
#include "core/views/station.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;
using domain::CoarsePoint;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const Choice& chosen(const PlaceField& field) {
    const auto on = std::find_if(field.choices.begin(), field.choices.end(),
                                 [](const Choice& choice) { return choice.is_on; });
    REQUIRE(on != field.choices.end());
    return *on;
}

}  // namespace

TEST_CASE("a place is told in words: how far, which way, from which quarter, and how coarse") {
    TestStore store;
    const i18n::Locale& german = store.context().locale();
    CHECK(place_view(german, {52033, 8604}).words == "Mitte von Heepen, auf etwa 100 Meter genau");
    CHECK(contains(place_view(german, {52044, 8604}).words, "nördlich der Mitte von Heepen"));
    CHECK(contains(place_view(german, {52044, 8604}).words, "1,2"));
    CHECK(contains(place_view(german, {52033, 8600}).words, "300"));
    CHECK(contains(place_view(german, {52033, 8600}).words, "westlich"));
    Context english = store.context();
    english.language = "en";
    CHECK(contains(place_view(english.locale(), {52029, 8598}).words, "south-west of the middle"));
}

TEST_CASE("the form offers no place, each quarter's middle, and what was chosen on the map") {
    TestStore store;
    const i18n::Locale& locale = store.context().locale();
    const PlaceField none = place_field(locale, std::nullopt);
    CHECK(none.choices.size() == 11);
    CHECK(chosen(none).id.empty());
    CHECK(none.words.empty());
    CHECK(!none.latitude);
    const PlaceField heepen = place_field(locale, CoarsePoint{52033, 8604});
    CHECK(heepen.choices.size() == 11);
    CHECK(chosen(heepen).label == "Heepen");
    CHECK(chosen(heepen).id == "52.033,8.604");
    CHECK(heepen.latitude == 52.033);
    const PlaceField tapped = place_field(locale, CoarsePoint{52029, 8598});
    CHECK(tapped.choices.size() == 12);
    CHECK(chosen(tapped).id == "52.029,8.598");
    for (const Choice& choice : none.choices)
        CHECK((choice.id.empty() || domain::find_coarse_point(choice.id)));
}

TEST_CASE("of a measured point only the coarse one is handed on, and none outside of the city") {
    TestStore store;
    const i18n::Locale& locale = store.context().locale();
    const PlaceTaken taken = place_taken(locale, {52'02134, 8'53381}, 0);
    CHECK(taken.value == "52.021,8.534");
    CHECK(taken.fault.empty());
    const PlaceTaken outside = place_taken(locale, {48'13700, 11'57500}, 0);
    CHECK(outside.value.empty());
    CHECK(contains(outside.fault, "nicht in Bielefeld"));
    CHECK(!place_taken(locale, {52'02134, 8'53381}, 40).value.empty());
    const PlaceTaken rough = place_taken(locale, {52'02134, 8'53381}, 2500);
    CHECK(rough.value.empty());
    CHECK(contains(rough.fault, "nicht zu finden"));
}

TEST_CASE("a map names the ten quarters within its edges") {
    TestStore store;
    const MapGround ground = map_ground(store.context().locale());
    CHECK(ground.names.size() == 10);
    for (const MapName& name : ground.names) {
        CHECK((name.latitude > ground.south && name.latitude < ground.north));
        CHECK((name.longitude > ground.west && name.longitude < ground.east));
    }
}
