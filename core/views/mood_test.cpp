// SPDX-License-Identifier: EUPL-1.2
#include "core/views/mood.h"

#include <doctest/doctest.h>

#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

domain::MoodSession a_session(std::uint8_t number = 1) {
    domain::MoodSession session;
    session.id = id_of(number);
    session.quarter = "city";
    session.title.by_language = {{"de", "Mein Viertel und ich"}, {"en", "My area and me"}};
    session.introduction.by_language = {{"de", "Acht Sätze."}};
    for (std::uint8_t i = 1; i <= 3; ++i) {
        domain::Thesis thesis;
        thesis.id = id_of(static_cast<std::uint8_t>(number * 10 + i));
        thesis.text.by_language = {{"de", "These " + std::to_string(i)}};
        session.theses.push_back(thesis);
    }
    session.opens_at = ago(days{2});
    session.closes_at = kNow + days{5};
    session.sealed_at = kNow + days{19};
    return session;
}

}  // namespace

TEST_CASE("a thesis comes with five stones, each with a number, a pattern and a word") {
    TestStore store;
    store.put(a_session());
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(view->is_open);
    CHECK(view->title.text == "Mein Viertel und ich");
    CHECK(view->thesis.text == "These 1");
    CHECK(view->step == "These 1 von 3");
    REQUIRE(view->stones.size() == 5);
    CHECK(view->stones[0].choice == 1);
    CHECK(view->stones[0].label == "lehne ganz ab");
    CHECK(view->stones[4].label == "stimme ganz zu");
    CHECK(view->stones[0].pattern != view->stones[1].pattern);
    CHECK(view->saved.empty());
    CHECK(view->previous.empty());
    CHECK(!view->next.empty());
    CHECK(view->done.empty());
}

TEST_CASE("a text without a translation is shown in German and marked as such") {
    TestStore store;
    store.put(a_session());
    const auto view = mood_view(store.context("stieghorst", "en"), 0);
    REQUIRE(view);
    CHECK(view->title.text == "My area and me");
    CHECK(view->title.lang == "en");
    CHECK(view->introduction.text == "Acht Sätze.");
    CHECK(view->introduction.lang == "de");
}

TEST_CASE("nobody sees the picture before having answered") {
    TestStore store;
    store.put(a_session());
    store.put(a_tally(id_of(11), {1, 1, 3, 8, 10}, domain::PollKind::thesis));
    const auto before = mood_view(store.context(), 0);
    REQUIRE(before);
    CHECK(!before->has_picture);
    CHECK(before->bars.empty());
    CHECK(before->picture_wait.empty());

    REQUIRE(store.local.cast(id_of(11), 4, std::nullopt));
    const auto after = mood_view(store.context(), 0);
    REQUIRE(after);
    CHECK(after->has_picture);
    CHECK(after->stones[3].is_on);
    CHECK(!after->saved.empty());
    CHECK(after->picture_word == "Viel Zustimmung");
    CHECK(after->picture_text == "23 Antworten · Stand: vor 6 Minuten · vorläufig");
    REQUIRE(after->bars.size() == 5);
    CHECK(after->bars[4].value == "10");
    CHECK(after->bars[4].percent == "43\u202F%");
}

TEST_CASE("four answers are no picture yet") {
    TestStore store;
    store.put(a_session());
    store.put(a_tally(id_of(11), {0, 0, 0, 2, 2}, domain::PollKind::thesis));
    REQUIRE(store.local.cast(id_of(11), 4, std::nullopt));
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(!view->has_picture);
    CHECK(view->picture_wait == "Das Bild erscheint, sobald 5 Menschen geantwortet haben.");
    store.sync.has_link = false;
    const auto offline = mood_view(store.context(), 0);
    REQUIRE(offline);
    CHECK(offline->picture_wait.find("wieder Verbindung") != std::string::npos);
}

TEST_CASE("answers that would tell of a few people are a number and no picture") {
    TestStore store;
    store.put(a_session());
    domain::Tally tally{id_of(11), domain::PollKind::thesis, {}, true, kNow, 23};
    store.put(tally);
    REQUIRE(store.local.cast(id_of(11), 4, std::nullopt));
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(!view->has_picture);
    CHECK(view->picture_wait ==
          "Es gibt 23 Antworten. Das Bild erscheint, sobald niemand mehr darin zu erkennen ist.");
}

TEST_CASE("an answer that was taken back counts as none") {
    TestStore store;
    store.put(a_session());
    REQUIRE(store.local.cast(id_of(11), 4, std::nullopt));
    REQUIRE(store.local.cast(id_of(11), 0, std::nullopt));
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(view->saved.empty());
}

TEST_CASE("after the last thesis comes the end, and an index beyond it stays there") {
    TestStore store;
    store.put(a_session());
    const auto last = mood_view(store.context(), 99);
    REQUIRE(last);
    CHECK(last->index == 2);
    CHECK(last->next.empty());
    CHECK(!last->done.empty());
    CHECK(!last->previous.empty());
}

TEST_CASE("a closed session takes no answers and shows its pictures") {
    TestStore store;
    domain::MoodSession session = a_session();
    session.closes_at = ago(hours{1});
    store.put(session);
    store.put(a_tally(id_of(11), {9, 1, 0, 1, 9}, domain::PollKind::thesis));
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(!view->is_open);
    CHECK(view->stones.empty());
    CHECK(view->has_picture);
    CHECK(view->picture_word.find("Geteilte Meinung") == 0);
    CHECK(view->closed_text == "Dieses Stimmungsbild ist beendet.");
}

TEST_CASE("an open session comes before a closed one, and one of another quarter is not shown") {
    TestStore store;
    domain::MoodSession closed = a_session(1);
    closed.closes_at = ago(hours{1});
    domain::MoodSession elsewhere = a_session(2);
    elsewhere.quarter = "senne";
    domain::MoodSession later = a_session(3);
    later.opens_at = kNow + hours{1};
    store.put(closed);
    store.put(elsewhere);
    store.put(later);
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(view->session_id == id_of(1).hex());
    store.put(a_session(4));
    const auto open = mood_view(store.context(), 0);
    REQUIRE(open);
    CHECK(open->session_id == id_of(4).hex());
}

TEST_CASE("without any session the screen says so") {
    TestStore store;
    const auto view = mood_view(store.context(), 0);
    REQUIRE(view);
    CHECK(!view->is_open);
    CHECK(!view->closed_text.empty());
    CHECK(view->count == 0);
}
