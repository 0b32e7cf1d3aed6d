// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/filled_store.h"

#include "core/views/start.h"

namespace qp::kiosk::accessibility {
namespace {

using domain::Property;
using views::ago;
using views::days;
using views::hours;
using views::id_of;
using views::minutes;

void fill_stations(views::TestStore& store) {
    domain::Station station;
    station.id = kStation;
    station.name = "Detmolder Straße, Ecke Otto-Brenner-Straße";
    station.quarter = "stieghorst";
    station.operator_name = "Landesamt für Natur und Umwelt";
    station.attribution = "Datenquelle: Umweltbundesamt";
    station.licence = "CC BY 4.0";
    station.is_demo = true;
    store.put(station);
    constexpr std::array kProperties{Property::temperature, Property::humidity,  Property::pm10,
                                     Property::no2,         Property::noise,     Property::bicycles,
                                     Property::rain,        Property::wind_speed};
    std::uint8_t number = 2;
    for (const Property property : kProperties) {
        domain::Datastream stream;
        stream.id = id_of(number++);
        stream.station = kStation;
        stream.property = property;
        store.put(stream);
        std::vector<domain::Observation> values;
        for (int hour = 47; hour >= 0; --hour)
            values.push_back({ago(hours{hour} + minutes{32}), 8.0 + hour % 7 + number});
        store.put(stream.id, values);
    }
}

void fill_ideas(views::TestStore& store) {
    using domain::IdeaStatus;
    constexpr std::array kStatuses{IdeaStatus::collected,  IdeaStatus::dialogue, IdeaStatus::circle,
                                   IdeaStatus::kickbox,    IdeaStatus::decided,  IdeaStatus::done,
                                   IdeaStatus::not_pursued};
    std::uint8_t number = 20;
    for (const IdeaStatus status : kStatuses) {
        domain::Idea idea = views::an_idea(
            number, "Digitale Sprechstunde im Stadtteilzentrum, auch am Samstagvormittag", status,
            days{number - 18});
        idea.theme = domain::kThemes[number % domain::kThemes.size()];
        idea.is_demo = number % 2 == 0;
        if (number == 21) {
            idea.title = "Drinking fountain at the playground";
            idea.language = "en";
        }
        store.put(idea);
        store.put(views::a_tally(idea.id, {number}));
        ++number;
    }
}

void fill_network(views::TestStore& store) {
    for (std::uint8_t i = 0; i < 5; ++i) {
        domain::Actor actor;
        actor.id = id_of(static_cast<std::uint8_t>(40 + i));
        actor.name = "Freifunk Bielefeld und Nachbarschaftsnetz " + std::to_string(i + 1);
        actor.sector = domain::kSectors[i % domain::kSectors.size()];
        actor.summary = "Menschen, die in ihrer Freizeit offene Funknetze bauen und erklären.";
        actor.competences = {"WLAN auf Plätzen", "Sensoren mit LoRaWAN"};
        actor.interests = {"Bäume gießen mit Sensoren"};
        actor.themes = {domain::kThemes[i], domain::kThemes[i + 1]};
        actor.quarter = "stieghorst";
        actor.address = "Arndtstraße 8, 33602 Bielefeld";
        actor.website = "freifunk.example";
        actor.reviewed_at = ago(days{12});
        actor.is_demo = true;
        store.put(actor);
    }
}

void fill_projects(views::TestStore& store) {
    using domain::Stage;
    constexpr std::array kStages{Stage::red4, Stage::blue2, Stage::gold, Stage::paused,
                                 Stage::ended_with_learning};
    std::uint8_t number = 60;
    for (const Stage stage : kStages) {
        domain::KickboxProject project;
        project.id = id_of(number++);
        project.title = "Gieß mich! Bäume am Siegfriedplatz";
        project.summary = "Zwölf Bodenfühler sagen, welcher Baum heute Wasser braucht.";
        project.text = "Junge Straßenbäume vertrocknen.\n\nWir stecken Fühler in die Erde.";
        project.innovator = "Mirjam und die Hausgemeinschaft Nummer 7";
        project.quarter = "stieghorst";
        project.stage = stage;
        if (stage == Stage::paused) project.stage_before_pause = Stage::red4;
        project.themes = {domain::Theme::environment};
        project.help_wanted = {"jemand mit Lötkolben", "eine Wand mit Strom am Platz"};
        project.goals = {11, 13};
        project.updates = {{ago(days{3}), "Erste Messung", "Die Fühler funken."}};
        project.idea = kIdea;
        project.started_at = ago(days{60});
        project.is_demo = true;
        store.put(project);
    }
}

void fill_mood(views::TestStore& store) {
    domain::MoodSession session;
    session.id = id_of(90);
    session.quarter = "city";
    session.title.by_language = {{"de", "Mein Viertel und ich"}, {"en", "My area and me"}};
    session.introduction.by_language = {{"de", "Acht Sätze, fünf Steine, dein Gefühl."}};
    for (std::uint8_t i = 91; i <= 98; ++i) {
        domain::Thesis thesis;
        thesis.id = id_of(i);
        thesis.text.by_language = {
            {"de", "Auf der Detmolder Straße sollen Autos nachts langsamer fahren."},
            {"en", "On Detmolder Straße cars should be slower at night."}};
        session.theses.push_back(thesis);
    }
    session.opens_at = ago(days{2});
    session.closes_at = views::kNow + days{5};
    session.sealed_at = views::kNow + days{19};
    session.is_demo = true;
    store.put(session);
    store.put(views::a_tally(kThesis, {9, 12, 10, 14, 20}, domain::PollKind::thesis));
}

}  // namespace

void fill(views::TestStore& store) {
    fill_stations(store);
    fill_ideas(store);
    fill_network(store);
    fill_projects(store);
    fill_mood(store);
    domain::Event event;
    event.id = id_of(80);
    event.title = "Nachbarschaftsfest am Quartierszentrum";
    event.place = "Glatzer Straße 13";
    event.quarter = "stieghorst";
    event.starts_at = views::kNow + hours{20};
    event.ends_at = views::kNow + hours{24};
    event.is_demo = true;
    store.put(event);
}

TEST_CASE("the store has something for the tiles, the ideas and the mood of the start screen") {
    views::TestStore store{store::DeviceKind::kiosk};
    fill(store);
    const auto view = views::start_view(store.context());
    REQUIRE(view);
    CHECK(view->tiles.size() >= 4);
    CHECK_FALSE(view->ideas.empty());
}

}  // namespace qp::kiosk::accessibility
