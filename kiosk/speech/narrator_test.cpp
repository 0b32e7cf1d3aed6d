// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/speech/narrator.h"

#include <doctest/doctest.h>

#include "kiosk/speech/speaker_espeak.h"

namespace qp::kiosk::speech {
namespace {

class LoggingSpeaker final : public Speaker {
public:
    bool is_available() const override { return true; }
    void speak(const Utterance& utterance, const Voice&) override {
        log.emplace_back("speak");
        last = utterance;
    }
    void stop() override { log.emplace_back("stop"); }
    std::vector<std::string> log;
    Utterance last;
};

const Words kWords{"de",  "Schaltfläche",  "Eingabefeld", "Auswahl",    "Reiter",     "an",
                   "aus", "nicht möglich", "leer",        "Sprache an", "Sprache aus"};

ui::Node node(const char* id, ui::Role role, const char* label, const char* language = "de") {
    ui::Node made;
    made.id = id;
    made.role = role;
    made.label = label;
    made.language = language;
    made.action = ui::Action::press;
    return made;
}

struct Fixture {
    Fixture() {
        tree.add(node("title", ui::Role::heading, "Ideen"));
        tree.add(node("send", ui::Role::button, "Abschicken"));
        tree.add(node("idea", ui::Role::card, "Where does the glass go?", "en"));
    }
    void look(const char* focus) { narrator.look(tree, "ideas", focus, kWords, choice); }
    std::string heard() { return narrator.transcript().back(); }

    LoggingSpeaker speaker;
    Narrator narrator{speaker};
    ui::Tree tree;
    Choice choice{true, {}};
};

TEST_CASE_FIXTURE(Fixture, "K15: what is switched on says so, then the screen, then the focus") {
    look("send");
    CHECK(heard() == "Sprache an. Ideen. Abschicken. Schaltfläche");
}

TEST_CASE_FIXTURE(Fixture, "K03: the next focus is read, and the same one is not read again") {
    look("send");
    const std::size_t said = narrator.said();
    look("send");
    CHECK(narrator.said() == said);
    look("idea");
    CHECK(heard() == "Where does the glass go? Schaltfläche");
}

TEST_CASE_FIXTURE(Fixture, "K10: each text is spoken in its own language") {
    look("idea");
    CHECK(speaker.last.back().language == "en");
    CHECK(speaker.last.front().language == "de");
}

TEST_CASE_FIXTURE(Fixture,
                  "K05: silence comes before each new utterance, and repeat says it again") {
    look("send");
    look("idea");
    narrator.repeat(choice);
    REQUIRE(speaker.log.size() == 6);
    for (std::size_t i = 0; i < speaker.log.size(); i += 2) {
        CHECK(speaker.log[i] == "stop");
        CHECK(speaker.log[i + 1] == "speak");
    }
    CHECK(heard() == "Where does the glass go? Schaltfläche");
}

TEST_CASE_FIXTURE(Fixture, "K11: a result is spoken once, a countdown not each second") {
    look("send");
    tree.add(node("notice", ui::Role::status, "Gespeichert, noch 20 Sekunden"));
    look("send");
    CHECK(heard() == "Gespeichert, noch 20 Sekunden");
    const std::size_t said = narrator.said();
    tree.clear();
    tree.add(node("notice", ui::Role::status, "Gespeichert, noch 19 Sekunden"));
    look("send");
    CHECK(narrator.said() == said);
}

TEST_CASE_FIXTURE(Fixture, "K16: a toggle says whether it is on") {
    ui::Node toggle = node("support", ui::Role::toggle, "Unterstützen");
    tree.add(toggle);
    look("support");
    CHECK(heard().find("Unterstützen. aus") != std::string::npos);
    toggle.state.is_on = true;
    tree.add(toggle);
    look("support");
    CHECK(heard() == "Unterstützen. an. Schaltfläche");
}

TEST_CASE_FIXTURE(Fixture, "K23: nothing that was said outlives the session") {
    look("send");
    narrator.forget();
    CHECK(narrator.transcript().empty());
    CHECK(speaker.log.back() == "stop");
    narrator.repeat(choice);
    CHECK(narrator.transcript().empty());
}

TEST_CASE_FIXTURE(Fixture, "while it is off nothing is said") {
    choice.is_on = false;
    look("send");
    CHECK(narrator.said() == 0);
}

TEST_CASE("text never becomes markup or an option") {
    CHECK(to_ssml({{"-v <b> & \"", "de-x-leicht"}}) ==
          "<speak><voice xml:lang=\"de\">-v &lt;b&gt; &amp; \"</voice> </speak>\n");
}

TEST_CASE("without espeak-ng nothing is available, and speaking does nothing") {
    EspeakSpeaker speaker{"/no/such/espeak-ng"};
    CHECK_FALSE(speaker.is_available());
    speaker.speak({{"Hallo", "de"}}, {});
    speaker.stop();
}

TEST_CASE("a program that ends at once, without reading, disturbs nothing") {
    EspeakSpeaker speaker{"true"};
    REQUIRE(speaker.is_available());
    for (int i = 0; i < 20; ++i) {
        speaker.speak({{std::string(40000, 'a'), "de"}}, {});
        speaker.stop();
    }
}

}  // namespace
}  // namespace qp::kiosk::speech
