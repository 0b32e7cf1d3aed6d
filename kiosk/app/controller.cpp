// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/controller.h"

#include <array>
#include <variant>

#include "core/domain/theme.h"
#include "core/i18n/msg.h"
#include "core/views/idea.h"
#include "kiosk/app/settings.h"

namespace qp::kiosk::app {
namespace {

using screens::Route;
using screens::ScreenKind;

constexpr std::uint32_t kPageRows = 20;
constexpr std::uint32_t kRowsMax = 400;  // "more" ends here: beyond it people search
constexpr Milliseconds kNoticeTime{8000};
constexpr std::size_t kTrailMax = 32;

struct Name {
    const char* name;
    ScreenKind kind;
};
constexpr std::array<Name, 17> kNames{{{"start", ScreenKind::start},
                                       {"stations", ScreenKind::stations},
                                       {"station", ScreenKind::station},
                                       {"ideas", ScreenKind::ideas},
                                       {"idea", ScreenKind::idea},
                                       {"write", ScreenKind::idea_write},
                                       {"saved", ScreenKind::idea_saved},
                                       {"report", ScreenKind::idea_report},
                                       {"own", ScreenKind::own_ideas},
                                       {"actors", ScreenKind::actors},
                                       {"actor", ScreenKind::actor},
                                       {"kickbox", ScreenKind::projects},
                                       {"project", ScreenKind::project},
                                       {"radar", ScreenKind::radar},
                                       {"mood", ScreenKind::mood},
                                       {"about", ScreenKind::about},
                                       {"staff", ScreenKind::staff}}};

bool is_area(ScreenKind kind) {
    return kind == ScreenKind::start || kind == ScreenKind::ideas || kind == ScreenKind::actors ||
           kind == ScreenKind::projects || kind == ScreenKind::radar || kind == ScreenKind::mood;
}

template <class... Handlers>
struct Overload : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Overload(Handlers...) -> Overload<Handlers...>;

}  // namespace

Controller::Controller(Stores stores, const i18n::Messages& messages, Clock& clock,
                       std::string language, std::string quarter, std::function<void()> on_saved)
    : stores_{stores},
      messages_{messages},
      clock_{clock},
      language_{std::move(language)},
      quarter_{std::move(quarter)},
      on_saved_{std::move(on_saved)} {
    reset();
}

void Controller::reset() {
    // A session that cannot be forgotten must not go on: its secret would join two people.
    if (auto forgotten = stores_.local.new_session(); !forgotten) {
        say_fault(forgotten.error());
        return;
    }
    session_ = Session{};
    session_.language = language_;
    session_.draft.quarter = quarter_;
    session_.ideas.limit = kPageRows;
    session_.actors.limit = kPageRows;
    session_.projects.limit = kPageRows;
}

bool Controller::pass_time(Instant now) {
    if (!session_.notice || !session_.notice->until || now < *session_.notice->until) return false;
    session_.notice.reset();
    return true;
}

void Controller::carry_out(const screens::Intent& intent) {
    session_.is_touched = true;
    std::visit(
        Overload{[this](const screens::Open& open_intent) { open(open_intent.route); },
                 [this](const screens::GoBack&) { go_back(); },
                 [this](const screens::GoHome&) { open({}); },
                 [this](const screens::ChooseLanguage& choice) { session_.language = choice.tag; },
                 [this](const screens::Search& words) { search(words.text); },
                 [this](const screens::Filter& choice) { filter(choice); },
                 [this](const screens::ShowSheet& show) { session_.sheet = show.sheet; },
                 [this](const screens::ChooseSetting& choice) { choose(session_, choice); },
                 [this](const screens::ShowMore&) { show_more(); },
                 [this](const screens::Support& choice) { support(choice); },
                 [this](const screens::EditDraft& change) { edit(change); },
                 [this](const screens::SubmitIdea&) { submit(); },
                 [this](const screens::DropDraft&) { drop_draft(); },
                 [this](const screens::EditReport& change) { edit(change); },
                 [this](const screens::SubmitReport& wish) { submit(wish); },
                 [this](const screens::ChooseRange& choice) {
                     session_.range = choice.id == "month"  ? views::Range::month
                                      : choice.id == "week" ? views::Range::week
                                                            : views::Range::day;
                 },
                 [this](const screens::ShowTable& choice) { session_.is_table = choice.is_on; },
                 [this](const screens::Answer& choice) { answer(choice); },
                 [this](const screens::ShowThesis& choice) { session_.thesis = choice.index; },
                 [this](const screens::NarrowRadar& choice) {
                     session_.radar_theme = domain::find_theme(choice.theme);
                 },
                 [this](const screens::DismissNotice&) { session_.notice.reset(); },
                 [this](const screens::SayAloud&) { say_aloud(); },
                 [this](const screens::Staff& act) {
                     // The rest is StaffDesk's.
                     if (act.act == screens::StaffAct::leave) open({});
                 }},
        intent);
}

void Controller::open(const Route& route) {
    session_.sheet = screens::Sheet::none;
    if (is_area(route.kind)) {
        session_.trail = {Route{}};
        if (route.kind == ScreenKind::mood) session_.thesis = 0;
    }
    if (route.kind == ScreenKind::idea_write) {
        // What was saved must not stand there for the next idea.
        const bool is_after_saving = session_.route().kind == ScreenKind::idea_saved;
        if (is_after_saving) session_.trail = {Route{}};
        session_.is_submit_pressed = false;
        session_.saved.reset();
        // The receipt code is made while the person writes, so that saving is quick.
        if (auto prepared = stores_.local.prepare(); !prepared) say_fault(prepared.error());
    }
    if (route.kind == ScreenKind::idea_report) {
        session_.report = {};
        session_.is_report_pressed = false;
    }
    if (session_.route() == route) return;
    if (session_.trail.size() >= kTrailMax) session_.trail.erase(session_.trail.begin() + 1);
    session_.trail.push_back(route);
}

bool Controller::open_named(const std::string& name) {
    const auto slash = name.find('/');
    const std::string word = name.substr(0, slash);
    const std::string id = slash == std::string::npos ? std::string{} : name.substr(slash + 1);
    for (const Name& known : kNames) {
        if (word != known.name) continue;
        session_.is_touched = true;
        open({known.kind, id});
        return true;
    }
    return false;
}

void Controller::go_back() {
    session_.sheet = screens::Sheet::none;
    if (session_.trail.size() > 1) session_.trail.pop_back();
}

void Controller::search(const std::string& text) {
    if (session_.route().kind == ScreenKind::own_ideas) {
        session_.lookup = text;
    } else if (session_.route().kind == ScreenKind::actors) {
        session_.actors.text = text;
        session_.actors.limit = kPageRows;
    } else {
        session_.ideas.text = text;
        session_.ideas.limit = kPageRows;
    }
}

void Controller::filter(const screens::Filter& choice) {
    const auto theme = domain::find_theme(choice.id);
    switch (session_.route().kind) {
        case ScreenKind::actors:
            session_.actors.limit = kPageRows;
            if (choice.kind == "theme") session_.actors.theme = theme;
            if (choice.kind == "sector") session_.actors.sector = domain::find_sector(choice.id);
            break;
        case ScreenKind::projects:
            session_.projects.limit = kPageRows;
            if (choice.kind == "theme") session_.projects.theme = theme;
            break;
        default: {
            store::IdeaQuery& query = session_.ideas;
            query.limit = kPageRows;
            if (choice.kind == "theme") query.theme = theme;
            if (choice.kind == "quarter") query.quarter = choice.id;
            if (choice.kind == "order") {
                query.order = choice.id == "most_supported" ? store::Order::most_supported
                                                            : store::Order::newest;
            }
            if (choice.kind == "ring") {
                query.ring.reset();
                if (choice.id == "collected") query.ring = domain::Ring::collected;
                if (choice.id == "in_progress") query.ring = domain::Ring::in_progress;
                if (choice.id == "done") query.ring = domain::Ring::done;
            }
        }
    }
}

void Controller::show_more() {
    const auto grow = [](std::uint32_t& limit) { limit = std::min(limit + kPageRows, kRowsMax); };
    switch (session_.route().kind) {
        case ScreenKind::actors:
            return grow(session_.actors.limit);
        case ScreenKind::projects:
            return grow(session_.projects.limit);
        default:
            return grow(session_.ideas.limit);
    }
}

void Controller::support(const screens::Support& choice) {
    const auto idea = Id::from_hex(choice.idea);
    if (!idea) return;
    auto saved = stores_.local.cast(*idea, choice.is_on ? 1 : 0, Milliseconds{0});
    if (!saved) return say_fault(saved.error());
    const i18n::Locale& locale = messages_.in(session_.language);
    session_.notice =
        Notice{locale.text(choice.is_on ? msg::support_saved : msg::support_taken_back), "success",
               clock_.now() + kNoticeTime};
    on_saved_();
}

void Controller::answer(const screens::Answer& choice) {
    const auto thesis = Id::from_hex(choice.thesis);
    if (!thesis) return;
    const auto sessions = stores_.content.mood_sessions(clock_.now());
    auto saved = stores_.local.cast(
        *thesis, choice.choice,
        domain::ballot_delay(sessions ? *sessions : std::vector<domain::MoodSession>{}, *thesis));
    if (!saved) return say_fault(saved.error());
    on_saved_();
}

void Controller::edit(const screens::EditDraft& change) {
    if (change.field == "title") session_.draft.title = change.value;
    if (change.field == "text") session_.draft.text = change.value;
    if (change.field == "quarter") session_.draft.quarter = change.value;
    if (change.field == "theme") session_.draft.theme = domain::find_theme(change.value);
}

void Controller::submit() {
    session_.is_submit_pressed = true;
    session_.draft.language = std::string{messages_.in(session_.language).speech_tag()};
    const domain::IdeaDraft draft = domain::cleaned(session_.draft);
    // The form names what is wrong.
    if (!domain::check(draft).empty()) return;
    auto saved = stores_.local.save_idea(draft);
    if (!saved) return say_fault(saved.error());
    session_.saved = std::move(*saved);
    session_.notice.reset();
    session_.is_submit_pressed = false;
    const std::string quarter = session_.draft.quarter;
    session_.draft = {};
    session_.draft.quarter = quarter;
    session_.trail = {Route{}, {ScreenKind::idea_saved, {}}};
    on_saved_();
}

// Without speech nobody has been told what the press would choose.
void Controller::say_aloud() {
    session_.speech.is_aloud = session_.speech.is_on;
}

void Controller::drop_draft() {
    session_.draft = {};
    session_.draft.quarter = quarter_;
    session_.is_submit_pressed = false;
    go_back();
}

void Controller::edit(const screens::EditReport& change) {
    if (change.field == "reason") session_.report.reason = domain::find_report_reason(change.value);
    if (change.field == "text") session_.report.text = change.value;
}

void Controller::submit(const screens::SubmitReport& wish) {
    const auto idea = Id::from_hex(wish.idea);
    if (!idea) return;
    session_.is_report_pressed = true;
    // The form names what is wrong.
    if (!domain::is_complete(session_.report)) return;
    auto saved = stores_.local.report_idea(*idea, session_.report);
    if (!saved) return say_fault(saved.error());
    const i18n::Locale& locale = messages_.in(session_.language);
    session_.notice = Notice{locale.text(msg::report_saved), "success", clock_.now() + kNoticeTime};
    session_.report = {};
    session_.is_report_pressed = false;
    go_back();
    on_saved_();
}

void Controller::say_fault(const Error& error) {
    const i18n::Locale& locale = messages_.in(session_.language);
    std::string text = locale.text(msg::fault_storage);
    if (error.code == Code::no_space) text = locale.text(msg::fault_no_space);
    if (error.code == Code::unavailable) text = locale.text(msg::fault_no_city_keys);
    session_.notice = Notice{text, "danger", std::nullopt};
}

}  // namespace qp::kiosk::app
