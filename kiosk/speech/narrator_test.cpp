// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/speech/narrator.h"

#include <doctest/doctest.h>

#include "kiosk/speech/speaker_espeak.h"

namespace qp::kiosk::speech {
namespace {

class LoggingSpeaker final : public Speaker {
public:
    bool is_available() const override { return true; }
    bool has_headset() const override { return is_plugged; }
    void speak(const Utterance& utterance, const Voice&) override {
        log.emplace_back("speak");
        last = utterance;
    }
    bool is_speaking() const override { return !log.empty() && log.back() == "speak"; }
    void stop() override { log.emplace_back("stop"); }
    bool is_plugged = false;
    std::vector<std::string> log;
    Utterance last;
};

const Words kWords{"de",          "Schaltfläche", "Eingabefeld", "Auswahl",
                   "Reiter",      "an",           "aus",         "nicht möglich",
                   "leer",        "Sprache an",   "Sprache aus", "markiert: {letter}",
                   "Nur zu sehen"};

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
    tree.add(node("notice", ui::Role::timer, "Gespeichert, noch 20 Sekunden"));
    look("send");
    CHECK(heard() == "Gespeichert, noch 20 Sekunden");
    const std::size_t said = narrator.said();
    tree.clear();
    tree.add(node("notice", ui::Role::timer, "Gespeichert, noch 19 Sekunden"));
    look("send");
    CHECK(narrator.said() == said);
}

TEST_CASE_FIXTURE(Fixture, "K03: what was pressed is said, and the key that it was is not") {
    ui::Node key = node("key.e", ui::Role::key, "e");
    key.state.is_focused = true;  // by keypad
    tree.add(key);
    look("key.e");
    CHECK(heard() == "Sprache an. Ideen. e");
    for (int press = 0; press < 2; ++press) {
        narrator.tell({{"e", "de"}, {"darüber ähnliche", "de"}});
        const std::size_t said = narrator.said();
        look("key.e");
        look("key.e");
        CHECK(heard() == "e. darüber ähnliche");
        CHECK(narrator.said() == said + 1);
    }
    // A finger on another key presses it.
    tree.add(node("key.a", ui::Role::key, "a"));
    narrator.tell({{"großes A", "de"}});
    look("key.a");
    CHECK(heard() == "großes A");
    look("key.e");
    CHECK(heard() == "e");
}

TEST_CASE_FIXTURE(Fixture,
                  "K03: a field that is written in does not say all of it at each letter") {
    ui::Node field = node("field", ui::Role::field, "Titel");
    tree.add(field);
    look("field");
    field.value = "B";
    tree.add(field);
    narrator.tell({{"B", "de"}});
    look("field");
    CHECK(heard() == "B");
    const std::size_t said = narrator.said();
    look("field");
    CHECK(narrator.said() == said);
}

TEST_CASE_FIXTURE(Fixture, "K07: what is told and private is withheld, and said once chosen") {
    look("send");
    narrator.tell({{"K", "de", true}});
    look("send");
    CHECK(heard() == "Nur zu sehen");
    CHECK(narrator.has_withheld());
    choice.is_aloud = true;
    narrator.tell({{"K", "de", true}});
    look("send");
    CHECK(heard() == "K");
    choice.is_aloud = false;
    speaker.is_plugged = true;
    narrator.tell({{"K", "de", true}});
    look("send");
    CHECK(heard() == "K");
    CHECK(speaker.last.front().is_private);
}

TEST_CASE_FIXTURE(Fixture, "while it is off what is told is forgotten, not kept for later") {
    choice.is_on = false;
    narrator.tell({{"K", "de"}});
    look("send");
    choice.is_on = true;
    look("send");
    CHECK(heard() == "Sprache an. Ideen. Abschicken. Schaltfläche");
}

TEST_CASE_FIXTURE(Fixture, "K11: how many are left of what was narrowed is spoken") {
    tree.add(node("count", ui::Role::status, "7 Ideen"));
    look("filter");
    tree.clear();
    tree.add(node("count", ui::Role::status, "3 Ideen"));
    look("filter");
    CHECK(heard() == "3 Ideen");
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

TEST_CASE_FIXTURE(Fixture, "K07: what is private is said once somebody chose it, and not before") {
    ui::Node code = node("code", ui::Role::text, "Dein Code");
    code.value = "K 7 Q X";
    code.is_private = true;
    tree.add(code);
    look("code");
    CHECK(heard() == "Sprache an. Ideen. Dein Code. Nur zu sehen");
    CHECK(narrator.has_withheld());
    CHECK_FALSE(speaker.last.back().is_private);
    narrator.repeat(choice);
    CHECK(heard().find("K 7") == std::string::npos);

    choice.is_aloud = true;
    narrator.repeat(choice);
    look("code");
    CHECK(heard() == "Dein Code. K 7 Q X");
    CHECK_FALSE(speaker.last.back().is_private);  // they chose that all may hear it
    CHECK_FALSE(narrator.has_withheld());

    // The next person's narrator holds nothing to repeat.
    choice.is_aloud = false;
    narrator.forget();
    look("send");
    CHECK(heard().find("K 7") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture,
                  "K07: a headset hears what is private, and once it is gone nobody does") {
    ui::Node code = node("code", ui::Role::text, "Dein Code");
    code.value = "K 7 Q X";
    code.is_private = true;
    tree.add(code);
    look("code");
    speaker.is_plugged = true;
    CHECK_FALSE(narrator.has_withheld());  // asking for it once more is no choice: it comes anyway
    look("code");
    CHECK(heard() == "Dein Code. K 7 Q X");
    CHECK(speaker.last.back().is_private);
    narrator.repeat(choice);
    CHECK(heard() == "Dein Code. K 7 Q X");
    speaker.is_plugged = false;
    const std::size_t said = narrator.said();
    narrator.repeat(choice);
    CHECK(narrator.said() == said);
    look("code");
    CHECK(heard() == "Dein Code. Nur zu sehen");
}

TEST_CASE_FIXTURE(Fixture,
                  "K03: what is selected in a field is said with it, of a code it is not") {
    ui::Node title = node("field", ui::Role::field, "Titel");
    title.value = "Mehr Bank";
    title.selected = "Bank";
    tree.add(title);
    look("field");
    CHECK(heard() == "Sprache an. Ideen. Titel. Mehr Bank. markiert: Bank. Eingabefeld");
    title.id = "code";
    title.is_private = true;
    tree.add(title);
    look("code");
    CHECK(heard() == "Titel. Nur zu sehen. Eingabefeld");
}

TEST_CASE("K07: nothing private goes to where all hear it") {
    const Utterance open{{"Ideen", "de", false}};
    const Utterance secret{{"Ideen", "de", false}, {"K 7 Q X", "de", true}};
    CHECK(output_for(open, {}) == "");
    CHECK_FALSE(output_for(secret, {}));
    const Headset handset{"plughw:CARD=Handset", ""};
    CHECK(output_for(open, handset) == "");
    CHECK(output_for(secret, handset) == handset.device);
    const Headset plugged{"plughw:CARD=Headset", "/proc/self"};
    CHECK(output_for(open, plugged) == plugged.device);
    CHECK(output_for(secret, plugged) == plugged.device);
    const Headset pulled{"plughw:CARD=Headset", "/proc/no-such-card"};
    CHECK(output_for(open, pulled) == "");
    CHECK_FALSE(output_for(secret, pulled));
}

TEST_CASE_FIXTURE(Fixture, "K07: a key has no value, and a field without text no secret") {
    ui::Node digit = node("digit", ui::Role::button, "5");
    digit.is_private = true;
    CHECK(describe_openly(digit, kWords) == "Nur zu sehen. Schaltfläche");
    ui::Node field = node("field", ui::Role::field, "Code");
    field.is_private = true;
    CHECK(describe_openly(field, kWords) == "Code. leer. Eingabefeld");
    field.value = "K7";
    CHECK(describe_openly(field, kWords) == "Code. Nur zu sehen. Eingabefeld");
    CHECK(describe(field, kWords) == "Code. K7. Eingabefeld");
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

TEST_CASE("marks of direction are for the eye: a voice says a letter between them as no letter") {
    CHECK(to_ssml({{"\u2068\u0627\u2069 a", "ar"}}) ==
          "<speak><voice xml:lang=\"ar\">\u0627 a</voice> </speak>\n");
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
