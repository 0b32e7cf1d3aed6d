// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/stage.h"

#include <imgui.h>

#include <algorithm>

#include "core/i18n/msg.h"
#include "kiosk/app/settings.h"
#include "kiosk/screens/attract_screen.h"

namespace qp::kiosk::accessibility {
namespace {

constexpr double kFrameSeconds = 0.05;
constexpr std::size_t kFramesMax = 40;
constexpr std::uint32_t kSecondsLeft = 20;

Screen plain(const char* name, const std::string& opens, screens::Intents first = {}) {
    Screen made;
    made.name = name;
    made.opens = opens;
    made.first = std::move(first);
    return made;
}

Screen with_sheet(const char* name, const char* opens, screens::Sheet sheet) {
    Screen made = plain(name, opens);
    made.sheet = sheet;
    return made;
}

void add_team_screens(std::vector<Screen>& all) {
    using screens::Sheet;
    Screen staff = plain("staff", "staff");
    staff.is_staff_open = true;
    all.push_back(staff);
    Screen tested = staff;
    tested.name = "staff, test of the glass";
    tested.is_tested = true;
    all.push_back(tested);
    Screen log = with_sheet("staff, log", "staff", Sheet::log);
    log.is_staff_open = true;
    all.push_back(log);
    Screen pairing = log;
    pairing.name = "staff, pairing";
    pairing.sheet = Sheet::pairing;
    all.push_back(pairing);
    Screen troubled = staff;
    troubled.name = "staff, with faults";
    troubled.is_troubled = true;
    all.push_back(troubled);
}

std::vector<Screen> make_screens() {
    using namespace screens;
    std::vector<Screen> all{
        plain("start", "start"),
        plain("stations", "stations"),
        plain("station", "station/" + kStation.hex()),
        plain("station table", "station/" + kStation.hex(), {ShowTable{true}}),
        plain("ideas", "ideas"),
        with_sheet("ideas, filters", "ideas", Sheet::filters),
        plain("idea", "idea/" + kIdea.hex()),
        plain("idea, supported", "idea/" + kIdea.hex(), {Support{kIdea.hex(), true}}),
        plain("idea that is gone", "idea/" + views::id_of(250).hex()),
        plain("write", "write"),
        plain("write, with faults", "write", {SubmitIdea{}}),
        plain("saved", "write", {EditDraft{"title", "Mehr Bänke am Markt"}, SubmitIdea{}}),
        with_sheet("take along", "write", Sheet::take_along),
        plain("report", "report/" + kIdea.hex()),
        plain("report, with faults", "report/" + kIdea.hex(), {SubmitReport{kIdea.hex()}}),
        plain("own ideas", "own"),
        plain("actors", "actors"),
        with_sheet("actors, filters", "actors", Sheet::filters),
        plain("actor", "actor/" + kActor.hex()),
        plain("projects", "kickbox"),
        with_sheet("projects, filters", "kickbox", Sheet::filters),
        plain("project", "project/" + kProject.hex()),
        plain("radar", "radar"),
        plain("radar, narrowed", "radar", {NarrowRadar{"environment"}}),
        plain("mood", "mood"),
        plain("mood, answered", "mood", {Answer{kThesis.hex(), 4}}),
        plain("about", "about"),
        plain("staff, PIN", "staff"),
        with_sheet("settings", "start", Sheet::settings),
        with_sheet("help", "start", Sheet::help),
    };
    Screen writing = plain("write, keyboard", "write");
    writing.editing = "write.text";
    all.push_back(writing);
    Screen searching = plain("ideas, being searched", "ideas", {Search{"Sprechstunde"}});
    searching.editing = "search";
    all.push_back(searching);
    Screen code = plain("own ideas, code being written", "own", {Search{"K7QX2M"}});
    code.editing = "lookup";
    all.push_back(code);
    add_team_screens(all);
    Screen full = plain("write, disk full", "write",
                        {EditDraft{"title", "Mehr Bänke am Markt"}, SubmitIdea{}});
    full.is_disk_full = true;
    all.push_back(full);
    Screen attract = plain("attract", "start");
    attract.is_attract = true;
    all.push_back(attract);
    Screen poster = plain("poster", "start");
    poster.is_poster = true;
    all.push_back(poster);
    Screen asleep = plain("asleep", "start");
    asleep.is_asleep = true;
    all.push_back(asleep);
    Screen asked = plain("still there?", "ideas");
    asked.is_asked = true;
    all.push_back(asked);
    return all;
}

}  // namespace

views::StaffState Stage::staff_state() const {
    const bool is_open = screen_->is_staff_open;
    views::StaffState state;
    state.is_testing = screen_->is_tested;
    state.touched = 0x0F0F'0000'FFFF;
    state.has_pin = true;
    state.is_open = is_open;
    state.digits = is_open ? 0 : 3;
    state.is_wrong = !is_open;
    state.kiosk_key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    state.sticks = {"DIGITALISIERUNGSBUERO"};
    state.done = views::StickAct::writing;
    state.contributions = 12;
    state.files = 1;
    state.stand = {views::id_of(80).hex(), views::id_of(90).hex(), true};
    for (std::int64_t i = 0; i < 20; ++i)
        state.log.push_back({ms(views::ago(views::minutes{i})), i % 4 == 0 ? "warning" : "info",
                             "pull: not answered: unavailable: could not connect to the server"});
    if (!screen_->is_troubled) return state;
    state.has_network = false;
    state.kiosk_key.clear();
    state.is_read_only = true;
    state.fault = "no_space";
    state.contributions = 0;
    state.files = 0;
    state.speech = views::SpeechState::silent;
    state.log.clear();
    return state;
}

const std::vector<Screen>& screens_to_show() {
    static const std::vector<Screen> kAll = make_screens();
    return kAll;
}

std::vector<std::string> languages_to_show() {
    std::vector<std::string> tags;
    const i18n::Messages messages = i18n::built_in_messages();
    for (const i18n::Locale* locale : messages.locales()) tags.emplace_back(locale->language().tag);
    return tags;
}

Stage::Stage(bool is_wide) : TestWindow{is_wide ? Size{1920, 1080} : Size{1080, 1920}} {
    canvas->record_texts(&texts);
    fill(store);
    controller.emplace(app::Stores{store.content, store.local}, store.messages, store.clock, "de",
                       "stieghorst", [] {});
}

void Stage::show(const Look& look) {
    show_before(look);
    act();
    begin_editing();
}

void Stage::begin_editing() {
    if (screen_->editing.empty()) return;
    canvas->editing().start(screen_->editing, 0);
    is_again_ = true;
    settle();
}

void Stage::act() {
    do_first();
    settle();
}

void Stage::open(const std::string& name) {
    REQUIRE(controller->open_named(name));
    canvas->forget_places();
    carry_out({});
}

void Stage::carry_out(const screens::Intents& intents) {
    for (const screens::Intent& intent : intents) controller->carry_out(intent);
    shown_route_ = controller->session().route();
    views_.reset();
    is_again_ = true;
    settle();
}

void Stage::do_first() {
    store.disk.is_full = screen_->is_disk_full;
    for (const screens::Intent& intent : screen_->first) controller->carry_out(intent);
    controller->carry_out(screens::ShowSheet{screen_->sheet});
    shown_route_ = controller->session().route();
    views_.reset();
    is_again_ = true;
}

void Stage::show_before(const Look& look) {
    screen_ = &screens_to_show()[look.screen];
    store.disk.is_full = false;
    controller->reset();
    narrator.forget();
    canvas->forget_places();
    keyboard.reset();
    speaker.log.clear();
    bell.forget();
    player.log.clear();
    rung.clear();
    controller->carry_out(screens::ChooseLanguage{look.language});
    REQUIRE(controller->open_named(screen_->opens));
    // Nobody has chosen anything yet where nobody is.
    if (!screen_->is_attract && !screen_->is_asleep)
        controller->steer().appearance = {look.theme, look.text_size, look.is_low_reach, true};
    shown_route_ = controller->session().route();
    views_.reset();
    is_again_ = true;
    settle();
}

void Stage::settle() {
    for (std::size_t i = 0; i < kFramesMax && is_again_; ++i) frame();
    CHECK_FALSE(is_again_);
}

void Stage::press(ui::Key key) {
    ui::Input input;
    input.keys = {key};
    narrator.interrupt();
    frame(input);
    settle();
}

void Stage::focus_on(const std::string& id) {
    const std::size_t steps_max = tree().nodes().size() * 2;
    for (std::size_t step = 0; step < steps_max && canvas->focused() != id; ++step)
        press(ui::Key::next);
    REQUIRE(canvas->focused() == id);
}

void Stage::switch_speech(bool is_on) {
    controller->steer().speech.is_on = is_on;
    views_.reset();
    is_again_ = true;
    settle();
}

void Stage::turn_voice(ui::Key key) {
    speech::Choice& speech = controller->steer().speech;
    if (app::turn_voice(speech, key, narrator.has_withheld())) narrator.repeat(speech);
}

void Stage::switch_sounds(bool is_on) {
    controller->steer().has_sounds = is_on;
    views_.reset();
    is_again_ = true;
    settle();
}

bool Stage::build(ui::Input input, screens::Intents& intents) {
    const app::Session& session = controller->session();
    if (!views_) {
        views::Context context = store.context("stieghorst", session.language);
        context.place = "Quartierszentrum am Markt";
        const bool is_taken_along = session.sheet == screens::Sheet::take_along;
        if (screen_->is_staff_open || screen_->is_poster || is_taken_along)
            context.app_url = "https://quartierpuls.bielefeld.example";
        const views::StaffState staff = staff_state();
        views_ = app::make_views(context, session, staff, true);
        if (screen_->is_attract) views_->attract = views::attract_view(context);
        if (screen_->is_poster) views_->poster = views::poster_view(context, staff.stand);
    }
    ui::Frame next;
    next.input = std::move(input);
    next.window = window->size();
    next.glass = glass;
    next.appearance = session.appearance;
    next.seconds = seconds += kFrameSeconds;
    next.language = views_->shell.lang;
    next.is_rtl = is_mirrored && views_->shell.dir == "rtl";
    const i18n::Locale& locale = store.messages.in(session.language);
    next.scroll_up = locale.text(msg::action_scroll_up);
    next.scroll_down = locale.text(msg::action_scroll_down);
    next.writing = app::writing_words(locale);
    if (next.input.is_act()) bell.moved_on();
    canvas->begin(next);
    if (!canvas->activated_id().empty()) bell.pressed(canvas->shown(), seconds);
    draw(intents);
    ImDrawList& list = window->begin_frame(canvas->theme().page);
    return canvas->end(list);
}

Picture Stage::picture() {
    screens::Intents intents;
    is_again_ = build({}, intents);
    atlas->flush();
    Picture drawn = window->end_frame_and_read();
    if (atlas->end_frame()) is_again_ = true;
    return drawn;
}

std::vector<Picture> Stage::watch(const Look& look, bool is_motion_reduced) {
    show_before(look);
    REQUIRE(controller->open_named("start"));
    views_.reset();
    canvas->forget_places();
    is_again_ = true;
    settle();
    controller->steer().appearance.is_motion_reduced = is_motion_reduced;
    REQUIRE(controller->open_named(screen_->opens));
    canvas->forget_places();
    do_first();
    std::vector<Picture> seen;
    do {
        seen.push_back(picture());
    } while (is_again_ && seen.size() < kFramesMax);
    CHECK_FALSE(is_again_);
    return seen;
}

void Stage::hide_focus() {
    ui::Input touch;
    touch.went_down = true;
    touch.is_down = true;
    frame(touch);
    ui::Input let_go;
    let_go.went_up = true;
    frame(let_go);
    settle();
}

void Stage::frame(ui::Input input) {
    screens::Intents intents;
    is_again_ = build(std::move(input), intents);
    ImGui::EndFrame();
    narrate();
    ring();
    if (intents.empty()) return;
    for (const screens::Intent& intent : intents) controller->carry_out(intent);
    views_.reset();
    is_again_ = true;
    if (controller->session().route() == shown_route_) return;
    shown_route_ = controller->session().route();
    canvas->forget_places();
    keyboard.reset();
}

void Stage::draw(screens::Intents& intents) {
    const app::Session& session = controller->session();
    if (views_->attract) return screens::draw_attract(*canvas, *views_->attract, 0);
    if (views_->poster) return screens::draw_poster(*canvas, *views_->poster, 0);
    const i18n::Locale& locale = store.messages.in(session.language);
    if (screen_->is_asleep) return screens::draw_asleep(*canvas, locale.text(msg::attract_touch));
    app::draw_session(*canvas, *views_, session, screen_->name, keyboard, intents);
    if (!screen_->is_asked) return;
    screens::draw_are_you_there(
        *canvas, {locale.text(msg::idle_title), locale.text(msg::idle_text{.count = kSecondsLeft}),
                  locale.text(msg::idle_stay)});
}

void Stage::narrate() {
    const app::Session& session = controller->session();
    const screens::Route& route = session.route();
    narrator.tell(canvas->take_told());
    narrator.look(canvas->shown(),
                  std::to_string(static_cast<int>(route.kind)) + route.id + " " +
                      std::to_string(static_cast<int>(session.sheet)),
                  canvas->focused(), words(), session.speech);
}

void Stage::ring() {
    const app::Session& session = controller->session();
    const auto ring = bell.look(canvas->shown(),
                                {session.has_sounds, session.speech.voice.volume_percent}, seconds);
    // What is played without a ring has no twin.
    for (; player.log.size() > rung.size();) {
        const std::string twin = ring ? ring->twin : std::string{};
        const auto& nodes = canvas->shown().nodes();
        const bool is_seen = std::any_of(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
            return node.id == twin && !node.is_behind && !node.visible.is_empty();
        });
        rung.push_back({player.log[rung.size()], twin, is_seen, speaker.is_speaking()});
    }
}

std::string Stage::heard() const {
    return narrator.transcript().empty() ? std::string{} : narrator.transcript().back();
}

}  // namespace qp::kiosk::accessibility
