// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/script/script.h"

#include <doctest/doctest.h>

namespace qp::kiosk::script {
namespace {

struct FakeKiosk final : Driver {
    const ui::Tree& tree() const override { return shown; }
    void tap(Point) override { did += "tap "; }
    void finger_down(int finger, Point at) override { finger_did("down", finger, at); }
    void finger_move(int finger, Point at) override { finger_did("move", finger, at); }
    void finger_up(int finger, Point at) override { finger_did("up", finger, at); }
    void finger_did(const char* what, int finger, Point at) {
        did += what + std::to_string(finger) + ":" + std::to_string(static_cast<int>(at.x)) + "," +
               std::to_string(static_cast<int>(at.y)) + " ";
    }
    bool reveal(const std::string&) override { return true; }
    void type(const std::string& text) override { did += "type:" + text + " "; }
    void press(ui::Key) override { did += "key "; }
    bool open_screen(const std::string& name) override { return name == "start"; }
    void shoot(const std::string&) override { did += "shoot "; }
    std::optional<Status> take_shot_result() override { return Status{}; }
    const std::deque<std::string>& transcript() const override { return spoken; }
    std::size_t said() const override { return spoken.size(); }
    std::deque<std::string> spoken;
    std::string frames() const override { return "{}"; }
    void forget_frames() override { did += "forget "; }
    void quit() override { has_quit = true; }
    void answer(const std::string& line) override { answers.push_back(line); }

    void add(const char* id, const char* label, ui::Action action = ui::Action::press) {
        ui::Node node;
        node.id = id;
        node.label = label;
        node.action = action;
        node.rect = node.visible = {0, 0, 100, 100};
        shown.add(std::move(node));
    }

    ui::Tree shown;
    std::string did;
    std::vector<std::string> answers;
    bool has_quit = false;
};

struct Fixture {
    // Runs one line for up to `seconds` of the kiosk's time; its answer.
    std::string say(const std::string& line, double seconds = 20) {
        kiosk.answers.clear();
        script.add_line(line);
        for (double passed = 0; passed <= seconds && !script.is_idle(); passed += 0.5) {
            script.step(now, true);
            now += 0.5;
        }
        return kiosk.answers.empty() ? "(none)" : kiosk.answers.back();
    }
    FakeKiosk kiosk;
    Script script{kiosk};
    double now = 0;
};

TEST_CASE_FIXTURE(Fixture, "a tap touches what it names") {
    kiosk.add("save", "Speichern");
    CHECK(say("tap save") == "ok");
    CHECK(kiosk.did == "tap ");
}

TEST_CASE_FIXTURE(Fixture, "a tap refuses what a person could not press") {
    kiosk.add("words", "Text", ui::Action::none);
    CHECK(say("tap words").rfind("fail", 0) == 0);
    CHECK(say("tap nowhere").rfind("fail no nowhere", 0) == 0);
    kiosk.add("save", "Speichern");
    kiosk.add("over", "davor");
    CHECK(say("tap save").rfind("fail save is covered by over", 0) == 0);
    CHECK(kiosk.did.empty());
    CHECK(script.has_failed());
}

TEST_CASE_FIXTURE(Fixture,
                  "expect answers at once, wait is patient, both look into label and value") {
    kiosk.add("sync", "3 warten");
    CHECK(say("expect sync 3 warten") == "ok 3 warten");
    CHECK(say("expect sync 4", 0.1).rfind("fail", 0) == 0);
    kiosk.answers.clear();
    script.add_line("wait later 5");
    script.step(now, true);
    CHECK(kiosk.answers.empty());
    kiosk.add("later", "da");
    script.step(now + 1, true);
    REQUIRE_FALSE(kiosk.answers.empty());
    CHECK(kiosk.answers.back() == "ok da");
    CHECK(say("wait never 3", 10).rfind("fail", 0) == 0);
}

TEST_CASE_FIXTURE(Fixture, "a command waits until the screen has come to rest") {
    kiosk.add("save", "Speichern");
    script.add_line("tap save");
    script.step(now, false);
    CHECK(kiosk.did.empty());
}

TEST_CASE_FIXTURE(Fixture, "what is typed keeps its blanks and umlauts") {
    CHECK(say("type B\u00E4nke am  Markt") == "ok");
    CHECK(kiosk.did == "type:B\u00E4nke am  Markt ");
}

TEST_CASE_FIXTURE(
    Fixture, "a word that is no command is answered by fail, and the next one is carried out") {
    CHECK(say("dance").rfind("fail no such command", 0) == 0);
    CHECK(say("tap").rfind("fail tap needs", 0) == 0);
    CHECK(say("wait x soon").rfind("fail", 0) == 0);
    CHECK(say("screen start") == "ok");
    CHECK(say("quit") == "ok");
    CHECK(kiosk.has_quit);
}

TEST_CASE_FIXTURE(Fixture, "stats answers with what was measured, and anew begins after it") {
    CHECK(say("stats") == "ok {}");
    CHECK(kiosk.did.empty());
    CHECK(say("stats anew") == "ok {}");
    CHECK(kiosk.did == "forget ");
}

TEST_CASE_FIXTURE(Fixture, "fingers go down, move beyond the glass and are lifted one by one") {
    for (const char* line : {"down 1 10 20", "down 2 300 400", "move 1 -5 2000", "up 2 300 400"})
        CHECK(say(line) == "ok");
    CHECK(kiosk.did == "down1:10,20 down2:300,400 move1:-5,2000 up2:300,400 ");
    for (const char* line : {"down 1 10", "move one 10 20", "up 1 10 nan", "down 1e9 1 1", "down"})
        CHECK(say(line).rfind("fail", 0) == 0);
}

TEST_CASE_FIXTURE(Fixture, "a pause lasts as long as it says") {
    CHECK(say("pause 2", 1) == "(none)");
    CHECK(say("# nothing", 3) == "ok");
    for (const char* line : {"pause", "pause inf", "pause -1", "pause long"})
        CHECK(say(line).rfind("fail", 0) == 0);
}

TEST_CASE("a wait has an end: seconds that are no number from 0 to an hour are refused") {
    for (const char* seconds : {"nan", "inf", "-1", "1e9", "2x"})
        CHECK_FALSE(parse_command(std::string{"wait start.title "} + seconds));
    const auto command = parse_command("wait start.title 2.5");
    REQUIRE((command && *command));
    CHECK((*command)->seconds == 2.5);
}

TEST_CASE("comments and empty lines are passed over") {
    CHECK_FALSE(parse_command("").value().has_value());
    CHECK_FALSE(parse_command("  # nothing").value().has_value());
}

}  // namespace
}  // namespace qp::kiosk::script
