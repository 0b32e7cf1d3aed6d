// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>

#include "core/domain/place.h"
#include "core/i18n/msg.h"
#include "core/views/device_clock.h"
#include "kiosk/app/build_time.h"
#include "kiosk/app/kiosk_parts.h"
#include "kiosk/app/settings.h"
#include "kiosk/app/spoken_words.h"
#include "kiosk/launch/mapped_files.h"
#include "kiosk/screens/shell_screen.h"
#include "native/logging.h"

namespace qp::kiosk::app {
namespace {

constexpr Milliseconds kMinute{60000};
constexpr Milliseconds kStepWhileMoving{8};
constexpr Milliseconds kStepOfScript{15};
// The runner calls nobody: the loop asks it so often.
constexpr Milliseconds kStepOfSync{200};

Instant next_full_minute(Instant now) {
    return std::chrono::floor<std::chrono::minutes>(now) + kMinute;
}

// No two screens have the same.
std::string name_of(const screens::Route& route) {
    return std::to_string(static_cast<int>(route.kind)) + route.id;
}

}  // namespace

int Kiosk::Impl::run() {
    attendance.emplace(options.config.attendance, steady_ms() / 1000);
    next_minute = next_full_minute(clock.now());
    while (!is_quitting && !stop_signal.is_requested()) {
        if (!window->wait(how_long_to_sleep())) break;
        tick();
        supervisor.alive(Milliseconds{static_cast<std::int64_t>(steady_ms())});
        if (is_due || window->has_more()) {
            draw_frame();
            supervisor.ready();
        } else {
            input_watch.at_rest();
            if (is_cold) is_cold = canvas->warm_up();
        }
        if (script && script->step(steady_ms() / 1000, !is_due && !window->has_more()))
            is_due = true;
        const bool is_script_over = script && script->is_idle() && !window->has_more() && !is_due;
        const bool may_end = !has_script_from_input || script_input.is_over();
        // A script from a file ends the program; so does the end of standard input.
        if (is_script_over && may_end) break;
    }
    return script && script->has_failed() ? 1 : 0;
}

Milliseconds Kiosk::Impl::how_long_to_sleep() const {
    if (window->has_more() || is_cold) return Milliseconds{0};
    if (is_due) return kStepWhileMoving;
    if (script && !script->is_idle()) return kStepOfScript;
    return kStepOfSync;
}

void Kiosk::Impl::tick() {
    const Instant now = clock.now();
    if (has_script_from_input) {
        for (std::string& line : script_input.take()) script->add_line(std::move(line));
    }
    if (take_changes()) {
        views.reset();
        is_due = true;
    }
    // Ages and the clock go on. A clock that jumped back must not stop them.
    if (now >= next_minute || next_minute - now > kMinute) {
        next_minute = next_full_minute(now);
        views.reset();
        is_due = true;
    }
    if (controller->pass_time(now)) is_due = true;
    listen_to_speaker();
    listen_to_player();
    const bool is_staff_screen = controller->session().route().kind == screens::ScreenKind::staff;
    if (is_staff_screen && desk->look(steady_ms() / 1000)) {
        views.reset();
        is_due = true;
    }
    // A slow stick must not lose the one who waits for it.
    if (is_staff_screen && desk->is_working()) attendance->touched(steady_ms() / 1000);
    attend();
}

void Kiosk::Impl::attend() {
    const double now = steady_ms() / 1000;
    switch (attendance->at(now, controller->session().is_touched)) {
        case Presence::there:
            break;
        case Presence::asked:
            if (attendance->seconds_left(now) == seconds_shown) break;
            seconds_shown = attendance->seconds_left(now);
            is_due = true;
            break;
        case Presence::gone:
            if (is_resting) break;
            // A session that could not be forgotten says so, and is tried again.
            rest();
            break;
    }
    const bool is_asleep = is_resting && is_night();
    if (is_asleep != was_asleep) is_due = true;
    was_asleep = is_asleep;
}

bool Kiosk::Impl::is_night() {
    const Instant now = clock.now();
    const auto fault = views::clock_fault(now, certainly_past(), sync.sync);
    if (!fault) return options.config.sleep.is_asleep(now);
    // Where nobody knows what time it is, people may stand there in broad daylight.
    return !fault->is_at_least && options.config.sleep.is_asleep(now - fault->ahead);
}

// The city has dated its last return.
Instant Kiosk::Impl::certainly_past() const {
    return std::max(built_at(), instant(static_cast<std::int64_t>(desk->content_version())));
}

void Kiosk::Impl::forget_person() {
    controller->reset();
    desk->close();
    canvas->forget_places();
    keyboard.reset();
    narrator->forget();
    bell->forget();
    views.reset();
    field_in_sight.clear();
    shown_route = controller->session().route();
    seconds_shown = 0;
    is_due = true;
}

bool Kiosk::Impl::take_changes() {
    if (!runner) return false;
    const client::RunnerState state = runner->state();
    const bool is_changed = state.changes_taken != sync.changes_taken || !(state.sync == sync.sync);
    sync = state;
    return is_changed;
}

views::Context Kiosk::Impl::context() {
    views::Context made{
        .content = databases->content,
        .local = &databases->local,
        .messages = messages,
        .language = controller->session().language,
        .quarter = options.config.quarter,
        .place = options.config.place,
        .sync = sync.sync,
        .is_by_hand = options.config.city_address.url.empty(),
        .holds_one_quarter = options.config.scopes.size() < domain::all_scopes().size(),
        .app_url = options.config.phone_url,
        .chosen_mood = Id::from_hex(desk->stand().mood),
    };
    views::go_by(clock.now(), certainly_past(), made);
    // What was saved this moment counts at once, before the other thread has looked.
    if (const auto counts = databases->local.counts()) {
        made.sync.waiting = counts->waiting;
        made.sync.refused = counts->refused;
    }
    return made;
}

ui::Input Kiosk::Impl::take_input() {
    ui::Input input = window->take_input();
    const auto waited = window->frames_waited();
    if (waited && !input.is_idle()) input_watch.taken(*waited);
    press_at_ms = steady_ms();
    if (!input.is_act()) return input;
    attendance->touched(press_at_ms / 1000);
    seconds_shown = 0;
    // The first touch wakes the screen and presses nothing that was not to be seen.
    if (std::exchange(is_resting, false)) {
        // Speech can be switched on without seeing, from here too.
        const bool is_speech = input.keys == std::vector{ui::Key::speech};
        if (!is_speech) input = {};
    }
    narrator->interrupt();
    for (const ui::Key key : input.keys) press_program_key(key);
    return input;
}

ui::Frame Kiosk::Impl::frame_for(ui::Input input) {
    ui::Frame frame;
    frame.input = std::move(input);
    if (!views) read_views();
    frame.window = window->size();
    frame.glass = glass_of(options.config, frame.window);
    frame.appearance = controller->session().appearance;
    frame.seconds = steady_ms() / 1000;
    frame.language = views->shell.lang;
    frame.is_rtl = views->shell.dir == "rtl";
    const i18n::Locale& locale = messages.in(controller->session().language);
    frame.scroll_up = locale.text(msg::action_scroll_up);
    frame.scroll_down = locale.text(msg::action_scroll_down);
    frame.writing = writing_words(locale);
    return frame;
}

void Kiosk::Impl::read_views() {
    views::StaffState staff = desk->state();
    staff.speech = speech_state();
    views = make_views(context(), controller->session(), staff, speaker->is_available());
}

views::SpeechState Kiosk::Impl::speech_state() const {
    if (!speaker->is_available()) return views::SpeechState::missing;
    return speaker->is_silent() ? views::SpeechState::silent : views::SpeechState::ready;
}

// Residents miss nothing that is not also to be seen; the team finds out here.
void Kiosk::Impl::listen_to_speaker() {
    if (!speaker->look()) return;
    if (speaker->is_silent())
        spdlog::warn("no sound: {} cannot be heard", options.config.speech_program);
    else
        spdlog::info("there is sound again");
    views.reset();
    is_due = true;
}

void Kiosk::Impl::press_program_key(ui::Key key) {
    Session& session = controller->steer();
    switch (key) {
        case ui::Key::help:
            session.sheet =
                session.sheet == screens::Sheet::help ? screens::Sheet::none : screens::Sheet::help;
            return views.reset();
        case ui::Key::speech:
            session.speech.is_on = !session.speech.is_on && speaker->is_available();
            if (!speaker->is_available()) {
                const i18n::Locale& locale = messages.in(session.language);
                session.notice = Notice{locale.text(msg::speech_missing), "warning", std::nullopt};
            }
            return views.reset();
        default:
            if (turn_voice(session.speech, key, narrator->has_withheld()))
                narrator->repeat(session.speech);
    }
}

void Kiosk::Impl::narrate(const std::string& screen) {
    // What a letter brings about (fewer are found) is said with it, by the next frame: alone, it
    // would cut the letter off.
    if (canvas->editing().has_strokes()) return;
    const Session& session = controller->session();
    narrator->tell(canvas->take_told());
    narrator->look(canvas->shown(), screen, canvas->focused(),
                   spoken_words(messages.in(session.language)), session.speech);
}

// A kiosk without a sound card tells the same to the eye.
void Kiosk::Impl::listen_to_player() {
    if (!player->look()) return;
    if (player->is_silent())
        spdlog::warn("no sound: there is no sound card, or it is in use");
    else
        spdlog::info("there are sounds again");
}

void Kiosk::Impl::ring() {
    // As with speech: what a letter brings about comes with the next frame.
    if (canvas->editing().has_strokes()) return;
    const Session& session = controller->session();
    bell->look(canvas->shown(), {session.has_sounds, session.speech.voice.volume_percent},
               steady_ms() / 1000);
}

void Kiosk::Impl::draw_resting() {
    if (was_asleep) {
        const i18n::Locale& locale = messages.in(controller->session().language);
        return screens::draw_asleep(*canvas, locale.text(msg::attract_touch));
    }
    if (!views->attract && !views->poster) read_resting();
    const std::int64_t minute = ms(clock.now()) / kMinute.count();
    if (views->poster) return screens::draw_poster(*canvas, *views->poster, minute);
    screens::draw_attract(*canvas, *views->attract, minute);
}

void Kiosk::Impl::read_resting() {
    views->poster = views::poster_view(context(), desk->stand());
    if (!views->poster) views->attract = views::attract_view(context());
}

// As if the person had gone: the team shows its poster at once.
void Kiosk::Impl::rest() {
    forget_person();
    is_resting = !controller->session().is_touched;
}

screens::AreYouThere Kiosk::Impl::question() const {
    const i18n::Locale& locale = messages.in(controller->session().language);
    return {locale.text(msg::idle_title), locale.text(msg::idle_text{.count = seconds_shown}),
            locale.text(msg::idle_stay)};
}

void Kiosk::Impl::draw_session(screens::Intents& intents) {
    const Session& session = controller->session();
    app::draw_session(*canvas, *views, session, name_of(session.route()), keyboard, intents);
    if (seconds_shown > 0) screens::draw_are_you_there(*canvas, question());
}

// Says what stands there now. What its input asks for is for the caller to carry out.
screens::Intents Kiosk::Impl::build(const ui::Frame& frame) {
    screens::Intents intents;
    canvas->begin(frame);
    if (is_resting) {
        draw_resting();
    } else {
        draw_session(intents);
    }
    return intents;
}

void Kiosk::Impl::draw_frame() {
    is_due = false;
    ui::Input input = take_input();
    ui::Input held;
    held.is_down = input.is_down;
    held.at = input.at;
    if (input.is_act()) bell->moved_on();
    const double drawn_from_ms = steady_ms();
    const ui::Frame frame = frame_for(std::move(input));
    double cpu_from_ms = thread_cpu_ms();
    double cpu_ms = 0;
    const screens::Intents intents = build(frame);
    if (!canvas->activated_id().empty()) bell->pressed(canvas->shown(), frame.seconds);
    const bool is_search = std::any_of(intents.begin(), intents.end(), [](const auto& intent) {
        return std::holds_alternative<screens::Search>(intent);
    });
    if (!intents.empty()) {
        // Nobody needs a picture of what stood there before: it is not even laid out.
        cpu_ms = thread_cpu_ms() - cpu_from_ms;
        apply(intents);
        const ui::Frame after = frame_for(std::move(held));
        if (is_search) stopwatch.search_ms.add(steady_ms() - drawn_from_ms);
        is_due = false;
        cpu_from_ms = thread_cpu_ms();
        build(after);
    }
    if (canvas->end(window->begin_frame(canvas->theme().page))) is_due = true;
    tell_missing_letters();
    stopwatch.frame_cpu_ms.add(cpu_ms + thread_cpu_ms() - cpu_from_ms);
    const Session& session = controller->session();
    narrate(name_of(session.route()) + " " + std::to_string(static_cast<int>(session.sheet)) +
            (seconds_shown > 0 ? "?" : ""));
    ring();

    atlas->flush();
    const Status written = window->end_frame(shot_path);
    if (atlas->end_frame()) is_due = true;
    if (is_search) stopwatch.search_shown_ms.add(steady_ms() - press_at_ms);
    // Only scripts ask for it.
    if (script) input_watch.shown(window->fingerprint());
    if (!shot_path.empty()) shot_result = written;
    shot_path.clear();
    if (stopwatch.first_frame_ms == 0) on_first_frame();
    follow_field();
}

// All that a start reads has been read: the next one can ask for it beforehand.
void Kiosk::Impl::on_first_frame() {
    stopwatch.first_frame_ms = ms_since_process_start();
    const auto path = launch::start_list_path();
    if (!path) return;
    start_list = std::async(std::launch::async, [path = *path] {
        const auto kept = launch::keep_start_list(path);
        if (!kept) spdlog::warn("starts stay slow: {}", native::describe(kept.error()));
    });
}

// Once each: what is shown as a box is asked for by its number.
void Kiosk::Impl::tell_missing_letters() {
    for (const char32_t letter : text->take_missing())
        spdlog::warn("no font has U+{:04X}: a box stands for it",
                     static_cast<std::uint32_t>(letter));
}

void Kiosk::Impl::forget_frames() {
    stopwatch.forget();
    input_watch.forget();
}

void Kiosk::Impl::apply(const screens::Intents& intents) {
    bool wants_poster = false;
    for (const screens::Intent& intent : intents) {
        if (const auto* act = std::get_if<screens::Staff>(&intent)) {
            desk->carry_out(*act, steady_ms() / 1000);
            const bool is_poster = act->act == screens::StaffAct::poster_now;
            wants_poster = wants_poster || (is_poster && desk->state().is_open);
        }
        controller->carry_out(intent);
    }
    if (wants_poster) return rest();
    views.reset();
    is_due = true;
    const screens::Route& route = controller->session().route();
    // Whoever leaves the team's screen closes it behind them.
    if (route.kind != screens::ScreenKind::staff) desk->close();
    if (!(route == shown_route)) {
        shown_route = route;
        canvas->forget_places();
        keyboard.reset();
    }
}

// When the keyboard comes up, the field that is written in must not vanish behind it.
void Kiosk::Impl::follow_field() {
    const std::string& field = canvas->editing().field();
    if (field == field_in_sight) return;
    field_in_sight = field;
    is_due = true;
    if (!field.empty()) canvas->reveal(field);
}

void Kiosk::Impl::on_saved() {
    if (controller->session().route().kind == screens::ScreenKind::idea_saved) {
        stopwatch.idea_save_ms.add(steady_ms() - press_at_ms);
    }
    if (runner) runner->saved_something();
}

bool Kiosk::Impl::reveal(const std::string& id) {
    is_due = true;
    return canvas->reveal(id);
}

bool Kiosk::Impl::open_screen(const std::string& name) {
    if (!controller->open_named(name)) return false;
    attendance->touched(steady_ms() / 1000);
    is_resting = false;
    seconds_shown = 0;
    shown_route = controller->session().route();
    if (shown_route.kind != screens::ScreenKind::staff) desk->close();
    canvas->forget_places();
    views.reset();
    is_due = true;
    return true;
}

void Kiosk::Impl::shoot(const std::string& path) {
    shot_path = path;
    is_due = true;
}

void Kiosk::Impl::answer(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

}  // namespace qp::kiosk::app
