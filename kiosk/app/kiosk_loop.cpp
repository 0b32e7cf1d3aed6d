// SPDX-License-Identifier: EUPL-1.2
#include <cmath>
#include <cstdio>

#include "core/i18n/msg.h"
#include "kiosk/app/kiosk_parts.h"
#include "kiosk/screens/shell_screen.h"

namespace qp::kiosk::app {
namespace {

constexpr float kMillimetresAnInch = 25.4F;
constexpr Milliseconds kMinute{60000};
constexpr Milliseconds kStepWhileMoving{8};
constexpr Milliseconds kStepOfScript{15};
// The runner calls nobody: the loop asks it so often.
constexpr Milliseconds kStepOfSync{200};

Instant next_full_minute(Instant now) {
    return now + kMinute - Milliseconds{ms(now) % kMinute.count()};
}

}  // namespace

int Kiosk::Impl::run() {
    last_touch = clock.now();
    next_minute = next_full_minute(last_touch);
    while (!is_quitting && !stop_signal.is_requested()) {
        if (!window->wait(how_long_to_sleep())) break;
        tick();
        supervisor.alive(Milliseconds{static_cast<std::int64_t>(steady_ms())});
        if (is_due || window->has_more()) {
            draw_frame();
            supervisor.ready();
        } else if (is_cold) {
            is_cold = canvas->warm_up();
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
    const bool is_staff_screen = controller->session().route().kind == screens::ScreenKind::staff;
    if (is_staff_screen && desk->look(steady_ms() / 1000)) {
        views.reset();
        is_due = true;
    }
    // A slow stick must not lose the one who waits for it.
    if (is_staff_screen && desk->is_working()) last_touch = now;
    const bool is_idle = now - last_touch >= options.config.idle;
    if (is_idle && controller->session().is_touched) {
        forget_person();
    }
}

void Kiosk::Impl::forget_person() {
    controller->reset();
    desk->close();
    canvas->forget_places();
    keyboard.reset();
    views.reset();
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
    views::Context made{databases->content,
                        &databases->local,
                        messages,
                        controller->session().language,
                        clock.now(),
                        options.config.quarter,
                        options.config.place,
                        sync.sync};
    made.holds_one_quarter = options.config.scopes.size() == 2;
    made.is_by_hand = options.config.city_address.url.empty();
    // What was saved this moment counts at once, before the other thread has looked.
    if (const auto counts = databases->local.counts()) {
        made.sync.waiting = counts->waiting;
        made.sync.refused = counts->refused;
    }
    return made;
}

void Kiosk::Impl::draw_frame() {
    is_due = false;
    ui::Frame frame;
    frame.input = window->take_input();
    press_at_ms = steady_ms();
    if (!frame.input.is_idle()) last_touch = clock.now();
    if (!views) views = make_views(context(), controller->session(), desk->state());
    const double cpu_before = thread_cpu_ms();
    frame.window = window->size();
    frame.glass = options.config.glass;
    frame.glass.px_per_mm = std::hypot(frame.window.w, frame.window.h) /
                            (options.config.diagonal_inches * kMillimetresAnInch);
    frame.appearance = controller->session().appearance;
    frame.seconds = steady_ms() / 1000;
    frame.language = views->shell.lang;
    frame.is_rtl = views->shell.dir == "rtl";
    const i18n::Locale& locale = messages.in(controller->session().language);
    frame.scroll_up = locale.text(msg::action_scroll_up);
    frame.scroll_down = locale.text(msg::action_scroll_down);

    screens::Intents intents;
    canvas->begin(frame);
    const Session& session = controller->session();
    screens::ShellState shell;
    shell.settings = views->settings.title;
    shell.screen = std::to_string(static_cast<int>(session.route().kind)) + session.route().id;
    shell.is_sheet_open = has_sheet(*views, session);
    if (session.notice) {
        shell.notice = session.notice->text;
        shell.notice_kind = session.notice->kind;
    }
    if (canvas->went_back() && !shell.is_sheet_open) intents.emplace_back(screens::GoBack{});
    screens::draw_shell(
        *canvas, views->shell, shell, keyboard,
        [&] { draw_screen(*canvas, *views, session, intents); },
        [&] { draw_sheet(*canvas, *views, session, intents); }, intents);
    ImDrawList& list = window->begin_frame();
    if (canvas->end(list)) is_due = true;
    stopwatch.frame_cpu_ms.add(thread_cpu_ms() - cpu_before);

    atlas->flush();

    // What was pressed is carried out before the picture goes to the screen: saving waits for
    // nobody.
    apply(intents);
    const Status written = window->end_frame(shot_path);
    if (!shot_path.empty()) shot_result = written;
    shot_path.clear();
    if (stopwatch.first_frame_ms == 0) stopwatch.first_frame_ms = ms_since_process_start();
    follow_field();
}

void Kiosk::Impl::apply(const screens::Intents& intents) {
    if (intents.empty()) return;
    for (const screens::Intent& intent : intents) {
        if (const auto* act = std::get_if<screens::Staff>(&intent))
            desk->carry_out(*act, steady_ms() / 1000);
        controller->carry_out(intent);
    }
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
    last_touch = clock.now();
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
