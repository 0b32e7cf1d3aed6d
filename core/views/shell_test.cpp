// SPDX-License-Identifier: EUPL-1.2
#include "core/views/shell.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/views/about.h"
#include "core/views/json.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

TEST_CASE("the shell names place, time, areas, languages and quarters") {
    TestStore store;
    Context context = store.context();
    context.place = "Quartierszentrum am Markt";
    const auto view = shell_view(context, "ideas");
    REQUIRE(view);
    CHECK(view->lang == "de");
    CHECK(view->dir == "ltr");
    CHECK(view->place == "Stieghorst, Quartierszentrum am Markt");
    CHECK(view->clock == "14:32");
    REQUIRE(view->areas.size() == 6);
    CHECK(view->areas[1].id == "ideas");
    CHECK(view->areas[1].is_on);
    CHECK(!view->areas[0].is_on);
    REQUIRE(view->languages.size() == 7);
    CHECK(view->languages[1].label == "Leichte Sprache");
    CHECK(view->languages[0].is_on);
    CHECK(view->quarters.size() == 11);
    CHECK(view->quarters[0].id == "city");
}

TEST_CASE("the sync line is honest and silent when all is well") {
    TestStore store;
    const auto line = [&] { return shell_view(store.context(), "start")->sync; };
    CHECK(line().text.empty());
    CHECK(line().tone == "quiet");

    store.sync.waiting = 2;
    CHECK(line().text == "2 Beiträge sind gespeichert und werden gerade übertragen.");
    CHECK(line().tone == "waiting");
    CHECK(line().waiting == 2);

    store.sync.has_link = false;
    store.sync.waiting = 3;
    store.sync.last_contact = ago(minutes{20});
    CHECK(
        line().text ==
        "Gerade keine Verbindung. 3 Beiträge sind sicher gespeichert und gehen von selbst auf den "
        "Weg. Zuletzt verbunden: vor 20 Minuten.");
    CHECK(line().last_contact == "Zuletzt verbunden: vor 20 Minuten.");
    CHECK(line().state.find("Zuletzt") == std::string::npos);

    store.sync.waiting = 0;
    store.sync.refused = 1;
    CHECK(line().tone == "refused");
    CHECK(line().text.find("1 Beitrag wurde nicht angenommen.") != std::string::npos);

    store.sync = {};
    CHECK(line().text.find("Noch keine Daten von der Stadt.") == 0);

    // At the start nobody knows of a link: it is not said that there is none.
    store.sync = {.is_looking = true, .last_contact = ago(minutes{20}), .has_content = true};
    CHECK(line().text.empty());
    store.sync.waiting = 2;
    CHECK(line().text == "2 Beiträge sind gespeichert und werden gerade übertragen.");
}

TEST_CASE("the one line on sync: what the stand has taken is not yet with the city") {
    TestStore store;
    const auto line = [&] { return shell_view(store.context(), "start")->sync; };
    store.sync.waiting = 2;
    store.sync.at_relay = 2;
    CHECK(line().text ==
          "2 Beiträge sind am Stand angenommen. Der Stand gibt sie an die Stadt weiter.");
    CHECK(line().tone == "waiting");
    store.sync.waiting = 3;
    CHECK(line().text ==
          "1 Beitrag ist gespeichert und wird gerade übertragen. 2 Beiträge sind am Stand "
          "angenommen. Der Stand gibt sie an die Stadt weiter.");
    store.sync.has_link = false;
    store.sync.waiting = 1;
    store.sync.at_relay = 1;
    CHECK(line().text ==
          "Gerade keine Verbindung. Du kannst alles benutzen. 1 Beitrag ist am Stand angenommen. "
          "Der Stand gibt ihn an die Stadt weiter.");
}

TEST_CASE("a page at a stand says what it keeps, and that it is to stay open without a link") {
    TestStore store;
    Context context = store.context();
    context.is_stand_page = true;
    const auto line = [&] { return shell_view(context, "start")->sync; };
    CHECK(line().text.find("nur hier am Stand") != std::string::npos);
    CHECK(line().tone == "stand");
    context.sync.waiting = 1;
    context.sync.at_relay = 1;
    CHECK(
        line().text ==
        "1 Beitrag ist am Stand angenommen. Der Stand gibt ihn an die Stadt weiter. Notier dir am "
        "besten den Nachweis-Code.");
    context.sync.waiting = 0;
    context.sync.at_relay = 0;
    context.sync.has_link = false;
    CHECK(line().text.find("Lass diese Seite offen.") != std::string::npos);
    CHECK(line().text.find("Du kannst alles benutzen") == std::string::npos);
    context.sync.waiting = 1;
    CHECK(line().text.find("1 Beitrag ist in diesem Browser gespeichert.") != std::string::npos);
    CHECK(line().tone == "waiting");
    // Nowhere that it works without the stand.
    CHECK(about_view(context)->sections[0].paragraphs[1].text.find("auch ohne Internet") ==
          std::string::npos);
}

TEST_CASE("the city's own first view says nothing on sync") {
    TestStore store;
    store.sync = {};
    Context context = store.context();
    context.local = nullptr;
    const auto view = shell_view(context, "start");
    REQUIRE(view);
    CHECK(view->sync.text.empty());
}

TEST_CASE("wherever anything invented can be seen, the shell says so") {
    TestStore store;
    CHECK(shell_view(store.context(), "start")->demo_notice.empty());
    domain::Actor actor;
    actor.id = id_of(1);
    actor.name = "Erfunden";
    actor.quarter = "city";
    actor.is_demo = true;
    store.put(actor);
    CHECK(!shell_view(store.context(), "start")->demo_notice.empty());
}

TEST_CASE("a language that is not spoken here is answered in German") {
    TestStore store;
    CHECK(shell_view(store.context("mitte", "xx"), "start")->lang == "de");
    CHECK(shell_view(store.context("mitte", "en"), "start")->back == "Back");
}

TEST_CASE("an Arabic page runs right to left, and no other") {
    TestStore store;
    for (const i18n::Language& language : i18n::languages()) {
        CAPTURE(language.tag);
        const auto view = shell_view(store.context("mitte", std::string{language.tag}), "start");
        REQUIRE(view);
        CHECK(view->lang == language.tag);
        CHECK(view->dir == (language.tag == "ar" ? "rtl" : "ltr"));
    }
}

TEST_CASE("a kiosk without a network promises nobody that anything goes by itself") {
    TestStore store{store::DeviceKind::kiosk};
    Context context = store.context();
    context.is_by_hand = true;
    context.sync = {};
    const auto said = [&] { return shell_view(context, "start")->sync.text; };
    CHECK(said().find("bringt sie auf einem Stick") != std::string::npos);
    context.sync.has_content = true;
    CHECK(said().find("kein Netz") != std::string::npos);
    context.sync.waiting = 2;
    CHECK(said().find("Das Team bringt sie zur Stadt") != std::string::npos);
    CHECK(said().find("von selbst") == std::string::npos);
    context.sync.refused = 1;
    CHECK(said().find("nicht angenommen") != std::string::npos);
}

TEST_CASE("while the first content comes, it is said that it is not all here yet") {
    TestStore store{store::DeviceKind::phone};
    Context context = store.context();
    context.sync = {};
    context.sync.has_link = true;
    const auto before = shell_view(context, "start");
    CHECK(before->sync.text.find("werden geladen") != std::string::npos);
    CHECK_FALSE(before->sync.has_content);
    context.sync.has_content = true;
    const auto after = shell_view(context, "start");
    CHECK(after->sync.text.empty());
    CHECK(after->sync.has_content);
}

TEST_CASE("the about page says who is responsible, by which law, and where to complain") {
    TestStore store;
    const std::string page = to_json(*about_view(store.context()));
    for (const char* word : {"Impressum", "digitalisierungsbuero@bielefeld.de", "DSGVO",
                             "www.ldi.nrw.de", "Erklärung zur Barrierefreiheit", "Ombudsstelle",
                             "EUPL 1.2", "SQLite", "Preact", "Pango", "Boost"}) {
        CAPTURE(word);
        CHECK(page.find(word) != std::string::npos);
    }
}

TEST_CASE("the addresses on the about page lead there, in every language") {
    TestStore store;
    for (const char* language : {"de", "de-x-leicht", "en", "tr", "ru", "uk", "ar"}) {
        CAPTURE(language);
        std::set<std::string> links;
        const auto view = about_view(store.context("mitte", language));
        REQUIRE(view);
        for (const AboutSection& section : view->sections) {
            for (const AboutParagraph& paragraph : section.paragraphs) {
                std::string whole;
                for (const AboutPiece& piece : paragraph.pieces) {
                    whole += piece.text;
                    if (!piece.link.empty()) links.insert(piece.link);
                }
                if (!paragraph.pieces.empty()) CHECK(whole == paragraph.text);
            }
        }
        CHECK(links == std::set<std::string>{"https://www.bielefeld.de",
                                             "https://www.bielefeld.de/digitalisierungsbuero",
                                             "https://www.ldi.nrw.de",
                                             "mailto:digitalisierungsbuero@bielefeld.de"});
    }
}

TEST_CASE("the about page names every source of data once") {
    TestStore store;
    for (std::uint8_t i = 1; i <= 2; ++i) {
        domain::Station station;
        station.id = id_of(i);
        station.name = "x";
        station.quarter = "mitte";
        station.attribution = "Datenquelle: Umweltbundesamt";
        store.put(station);
    }
    const auto view = about_view(store.context());
    REQUIRE(view);
    const std::vector<AboutParagraph>& sources = view->sections.back().paragraphs;
    CHECK(std::count_if(sources.begin(), sources.end(), [](const AboutParagraph& one) {
              return one.text == "Datenquelle: Umweltbundesamt";
          }) == 1);
    CHECK(view->sections[0].paragraphs.size() == 2);
}
