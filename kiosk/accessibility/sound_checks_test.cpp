// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/sound_checks.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/accessibility/spoken_checks.h"

namespace qp::kiosk::accessibility {
namespace {

constexpr int kVolume = 40;

void add(Faults& faults, const Faults& more) {
    faults.insert(faults.end(), more.begin(), more.end());
}

Look look_of(const char* name) {
    const auto& all = screens_to_show();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Screen& screen) { return screen.name == name; });
    REQUIRE(found != all.end());
    Look look;
    look.screen = static_cast<std::size_t>(found - all.begin());
    return look;
}

// What rang on the way to a screen, with sounds.
std::vector<Heard> rung_by(Stage& stage, const char* name) {
    stage.show_before(look_of(name));
    stage.switch_sounds(true);
    stage.act();
    return stage.rung;
}

bool has_rung(const std::vector<Heard>& rung, ui::Cue cue, const std::string& twin) {
    return std::any_of(rung.begin(), rung.end(), [&](const Heard& heard) {
        return heard.played.cue == cue && heard.twin == twin;
    });
}

}  // namespace

Faults unseen(const std::vector<Heard>& rung) {
    Faults faults;
    for (const Heard& heard : rung)
        if (!heard.is_seen) faults.push_back("heard, but not seen: " + heard.twin);
    return faults;
}

Faults over_speech(const std::vector<Heard>& rung) {
    Faults faults;
    for (const Heard& heard : rung)
        if (heard.is_over_speech) faults.push_back("sounds over speech: " + heard.twin);
    return faults;
}

Sounds listen(Stage& stage, const Look& look, std::size_t turn) {
    Sounds sounds;
    for (const bool is_spoken : {false, true}) {
        stage.show_before(look);
        stage.switch_sounds(true);
        stage.controller->steer().speech.voice.volume_percent = kVolume;
        if (is_spoken) stage.switch_speech(true);
        stage.act();
        const std::vector<std::string> stops = stops_of(stage);
        if (!stops.empty()) {
            stage.canvas->focus(stops[turn % stops.size()]);
            stage.press(ui::Key::select);
        }
        add(sounds.unseen, unseen(stage.rung));
        add(sounds.over_speech, over_speech(stage.rung));
        for (const Heard& heard : stage.rung)
            if (heard.played.volume_percent != kVolume)
                sounds.volume.push_back("not as loud as it is set: " + heard.twin);
    }
    return sounds;
}

TEST_CASE("K13: each sound has its twin: a fault, a receipt, the seconds that are left") {
    Stage stage{false};
    const auto faults = rung_by(stage, "write, with faults");
    CHECK(has_rung(faults, ui::Cue::refused, "write.fault.0"));
    CHECK(unseen(faults).empty());
    const auto saved = rung_by(stage, "saved");
    CHECK(has_rung(saved, ui::Cue::saved, "saved"));
    CHECK(unseen(saved).empty());
    CHECK(has_rung(rung_by(stage, "idea, supported"), ui::Cue::saved, "notice"));
    CHECK(has_rung(rung_by(stage, "write, disk full"), ui::Cue::refused, "notice"));
}

TEST_CASE(
    "K13: a choice that was pressed sounds with its own state; what has no effect is silent") {
    Stage stage{false};
    stage.show(look_of("settings"));
    stage.canvas->focus("set.sounds.off");
    stage.press(ui::Key::next);  // which also brings it into sight
    stage.press(ui::Key::select);
    REQUIRE(stage.rung.size() == 1);
    CHECK(stage.rung[0].played.cue == ui::Cue::accepted);
    CHECK(stage.rung[0].twin == "set.sounds.off");
    CHECK(stage.rung[0].is_seen);
    // It is on already: nothing changes, to the eye or the ear.
    stage.press(ui::Key::select);
    CHECK(stage.rung.size() == 1);
    stage.press(ui::Key::next);
    CHECK(stage.rung.size() == 1);
}

TEST_CASE("sounds end with their session") {
    Stage stage{false};
    stage.show(Look{});
    stage.switch_sounds(true);
    stage.controller->reset();
    CHECK_FALSE(stage.controller->session().has_sounds);
}

TEST_CASE("a sound without its twin is found, and one over speech") {
    const Heard sound{{ui::Cue::saved, 70}, "saved", true, false};
    CHECK(unseen({sound}).empty());
    CHECK(over_speech({sound}).empty());
    CHECK(unseen({{{ui::Cue::saved, 70}, "", false, false}}).size() == 1);
    CHECK(over_speech({{{ui::Cue::saved, 70}, "saved", true, true}}).size() == 1);
}

}  // namespace qp::kiosk::accessibility
