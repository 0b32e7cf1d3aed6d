// SPDX-License-Identifier: EUPL-1.2
// The view models that the shown screen needs, read again only when something has changed.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/views/about.h"
#include "core/views/actor.h"
#include "core/views/attract.h"
#include "core/views/idea.h"
#include "core/views/idea_list.h"
#include "core/views/idea_report.h"
#include "core/views/kickbox.h"
#include "core/views/mood.h"
#include "core/views/own_ideas.h"
#include "core/views/radar.h"
#include "core/views/settings.h"
#include "core/views/shell.h"
#include "core/views/staff.h"
#include "core/views/start.h"
#include "core/views/station.h"
#include "core/views/take_along.h"
#include "kiosk/app/session.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/keyboard.h"

namespace qp::kiosk::app {

// Said where a thing is not there (any more) or could not be read.
struct MissingView {
    std::string text;
    bool is_fault = false;
};

using AnyView =
    std::variant<MissingView, views::StartView, views::StationListView, views::StationView,
                 views::IdeaListView, views::IdeaView, views::IdeaFormView, views::IdeaSavedView,
                 views::IdeaReportView, views::OwnIdeasView, views::ActorListView, views::ActorView,
                 views::ProjectListView, views::ProjectView, views::RadarView, views::MoodView,
                 views::AboutView, views::StaffView>;

struct ScreenViews {
    views::ShellView shell;
    AnyView screen;
    views::SettingsView settings;
    views::HelpView help;
    std::optional<views::TakeAlongView> take_along;  // made while its sheet is open
    // One of these is read where nobody is there.
    std::optional<views::AttractView> attract;
    std::optional<views::PosterView> poster;
};

ScreenViews make_views(const views::Context& context, const Session& session,
                       const views::StaffState& staff, bool can_speak);
// The whole picture of a session: frame, screen and what lies over it. `screen`: the name under
// which places of scrolling are kept.
void draw_session(ui::Canvas& canvas, const ScreenViews& views, const Session& session,
                  const std::string& screen, ui::Keyboard& keyboard, screens::Intents& intents);
// Whether the session's sheet has anything on it: not every screen has filters.
bool has_sheet(const ScreenViews& views, const Session& session);

}  // namespace qp::kiosk::app
