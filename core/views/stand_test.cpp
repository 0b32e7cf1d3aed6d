// SPDX-License-Identifier: EUPL-1.2
#include "core/views/stand.h"

#include <doctest/doctest.h>

#include "core/views/mood.h"
#include "core/views/start.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

const Id kFair = id_of(80);
const Id kHere = id_of(90);
const Id kElsewhere = id_of(100);

void put_mood(TestStore& store, const Id& id, std::uint8_t thesis, const std::string& quarter,
              const std::string& title, Milliseconds open_for) {
    domain::MoodSession session;
    session.id = id;
    session.quarter = quarter;
    session.title.by_language = {{"de", title}};
    domain::Thesis asked;
    asked.id = id_of(thesis);
    asked.text.by_language = {{"de", "Hier fehlt Schatten."}};
    session.theses.push_back(asked);
    session.opens_at = ago(days{1});
    session.closes_at = kNow + open_for;
    session.sealed_at = session.closes_at + days{14};
    store.put(session);
}

struct Fair {
    Fair() {
        domain::Event event;
        event.id = kFair;
        event.title = "Nachbarschaftsfest";
        event.place = "Glatzer Straße 13";
        event.quarter = "stieghorst";
        event.starts_at = kNow + hours{1};
        event.ends_at = kNow + hours{5};
        store.put(event);
        put_mood(store, kHere, 91, "stieghorst", "Mein Viertel und ich", days{2});
        put_mood(store, kElsewhere, 101, "mitte", "Rund um den Kesselbrink", hours{8});
    }
    Context context() {
        Context made = store.context();
        made.app_url = "https://quartierpuls.example";
        return made;
    }

    TestStore store{store::DeviceKind::kiosk};
    StandState stand{kFair.hex(), kElsewhere.hex(), true};
};

}  // namespace

TEST_CASE_FIXTURE(Fair,
                  "the poster says what is on, what is asked, and where phones open the app") {
    const auto poster = poster_view(context(), stand);
    REQUIRE(poster);
    CHECK(poster->title == "Nachbarschaftsfest");
    CHECK(poster->when.find("Glatzer Straße 13") != std::string::npos);
    CHECK(poster->mood == "Stimmungsbild: Rund um den Kesselbrink");
    CHECK(poster->link == "https://quartierpuls.example");
    CHECK(poster->address == "quartierpuls.example");
    CHECK_FALSE(poster->languages.empty());
}

TEST_CASE_FIXTURE(Fair, "the poster goes when the event is over, and needs an address") {
    Context later = context();
    later.now = kNow + hours{5};
    CHECK_FALSE(poster_view(later, stand));
    CHECK_FALSE(poster_view(store.context(), stand));
    stand.has_poster = false;
    CHECK_FALSE(poster_view(context(), stand));
}

TEST_CASE_FIXTURE(Fair, "without an event the poster stays until it is switched off") {
    Context later = context();
    later.now = kNow + days{30};
    const auto poster = poster_view(later, {"", "", true});
    REQUIRE(poster);
    CHECK_FALSE(poster->title.empty());
    CHECK(poster->when.empty());
    CHECK(poster->mood.empty());
}

TEST_CASE_FIXTURE(Fair, "the team chooses among what is still to come, and none is the first") {
    const auto events = stand_events(context(), stand);
    REQUIRE(events.size() == 2);
    CHECK(events[0].id.empty());
    CHECK_FALSE(events[0].is_on);
    CHECK(events[1].is_on);
    CHECK(events[1].label.find("Nachbarschaftsfest") == 0);
    CHECK(stand_moods(context(), stand).size() == 3);

    Context later = context();
    later.now = kNow + days{1};
    const auto over = stand_events(later, stand);
    REQUIRE(over.size() == 1);
    CHECK(over[0].is_on);
    CHECK(stand_moods(later, stand).size() == 2);
}

TEST_CASE_FIXTURE(Fair,
                  "the chosen theses are asked first, wherever they are from, while they run") {
    Context here = context();
    CHECK(mood_view(here, 0)->session_id == kHere.hex());
    here.chosen_mood = kElsewhere;
    CHECK(mood_view(here, 0)->session_id == kElsewhere.hex());
    CHECK(start_view(here)->mood_title.find("Kesselbrink") != std::string::npos);
    here.now = kNow + hours{9};
    CHECK(mood_view(here, 0)->session_id == kHere.hex());
}
