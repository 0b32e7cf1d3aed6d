// SPDX-License-Identifier: EUPL-1.2
// A kiosk without its loop: real window (memory only), store, session, views, screens and narrator,
// with a clock that the test moves. For tests; may fail the one that runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/accessibility/filled_store.h"
#include "kiosk/accessibility/matrix.h"
#include "kiosk/accessibility/picture.h"
#include "kiosk/app/controller.h"
#include "kiosk/app/screen_views.h"
#include "kiosk/app/spoken_words.h"
#include "kiosk/screens/test_window.h"
#include "kiosk/sound/bell.h"
#include "kiosk/speech/narrator.h"

namespace qp::kiosk::accessibility {

// Remembers what it was told to say, in order and when; silence as well.
class LoggingSpeaker final : public speech::Speaker {
public:
    // `seconds` is read whenever it speaks, and must outlive it.
    explicit LoggingSpeaker(const double& seconds) : seconds_{seconds} {}
    bool is_available() const override { return true; }
    bool has_headset() const override { return is_plugged; }
    void speak(const speech::Utterance& utterance, const speech::Voice& voice) override {
        log.push_back({false, utterance, voice, seconds_});
    }
    bool is_speaking() const override { return !log.empty() && !log.back().is_stop; }
    void stop() override { log.push_back({true, {}, {}, seconds_}); }

    struct Act {
        bool is_stop = false;
        speech::Utterance utterance;
        speech::Voice voice;
        double at = 0;
    };
    std::vector<Act> log;
    bool is_plugged = false;

private:
    const double& seconds_;
};

// Remembers what it was told to play.
class LoggingPlayer final : public sound::Player {
public:
    void play(ui::Cue cue, int volume_percent) override { log.push_back({cue, volume_percent}); }
    void stop() override {}

    struct Act {
        ui::Cue cue = ui::Cue::none;
        int volume_percent = 0;
    };
    std::vector<Act> log;
};

// A sound that was played, and what the frame that it belongs to showed.
struct Heard {
    LoggingPlayer::Act played;
    std::string twin;
    bool is_seen = false;  // the twin, in that frame
    bool is_over_speech = false;
};

struct Screen {
    std::string name;
    std::string opens;  // as Controller::open_named
    screens::Intents first;
    screens::Sheet sheet = screens::Sheet::none;
    std::string editing;  // a field that is written in
    bool is_staff_open = false;
    bool is_tested = false;   // the team tests the glass
    bool is_attract = false;  // nobody is there
    bool is_poster = false;   // nobody is there, at an event
    bool is_asleep = false;   // nobody is there, by night
    bool is_disk_full = false;
    bool is_troubled = false;  // the team learns what does not work
    bool is_asked = false;     // whether somebody is still there
};
// Every screen, sheet and question of the kiosk.
const std::vector<Screen>& screens_to_show();
std::vector<std::string> languages_to_show();

class Stage : public screens::TestWindow {
public:
    explicit Stage(bool is_wide);

    // The screen as the next person finds it in that look, come to rest. What makes it what it is
    // (a fault, something saved) has been done.
    void show(const Look& look);
    // The same before that was done, and then doing it.
    void show_before(const Look& look);
    void act();
    // Another screen than `show` knows, and what a person does there; come to rest.
    void open(const std::string& name);
    void carry_out(const screens::Intents& intents);
    // Where it is a screen with a field that is being written in.
    void begin_editing();
    void press(ui::Key key);
    // By the keypad, as often as it takes.
    void focus_on(const std::string& id);
    // Draws, carries out what was wanted, and tells the narrator, as the loop does.
    void frame(ui::Input input = {});
    // The screen as it is now.
    Picture picture();
    // The way from the start to the screen in that look: each frame until nothing moves any more.
    std::vector<Picture> watch(const Look& look, bool is_motion_reduced);
    // A finger touches nothing: what has the focus keeps it, and is not marked any more.
    void hide_focus();
    // Draws until nothing moves any more.
    void settle();
    bool is_moving() const { return is_again_; }
    // Whether the screen is the question if somebody is still there.
    bool is_asking() const { return screen_->is_asked; }
    bool is_asleep() const { return screen_->is_asleep; }
    void switch_speech(bool is_on);
    void turn_voice(ui::Key key);
    void switch_sounds(bool is_on);

    const ui::Tree& tree() const { return canvas->shown(); }
    Size size() const { return window->size(); }
    speech::Words words() const {
        return app::spoken_words(store.messages.in(controller->session().language));
    }
    // What was said last, as one line; empty: nothing yet.
    std::string heard() const;

    views::TestStore store{store::DeviceKind::kiosk};
    std::optional<app::Controller> controller;
    double seconds = 1;
    LoggingSpeaker speaker{seconds};
    speech::Narrator narrator{speaker};
    LoggingPlayer player;
    sound::Bell bell{player, speaker};
    std::vector<Heard> rung;
    std::vector<ui::DrawnText> texts;
    ui::Glass glass;
    bool is_mirrored = true;  // false: right-to-left languages run from the left, for comparison

private:
    views::StaffState staff_state() const;
    // A frame up to its draw list; true where it is to be drawn again.
    bool build(ui::Input input, screens::Intents& intents);
    void draw(screens::Intents& intents);
    void do_first();
    void narrate();
    void ring();

    const Screen* screen_ = nullptr;
    std::optional<app::ScreenViews> views_;
    screens::Route shown_route_;
    bool is_again_ = false;
};

}  // namespace qp::kiosk::accessibility
