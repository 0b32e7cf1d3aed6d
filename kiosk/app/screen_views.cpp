// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/screen_views.h"

#include <spdlog/spdlog.h>

#include "core/i18n/msg.h"
#include "kiosk/app/settings.h"
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/settings_sheet.h"
#include "kiosk/screens/shell_screen.h"
#include "kiosk/ui/panel.h"
#include "native/logging.h"

namespace qp::kiosk::app {
namespace {

using screens::ScreenKind;

template <class... Handlers>
struct Overload : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Overload(Handlers...) -> Overload<Handlers...>;

// The area that a screen belongs to, as the shell names it.
std::string area_of(ScreenKind kind) {
    switch (kind) {
        case ScreenKind::start:
        case ScreenKind::stations:
        case ScreenKind::station:
        case ScreenKind::about:
            return "start";
        case ScreenKind::ideas:
        case ScreenKind::idea:
        case ScreenKind::idea_write:
        case ScreenKind::idea_saved:
        case ScreenKind::idea_report:
        case ScreenKind::own_ideas:
            return "ideas";
        case ScreenKind::actors:
        case ScreenKind::actor:
            return "actors";
        case ScreenKind::projects:
        case ScreenKind::project:
            return "kickbox";
        case ScreenKind::radar:
            return "radar";
        case ScreenKind::mood:
            return "mood";
        case ScreenKind::staff:
            return {};
    }
    return {};
}

AnyView broken(const views::Context& context, const Error& error) {
    spdlog::error("cannot read a screen's content: {}", native::describe(error));
    return MissingView{context.locale().text(msg::fault_title), true};
}

template <class View>
AnyView shown(const views::Context& context, Result<View> view) {
    if (!view) return broken(context, view.error());
    return AnyView{std::move(*view)};
}

template <class View>
AnyView shown(const views::Context& context, Result<std::optional<View>> view) {
    if (!view) return broken(context, view.error());
    if (!*view) return MissingView{context.locale().text(msg::fault_not_found), false};
    return AnyView{std::move(**view)};
}

AnyView make_screen(const views::Context& context, const Session& session,
                    const views::StaffState& staff) {
    const screens::Route& route = session.route();
    const Id id = Id::from_hex(route.id).value_or(Id{});
    switch (route.kind) {
        case ScreenKind::start:
            return shown(context, views::start_view(context));
        case ScreenKind::stations:
            return shown(context, views::station_list_view(context));
        case ScreenKind::station:
            return shown(context, views::station_view(context, id, session.range));
        case ScreenKind::ideas:
            return shown(context, views::idea_list_view(context, session.ideas));
        case ScreenKind::idea:
            return shown(context, views::idea_view(context, id));
        case ScreenKind::idea_write:
            return shown(context,
                         views::idea_form_view(context, session.draft, session.is_submit_pressed));
        case ScreenKind::idea_saved:
            if (!session.saved) return shown(context, views::start_view(context));
            return views::idea_saved_view(context, *session.saved);
        case ScreenKind::idea_report:
            return shown(context, views::idea_report_view(context, id, session.report,
                                                          session.is_report_pressed));
        case ScreenKind::own_ideas:
            return shown(context, views::own_ideas_view(context, session.lookup));
        case ScreenKind::actors:
            return shown(context, views::actor_list_view(context, session.actors));
        case ScreenKind::actor:
            return shown(context, views::actor_view(context, id));
        case ScreenKind::projects:
            return shown(context, views::project_list_view(context, session.projects));
        case ScreenKind::project:
            return shown(context, views::project_view(context, id));
        case ScreenKind::radar:
            return shown(context, views::radar_view(context, session.radar_theme));
        case ScreenKind::mood:
            return shown(context, views::mood_view(context, session.thesis));
        case ScreenKind::about:
            return shown(context, views::about_view(context));
        case ScreenKind::staff:
            return shown(context, views::staff_view(context, staff));
    }
    return MissingView{};
}

void draw_missing(ui::Canvas& c, const MissingView& view, const views::ShellView& shell,
                  screens::Intents& intents) {
    screens::PageHead head;
    head.id = "missing";
    head.back = shell.back;
    const auto content = screens::page(c, head, intents);
    ui::notice(c, "missing", view.is_fault ? ui::NoticeKind::danger : ui::NoticeKind::info, {},
               view.text);
}

void draw_screen(ui::Canvas& c, const ScreenViews& views, const Session& session,
                 screens::Intents& intents) {
    const views::ShellView& shell = views.shell;
    std::visit(
        Overload{
            [&](const MissingView& v) { draw_missing(c, v, shell, intents); },
            [&](const views::StartView& v) { screens::draw_start(c, v, shell, intents); },
            [&](const views::StationListView& v) { screens::draw_stations(c, v, shell, intents); },
            [&](const views::StationView& v) {
                screens::draw_station(c, v, shell, session.is_table, intents);
            },
            [&](const views::IdeaListView& v) { screens::draw_idea_list(c, v, shell, intents); },
            [&](const views::IdeaView& v) { screens::draw_idea(c, v, shell, intents); },
            [&](const views::IdeaFormView& v) { screens::draw_idea_write(c, v, shell, intents); },
            [&](const views::IdeaSavedView& v) { screens::draw_idea_saved(c, v, intents); },
            [&](const views::IdeaReportView& v) {
                screens::draw_idea_report(c, v, shell, intents);
            },
            [&](const views::OwnIdeasView& v) { screens::draw_own_ideas(c, v, shell, intents); },
            [&](const views::ActorListView& v) { screens::draw_actor_list(c, v, shell, intents); },
            [&](const views::ActorView& v) { screens::draw_actor(c, v, shell, intents); },
            [&](const views::ProjectListView& v) {
                screens::draw_project_list(c, v, shell, intents);
            },
            [&](const views::ProjectView& v) { screens::draw_project(c, v, shell, intents); },
            [&](const views::RadarView& v) { screens::draw_radar(c, v, shell, intents); },
            [&](const views::MoodView& v) { screens::draw_mood(c, v, shell, intents); },
            [&](const views::AboutView& v) { screens::draw_about(c, v, shell, intents); },
            [&](const views::StaffView& v) { screens::draw_staff(c, v, shell, intents); }},
        views.screen);
}

void draw_sheet(ui::Canvas& c, const ScreenViews& views, const Session& session,
                screens::Intents& intents) {
    if (session.sheet == screens::Sheet::settings)
        return screens::draw_settings(c, views.settings, views.shell, intents);
    if (session.sheet == screens::Sheet::help) return screens::draw_help(c, views.help);
    if (session.sheet == screens::Sheet::take_along) {
        if (views.take_along) screens::draw_take_along(c, *views.take_along, intents);
        return;
    }
    const AnyView& view = views.screen;
    if (const auto* staff = std::get_if<views::StaffView>(&view)) {
        if (session.sheet == screens::Sheet::log) return screens::draw_staff_log(c, *staff);
        return screens::draw_staff_pairing(c, *staff);
    }
    if (const auto* ideas = std::get_if<views::IdeaListView>(&view)) {
        screens::draw_idea_filters(c, *ideas, intents);
    } else if (const auto* actors = std::get_if<views::ActorListView>(&view)) {
        screens::draw_actor_filters(c, *actors, intents);
    } else if (const auto* projects = std::get_if<views::ProjectListView>(&view)) {
        screens::draw_project_filters(c, *projects, intents);
    }
}

}  // namespace

ScreenViews make_views(const views::Context& context, const Session& session,
                       const views::StaffState& staff, bool can_speak) {
    ScreenViews out;
    auto shell = views::shell_view(context, area_of(session.route().kind));
    if (shell) {
        out.shell = std::move(*shell);
    } else {
        spdlog::error("cannot read the frame's content: {}", native::describe(shell.error()));
    }
    out.screen = make_screen(context, session, staff);
    out.help = views::help_view(context, can_speak);
    out.settings = views::settings_view(context, settings_of(session, can_speak));
    const bool is_taken_along = session.sheet == screens::Sheet::take_along;
    if (is_taken_along && !context.app_url.empty())
        out.take_along = views::take_along_view(context, session.draft);
    return out;
}

bool has_sheet(const ScreenViews& views, const Session& session) {
    if (session.sheet == screens::Sheet::take_along) return views.take_along.has_value();
    const auto* staff = std::get_if<views::StaffView>(&views.screen);
    const bool is_of_staff =
        session.sheet == screens::Sheet::log || session.sheet == screens::Sheet::pairing;
    if (is_of_staff) return staff != nullptr && staff->is_open;
    if (session.sheet != screens::Sheet::filters) return session.sheet != screens::Sheet::none;
    const AnyView& view = views.screen;
    return std::holds_alternative<views::IdeaListView>(view) ||
           std::holds_alternative<views::ActorListView>(view) ||
           std::holds_alternative<views::ProjectListView>(view);
}

void draw_session(ui::Canvas& c, const ScreenViews& views, const Session& session,
                  const std::string& screen, ui::Keyboard& keyboard, screens::Intents& intents) {
    screens::ShellState shell;
    shell.settings = views.settings.title;
    shell.screen = screen;
    shell.is_sheet_open = has_sheet(views, session);
    if (session.sheet == screens::Sheet::settings) shell.sheet_done = views.settings.done;
    if (session.notice) {
        shell.notice = session.notice->text;
        shell.notice_kind = session.notice->kind;
    }
    const auto* staff = std::get_if<views::StaffView>(&views.screen);
    const bool is_testing = staff != nullptr && staff->is_testing;
    if (c.went_back() && !shell.is_sheet_open && !is_testing)
        intents.emplace_back(screens::GoBack{});
    ui::Box layers;
    layers.axis = ui::Axis::stack;
    layers.main = ui::Place::stretch;
    layers.grow = 1;
    layers.shrinks = true;
    const auto stack = c.box(layers);
    screens::draw_shell(
        c, views.shell, shell, keyboard, [&] { draw_screen(c, views, session, intents); },
        [&] { draw_sheet(c, views, session, intents); }, intents);
    if (is_testing) screens::draw_glass_test(c, *staff, intents);
}

}  // namespace qp::kiosk::app
