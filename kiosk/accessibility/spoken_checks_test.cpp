// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/spoken_checks.h"

#include <algorithm>
#include <set>

#include "core/i18n/msg.h"

namespace qp::kiosk::accessibility {
namespace {

bool contains(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

const speech::Utterance* last_said(const std::vector<LoggingSpeaker::Act>& log) {
    const auto found = std::find_if(log.rbegin(), log.rend(),
                                    [](const LoggingSpeaker::Act& act) { return !act.is_stop; });
    return found == log.rend() ? nullptr : &found->utterance;
}

// As a thing describes itself, as a label, or as the one word that has no place on a screen.
bool stands_on(const ui::Tree& tree, const std::string& text, const speech::Words& words) {
    return text == words.speech_on || text == words.speech_off ||
           std::any_of(tree.nodes().begin(), tree.nodes().end(), [&](const ui::Node& node) {
               return !node.is_behind &&
                      (text == node.label || text == speech::describe(node, words) ||
                       text == speech::describe_openly(node, words));
           });
}

void look_at_focus(Stage& stage, Walk& walk) {
    const ui::Node* node = stage.tree().find(stage.canvas->focused());
    if (node == nullptr) {
        walk.reach.push_back("the focus is on nothing: " + stage.canvas->focused());
        return;
    }
    const std::string expected = speech::describe_openly(*node, stage.words());
    const speech::Utterance* said = last_said(stage.speaker.log);
    if (said == nullptr || said->empty() || said->back().text != expected) {
        walk.order.push_back("not read: " + expected + " but: " + stage.heard());
        return;
    }
    if (said->back().language != node->language)
        walk.language.push_back("not in its own: " + expected);
    const bool has_state = node->role == ui::Role::toggle || node->role == ui::Role::choice ||
                           node->role == ui::Role::tab;
    const speech::Words words = stage.words();
    if (has_state && !contains(said->back().text, node->state.is_on ? words.is_on : words.is_off))
        walk.states.push_back("state not said: " + expected);
    if (node->label.empty()) walk.nameless.push_back("says not what it is: " + node->id);
    for (const speech::Part& part : *said)
        if (!stands_on(stage.tree(), part.text, words))
            walk.unseen.push_back("said, but not on the screen: " + part.text);
    if (node->visible.is_empty()) walk.hidden.push_back("focus out of sight: " + node->id);
}

// All that was said, one after the other.
std::string all_said(const std::vector<LoggingSpeaker::Act>& log) {
    std::string all;
    for (const LoggingSpeaker::Act& act : log)
        for (const speech::Part& part : act.utterance) all += part.text + "\n";
    return all;
}

std::vector<std::string> messages_on(const ui::Tree& tree) {
    std::vector<std::string> labels;
    for (const ui::Node& node : tree.nodes()) {
        if (speech::is_news(node.role) && !node.is_behind && !node.id.empty() &&
            !node.label.empty())
            labels.push_back(node.label);
    }
    return labels;
}

}  // namespace

bool is_arrow(const Stage& stage, const std::string& id) {
    const auto& views = stage.canvas->viewports();
    return std::any_of(views.begin(), views.end(), [&](const auto& view) {
        return id == view.first + ".down" || id == view.first + ".up";
    });
}

std::vector<std::string> stops_of(const Stage& stage) {
    const bool is_writing = stage.canvas->editing().is_active();
    std::vector<std::string> ids;
    for (const ui::Node& node : stage.tree().nodes()) {
        const bool is_stop = node.action != ui::Action::none && !node.state.is_disabled &&
                             !node.is_behind && node.role != ui::Role::group;
        if (is_stop && (!is_writing || node.role == ui::Role::key)) ids.push_back(node.id);
    }
    return ids;
}

std::optional<Faults> check_results(Stage& stage, const Look& look) {
    stage.show_before(look);
    stage.switch_speech(true);
    const std::vector<std::string> before = messages_on(stage.tree());
    stage.speaker.log.clear();
    stage.act();
    const std::string said = all_said(stage.speaker.log);
    std::optional<Faults> faults;
    for (const std::string& message : messages_on(stage.tree())) {
        if (std::find(before.begin(), before.end(), message) != before.end()) continue;
        if (!faults) faults.emplace();
        if (!contains(said, message)) faults->push_back("not said by itself: " + message);
    }
    return faults;
}

Faults check_double_strike(Stage& stage) {
    stage.controller->steer().appearance.is_double_strike_once = true;
    stage.press(ui::Key::next);
    const auto strike = [&] {
        ui::Input input;
        input.keys = {ui::Key::select};
        stage.frame(input);
        return stage.canvas->activated_id();
    };
    stage.seconds += ui::kDoubleStrikeSeconds;
    strike();
    Faults faults;
    if (const std::string again = strike(); !again.empty())
        faults.push_back("a second strike counted: " + again);
    stage.controller->steer().appearance.is_double_strike_once = false;
    return faults;
}

Faults check_warning(Stage& stage) {
    Faults faults;
    const std::string said = all_said(stage.speaker.log);
    const i18n::Locale& locale = stage.store.messages.in(stage.controller->session().language);
    if (!contains(said, locale.text(msg::idle_title))) faults.push_back("the question is not said");
    const ui::Node* answer = stage.tree().find("still.here");
    if (answer == nullptr || answer->action == ui::Action::none || answer->is_behind)
        faults.push_back("there is no answer to it");
    return faults;
}

Faults check_rest(Stage& stage) {
    stage.settle();
    for (const double until = stage.seconds + 1; stage.seconds < until;) {
        stage.frame();
        if (stage.is_moving()) return {"something moves by itself"};
    }
    return {};
}

Faults check_switched_on(Stage& stage) {
    Faults faults;
    stage.switch_speech(true);
    const std::string heard = stage.heard();
    if (!contains(heard, stage.words().speech_on))
        faults.push_back("does not say that it is on: " + heard);
    for (const ui::Node& node : stage.tree().nodes()) {
        if (speech::is_news(node.role) && !node.is_behind && !node.label.empty() &&
            !contains(heard, node.label))
            faults.push_back("message not read: " + node.label);
    }
    return faults;
}

Walk walk_over(Stage& stage) {
    Walk walk;
    const std::vector<std::string> stops = stops_of(stage);
    std::set<std::string> left{stops.begin(), stops.end()};
    // Arrows come and go while the focus scrolls: a few steps more than there are stops.
    const std::size_t steps_max = stops.size() * 2 + 8;
    std::string first;
    for (std::size_t step = 0; step < steps_max; ++step) {
        stage.press(ui::Key::next);
        const std::string& at = stage.canvas->focused();
        if (!first.empty() && at == first && left.empty()) return walk;
        if (first.empty()) first = at;
        left.erase(at);
        look_at_focus(stage, walk);
    }
    // What scrolls goes along with the focus: an arrow is gone by the time that it would be next.
    for (const std::string& id : left) {
        if (stage.tree().find(id) != nullptr && !is_arrow(stage, id))
            walk.reach.push_back("not reached: " + id);
    }
    return walk;
}

Faults check_repeat(Stage& stage) {
    const speech::Utterance* before = last_said(stage.speaker.log);
    if (before == nullptr) return {"nothing was said"};
    const speech::Utterance told = *before;
    const std::size_t acts = stage.speaker.log.size();
    stage.narrator.repeat(stage.controller->session().speech);
    if (stage.speaker.log.size() == acts) return {"repeat is silent"};
    if (*last_said(stage.speaker.log) != told) return {"repeat says something else"};
    stage.narrator.interrupt();
    if (!stage.speaker.log.back().is_stop) return {"interrupt does not stop"};
    return {};
}

Faults check_voice(Stage& stage) {
    Faults faults;
    const speech::Voice before = stage.controller->session().speech.voice;
    for (const auto& [key, what] :
         {std::pair{ui::Key::louder, "louder"}, std::pair{ui::Key::faster, "faster"}}) {
        stage.speaker.log.clear();
        stage.turn_voice(key);
        const speech::Utterance* said = last_said(stage.speaker.log);
        const speech::Voice& voice = stage.controller->session().speech.voice;
        if (said == nullptr || !(stage.speaker.log.back().voice == voice))
            faults.push_back(std::string{"not heard at once: "} + what);
    }
    const speech::Voice after = stage.controller->session().speech.voice;
    if (after.volume_percent <= before.volume_percent) faults.push_back("no louder");
    if (after.rate_percent <= before.rate_percent) faults.push_back("no faster");
    stage.controller->reset();
    if (!(stage.controller->session().speech.voice == before))
        faults.push_back("the next person hears it as the one before did");
    return faults;
}

namespace {

// As somebody who hears it knows it: not by the words around.
std::vector<const ui::Node*> private_stops(const ui::Tree& tree, const speech::Words& words) {
    std::vector<const ui::Node*> nodes;
    for (const ui::Node& node : tree.nodes()) {
        const bool has_secret = speech::describe(node, words) != describe_openly(node, words);
        if (has_secret && !node.is_behind && !node.state.is_disabled) nodes.push_back(&node);
    }
    return nodes;
}

// What is heard before anybody chose it.
Faults given_away(const std::vector<LoggingSpeaker::Act>& log, const std::string& secret) {
    Faults faults;
    for (const LoggingSpeaker::Act& act : log)
        for (const speech::Part& part : act.utterance)
            if (part.is_private || part.text == secret)
                faults.push_back("heard by all: " + part.text);
    return faults;
}

double seconds_of(const LoggingSpeaker::Act& act) {
    constexpr double kWordsASecond = 165.0 / 60;
    double words = 0;
    for (const speech::Part& part : act.utterance)
        words += 1 + static_cast<double>(std::count(part.text.begin(), part.text.end(), ' '));
    return words / kWordsASecond * 100 / act.voice.rate_percent;
}

}  // namespace

Faults check_private(Stage& stage) {
    const speech::Words words = stage.words();
    Faults faults;
    for (const ui::Node* node : private_stops(stage.tree(), words)) {
        const Faults more = given_away(stage.speaker.log, speech::describe(*node, words));
        faults.insert(faults.end(), more.begin(), more.end());
    }
    const auto stops = private_stops(stage.tree(), words);
    if (stops.empty()) return faults;
    const std::string secret = speech::describe(*stops.front(), words);
    const auto is_said = [&](bool is_private) {
        stage.frame();
        const speech::Utterance* said = last_said(stage.speaker.log);
        return said != nullptr && said->back().text == secret &&
               said->back().is_private == is_private;
    };
    stage.canvas->focus(stops.front()->id);
    stage.frame();
    stage.speaker.is_plugged = true;
    if (!is_said(true)) faults.push_back("no headset hears: " + secret);
    stage.speaker.is_plugged = false;
    if (is_said(true)) faults.push_back("heard without the headset: " + secret);
    stage.turn_voice(ui::Key::repeat);
    if (!is_said(false)) faults.push_back("cannot be heard by choice: " + secret);
    return faults;
}

Faults check_silence(Stage& stage) {
    constexpr int kSteps = 3;
    for (int step = 0; step < kSteps; ++step) stage.press(ui::Key::next);
    if (last_said(stage.speaker.log) != nullptr) return {"heard by itself: " + stage.heard()};
    if (!stage.rung.empty()) return {"sounds by itself: " + stage.rung.front().twin};
    return {};
}

Faults check_interference(const std::vector<LoggingSpeaker::Act>& log) {
    constexpr double kSecondsMax = 3;
    Faults faults;
    double busy_until = 0;
    for (const LoggingSpeaker::Act& act : log) {
        if (act.is_stop) {
            busy_until = act.at;
            continue;
        }
        const double until = act.at + seconds_of(act);
        if (std::min(busy_until, until) - act.at > kSecondsMax)
            faults.push_back("heard at once: " + act.utterance.front().text);
        busy_until = std::max(busy_until, until);
    }
    return faults;
}

Faults check_interrupts(const std::vector<LoggingSpeaker::Act>& log) {
    Faults faults;
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (!log[i].is_stop && (i == 0 || !log[i - 1].is_stop))
            faults.push_back("said over what was said: " + log[i].utterance.front().text);
    }
    return faults;
}

Faults check_reset(Stage& stage) {
    static app::Session fresh;
    static bool is_known = false;
    stage.controller->reset();
    if (!std::exchange(is_known, true)) fresh = stage.controller->session();
    if (!(stage.controller->session() == fresh)) return {"the session is not a fresh one"};
    return {};
}

TEST_CASE("K13: what stands on no screen is found, what a thing says of itself is not") {
    ui::Node node;
    node.role = ui::Role::button;
    node.label = "Idee abschicken";
    ui::Tree tree;
    tree.add(node);
    speech::Words words;
    words.button = "Schaltfläche";
    words.speech_on = "Vorlesen an";
    CHECK(stands_on(tree, "Idee abschicken", words));
    CHECK(stands_on(tree, "Idee abschicken. Schaltfläche", words));
    CHECK(stands_on(tree, "Vorlesen an", words));
    CHECK_FALSE(stands_on(tree, "Geheim", words));
}

TEST_CASE("K07: a PIN's digit that all hear is found, and one that nobody can hear by choice") {
    Stage stage{false};
    const auto& all = screens_to_show();
    const auto pin = std::find_if(all.begin(), all.end(),
                                  [](const Screen& screen) { return screen.name == "staff, PIN"; });
    REQUIRE(pin != all.end());
    Look look;
    look.screen = static_cast<std::size_t>(pin - all.begin());
    stage.show(look);
    stage.switch_speech(true);
    CHECK(check_private(stage).empty());
    // From here on the choice is made, and what was said by it counts as given away.
    CHECK_FALSE(check_private(stage).empty());

    stage.show(look);  // speech is off again: nothing can be chosen, nor does a headset hear it
    CHECK(check_private(stage).size() == 2);
}

TEST_CASE("K08: a sound that nobody asked for, and two at once for long, are found") {
    using Act = LoggingSpeaker::Act;
    const std::string words = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf";
    const Act first{false, {{words, "de"}}, {}, 1};
    const Act second{false, {{words, "de"}}, {}, 2};
    const Act stop{true, {}, {}, 2};
    CHECK(check_interference({first, second}).size() == 1);
    CHECK(check_interference({first, stop, second}).empty());
    const Act brief{false, {{"Ja", "de"}}, {}, 2};
    CHECK(check_interference({first, brief}).empty());

    Stage stage{false};
    stage.show(Look{});
    CHECK(check_silence(stage).empty());
    stage.switch_speech(true);
    CHECK(check_silence(stage).size() == 1);
}

TEST_CASE("K05: a word over a word is found") {
    using Act = LoggingSpeaker::Act;
    const Act stop{true, {}, {}, 0};
    const Act speak{false, {{"Ideen", "de"}}, {}, 0};
    CHECK(check_interrupts({stop, speak, stop, speak}).empty());
    CHECK(check_interrupts({stop, speak, speak}).size() == 1);
    CHECK(check_interrupts({speak}).size() == 1);
}

}  // namespace qp::kiosk::accessibility
