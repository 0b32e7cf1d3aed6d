// SPDX-License-Identifier: EUPL-1.2
// What a running kiosk holds. Private to kiosk.cpp (start-up) and kiosk_loop.cpp (the loop).
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "kiosk/app/attendance.h"
#include "kiosk/app/controller.h"
#include "kiosk/app/databases.h"
#include "kiosk/app/input_watch.h"
#include "kiosk/app/kiosk.h"
#include "kiosk/app/screen_views.h"
#include "kiosk/app/script_input.h"
#include "kiosk/app/staff_desk.h"
#include "kiosk/app/stopwatch.h"
#include "kiosk/screens/attract_screen.h"
#include "kiosk/script/script.h"
#include "kiosk/sound/bell.h"
#include "kiosk/sound/player_sdl.h"
#include "kiosk/speech/speaker_espeak.h"
#include "kiosk/ui/keyboard.h"
#include "native/disk_room.h"
#include "native/stop_signal.h"
#include "native/supervisor.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/client/runner.h"

namespace qp::kiosk::app {

// What is drawn with, before there is a window to draw in.
struct Assets {
    Fonts fonts;
    PictogramImages pictograms;
};

struct Kiosk::Impl final : script::Driver {
    explicit Impl(const KioskOptions& given) : options{given} {}

    Status open_window();
    Status open_drawing(Assets assets);
    Status load_keyboards();
    Status open_stores();
    void start_sync();
    void open_desk(const std::string& kiosk_key);
    Status start_script();
    int run();
    void tick();
    void draw_frame();
    bool take_changes();
    void follow_field();
    void forget_person();
    void attend();
    bool is_night();
    Instant certainly_past() const;
    void press_program_key(ui::Key key);
    void narrate(const std::string& screen);
    void tell_missing_letters();
    void listen_to_speaker();
    void ring();
    void listen_to_player();
    views::SpeechState speech_state() const;

    void draw_resting();
    void read_resting();
    void rest();
    ui::Input take_input();
    ui::Frame frame_for(ui::Input input);
    screens::Intents build(const ui::Frame& frame);
    void draw_session(screens::Intents& intents);
    screens::AreYouThere question() const;
    void apply(const screens::Intents& intents);
    void read_views();
    void tell_kept_aside();
    void on_saved();
    Milliseconds how_long_to_sleep() const;
    views::Context context();

    // script::Driver
    const ui::Tree& tree() const override { return canvas->shown(); }
    void tap(Point at) override { window->tap(at); }
    bool reveal(const std::string& id) override;
    void type(const std::string& words) override { window->type(words); }
    void press(ui::Key key) override { window->press(key); }
    bool open_screen(const std::string& name) override;
    void shoot(const std::string& path) override;
    std::optional<Status> take_shot_result() override {
        return std::exchange(shot_result, std::nullopt);
    }
    const std::deque<std::string>& transcript() const override { return narrator->transcript(); }
    std::size_t said() const override { return narrator->said(); }
    std::string frames() const override { return stopwatch.to_json(input_watch.frames()); }
    void forget_frames() override;
    void quit() override { is_quitting = true; }
    void answer(const std::string& line) override;

    KioskOptions options;
    native::StopSignal stop_signal;
    native::Supervisor supervisor;
    native::SystemClock clock;
    native::SystemRandom random;
    std::optional<native::DiskRoom> room;
    i18n::Messages messages = i18n::built_in_messages();

    std::unique_ptr<Window> window;
    std::optional<Atlas> atlas;
    std::optional<TextEngine> text;
    std::optional<Pictograms> pictograms;
    std::optional<ui::Shadows> shadows;
    std::optional<ui::Canvas> canvas;
    ui::Keyboard keyboard;
    std::optional<speech::EspeakSpeaker> speaker;
    std::optional<speech::Narrator> narrator;
    std::optional<sound::SdlPlayer> player;
    std::optional<sound::Bell> bell;

    std::optional<Databases> databases;
    std::optional<Controller> controller;
    std::unique_ptr<client::Runner> runner;
    client::RunnerState sync;
    std::optional<StaffDesk> desk;

    std::optional<ScreenViews> views;  // unset: to be read again
    screens::Route shown_route;
    std::string field_in_sight;
    bool is_due = true;   // a frame must be drawn
    bool is_cold = true;  // fonts of some sizes have not been looked for yet
    Instant next_minute{};
    std::optional<Attendance> attendance;
    bool is_resting = false;  // nobody is there: the attract screen, or darkness
    bool was_asleep = false;
    std::uint32_t seconds_shown = 0;  // of the countdown; 0: nobody is asked
    double press_at_ms = 0;           // when the input of this frame was taken

    ScriptInput script_input;
    std::optional<script::Script> script;
    bool has_script_from_input = false;
    std::string shot_path;
    std::optional<Status> shot_result;
    bool is_quitting = false;
    Stopwatch stopwatch;
    InputWatch input_watch;
};

}  // namespace qp::kiosk::app
