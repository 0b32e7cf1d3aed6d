// SPDX-License-Identifier: EUPL-1.2
// The screens. Each draws its view model and appends what the person wants.
#pragma once

#include "core/views/about.h"
#include "core/views/actor.h"
#include "core/views/idea.h"
#include "core/views/idea_list.h"
#include "core/views/idea_report.h"
#include "core/views/kickbox.h"
#include "core/views/mood.h"
#include "core/views/own_ideas.h"
#include "core/views/radar.h"
#include "core/views/shell.h"
#include "core/views/staff.h"
#include "core/views/start.h"
#include "core/views/station.h"
#include "core/views/take_along.h"
#include "kiosk/screens/intents.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::screens {

void draw_start(ui::Canvas& canvas, const views::StartView& view, const views::ShellView& shell,
                Intents& intents);
void draw_stations(ui::Canvas& canvas, const views::StationListView& view,
                   const views::ShellView& shell, Intents& intents);
void draw_station(ui::Canvas& canvas, const views::StationView& view, const views::ShellView& shell,
                  bool is_table, Intents& intents);
void draw_idea_list(ui::Canvas& canvas, const views::IdeaListView& view,
                    const views::ShellView& shell, Intents& intents);
void draw_idea_filters(ui::Canvas& canvas, const views::IdeaListView& view, Intents& intents);
void draw_idea(ui::Canvas& canvas, const views::IdeaView& view, const views::ShellView& shell,
               Intents& intents);
void draw_idea_write(ui::Canvas& canvas, const views::IdeaFormView& view,
                     const views::ShellView& shell, Intents& intents);
void draw_idea_saved(ui::Canvas& canvas, const views::IdeaSavedView& view, Intents& intents);
void draw_idea_report(ui::Canvas& canvas, const views::IdeaReportView& view,
                      const views::ShellView& shell, Intents& intents);
void draw_take_along(ui::Canvas& canvas, const views::TakeAlongView& view, Intents& intents);
void draw_own_ideas(ui::Canvas& canvas, const views::OwnIdeasView& view,
                    const views::ShellView& shell, Intents& intents);
void draw_actor_list(ui::Canvas& canvas, const views::ActorListView& view,
                     const views::ShellView& shell, Intents& intents);
void draw_actor_filters(ui::Canvas& canvas, const views::ActorListView& view, Intents& intents);
void draw_actor(ui::Canvas& canvas, const views::ActorView& view, const views::ShellView& shell,
                Intents& intents);
void draw_project_list(ui::Canvas& canvas, const views::ProjectListView& view,
                       const views::ShellView& shell, Intents& intents);
void draw_project_filters(ui::Canvas& canvas, const views::ProjectListView& view, Intents& intents);
void draw_project(ui::Canvas& canvas, const views::ProjectView& view, const views::ShellView& shell,
                  Intents& intents);
void draw_radar(ui::Canvas& canvas, const views::RadarView& view, const views::ShellView& shell,
                Intents& intents);
void draw_mood(ui::Canvas& canvas, const views::MoodView& view, const views::ShellView& shell,
               Intents& intents);
void draw_about(ui::Canvas& canvas, const views::AboutView& view, const views::ShellView& shell,
                Intents& intents);
void draw_staff(ui::Canvas& canvas, const views::StaffView& view, const views::ShellView& shell,
                Intents& intents);
// On sheets.
void draw_staff_pairing(ui::Canvas& canvas, const views::StaffView& view);
void draw_staff_log(ui::Canvas& canvas, const views::StaffView& view);
// Lies over everything. REQUIRES: view.is_testing.
void draw_glass_test(ui::Canvas& canvas, const views::StaffView& view, Intents& intents);

}  // namespace qp::kiosk::screens
