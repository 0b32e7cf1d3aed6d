// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/sound/bell.h"

#include <doctest/doctest.h>

#include <vector>

namespace qp::kiosk::sound {
namespace {

using ui::Cue;

class LoggingPlayer final : public Player {
public:
    void play(Cue cue, int) override { log.push_back(cue); }
    void stop() override { ++stops; }
    std::vector<Cue> log;
    int stops = 0;
};

class FakeSpeaker final : public speech::Speaker {
public:
    bool is_available() const override { return true; }
    bool has_headset() const override { return false; }
    void speak(const speech::Utterance&, const speech::Voice&) override {}
    bool is_speaking() const override { return speaks; }
    void stop() override {}
    bool speaks = false;
};

ui::Node node(const char* id, ui::Role role, const char* label, Cue cue = Cue::none) {
    ui::Node made;
    made.id = id;
    made.role = role;
    made.label = label;
    made.cue = cue;
    made.visible = {0, 0, 100, 40};
    return made;
}

struct Fixture {
    std::optional<Ring> look() { return bell.look(tree, choice, seconds); }
    ui::Node& add(ui::Node made) { return tree.add(std::move(made)); }

    LoggingPlayer player;
    FakeSpeaker speaker;
    Bell bell{player, speaker};
    ui::Tree tree;
    Choice choice{true, 70};
    double seconds = 10;
};

TEST_CASE_FIXTURE(Fixture, "what comes onto the screen with a cue rings once") {
    CHECK_FALSE(look());
    add(node("saved", ui::Role::status, "Gespeichert", Cue::saved));
    const auto ring = look();
    REQUIRE(ring);
    CHECK(ring->cue == Cue::saved);
    CHECK(ring->twin == "saved");
    CHECK_FALSE(look());
    CHECK(player.log == std::vector{Cue::saved});
}

TEST_CASE_FIXTURE(Fixture, "a countdown rings as it starts, not each second") {
    ui::Node& seconds_left = add(node("idle", ui::Role::timer, "Noch 20", Cue::countdown));
    CHECK(look());
    seconds_left.label = "Noch 19";
    CHECK_FALSE(look());
}

TEST_CASE_FIXTURE(Fixture, "an alert is refused, and goes before what was saved") {
    add(node("saved", ui::Role::status, "Gespeichert", Cue::saved));
    add(node("fault", ui::Role::alert, "Der Titel fehlt"));
    CHECK(look()->twin == "fault");
    CHECK(player.log == std::vector{Cue::refused});
}

TEST_CASE_FIXTURE(Fixture,
                  "K13: what is out of sight rings nothing, nor does what scrolls into it") {
    ui::Node& fault = add(node("fault", ui::Role::alert, "Der Titel fehlt"));
    fault.visible = {};
    bell.pressed({}, seconds);
    CHECK_FALSE(look());
    fault.visible = {0, 0, 100, 40};
    CHECK_FALSE(look());
    CHECK(player.log.empty());
}

TEST_CASE_FIXTURE(Fixture, "a press rings with what it changed, and with nothing else") {
    ui::Node& chip = add(node("chip", ui::Role::choice, "Hell"));
    look();
    chip.state.is_on = true;
    CHECK_FALSE(look());  // nobody pressed anything
    bell.pressed(tree, seconds);
    CHECK_FALSE(look());
    chip.state.is_on = false;
    seconds += 0.1;
    const auto ring = look();
    REQUIRE(ring);
    CHECK(ring->cue == Cue::accepted);
    CHECK(ring->twin == "chip");
    chip.state.is_on = true;
    CHECK_FALSE(look());  // it has had its answer
}

TEST_CASE_FIXTURE(Fixture, "what another act changes answers no press") {
    ui::Node& chip = add(node("chip", ui::Role::choice, "Hell"));
    bell.pressed(tree, seconds);
    bell.moved_on();
    chip.state.is_on = true;
    CHECK_FALSE(look());
}

TEST_CASE_FIXTURE(Fixture, "what changes long after a press answers it no more") {
    ui::Node& chip = add(node("chip", ui::Role::choice, "Hell"));
    bell.pressed(tree, seconds);
    chip.state.is_on = true;
    seconds += Bell::kAnswerSeconds + 0.1;
    CHECK_FALSE(look());
}

TEST_CASE_FIXTURE(Fixture,
                  "the focus that moves and figures that go on by themselves are no answer") {
    ui::Node& clock = add(node("live", ui::Role::timer, "vor 1 Minute"));
    bell.pressed(tree, seconds);
    clock.label = "vor 2 Minuten";
    clock.state.is_focused = true;
    CHECK_FALSE(look());
}

TEST_CASE_FIXTURE(Fixture, "K08: while something is said nothing sounds, and what sounded ends") {
    speaker.speaks = true;
    add(node("saved", ui::Role::status, "Gespeichert", Cue::saved));
    CHECK_FALSE(look());
    CHECK(player.log.empty());
    CHECK(player.stops == 1);
    speaker.speaks = false;
    CHECK_FALSE(look());  // late is wrong
}

TEST_CASE_FIXTURE(Fixture, "who has not switched sounds on hears none, and none late") {
    choice.is_on = false;
    add(node("saved", ui::Role::status, "Gespeichert", Cue::saved));
    CHECK_FALSE(look());
    choice.is_on = true;
    CHECK_FALSE(look());
    CHECK(player.log.empty());
}

TEST_CASE_FIXTURE(Fixture, "the next person's own things ring anew") {
    add(node("saved", ui::Role::status, "Gespeichert", Cue::saved));
    CHECK(look());
    bell.forget();
    CHECK(player.stops == 1);
    CHECK(look());
}

}  // namespace
}  // namespace qp::kiosk::sound
