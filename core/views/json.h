// SPDX-License-Identifier: EUPL-1.2
// View models as JSON, field names as in the headers; an unset optional is null, a Level its name.
// The phone's worker and the city server's first view both send exactly this.
#pragma once

#include <string>

#include "core/views/about.h"
#include "core/views/actor.h"
#include "core/views/idea.h"
#include "core/views/idea_list.h"
#include "core/views/idea_report.h"
#include "core/views/kickbox.h"
#include "core/views/map.h"
#include "core/views/mood.h"
#include "core/views/own_ideas.h"
#include "core/views/own_project.h"
#include "core/views/phone_settings.h"
#include "core/views/radar.h"
#include "core/views/shell.h"
#include "core/views/start.h"
#include "core/views/station.h"

namespace qp::views {

std::string to_json(const ShellView& view);
std::string to_json(const StartView& view);
std::string to_json(const StationView& view);
std::string to_json(const StationListView& view);
std::string to_json(const IdeaListView& view);
std::string to_json(const OwnIdeasView& view);
std::string to_json(const OwnProjectView& view);
std::string to_json(const PhoneSettingsView& view);
std::string to_json(const IdeaView& view);
std::string to_json(const IdeaFormView& view);
std::string to_json(const IdeaSavedView& view);
std::string to_json(const PlaceTaken& view);
std::string to_json(const SaveFailedView& view);
std::string to_json(const IdeaReportView& view);
std::string to_json(const IdeaReportedView& view);
std::string to_json(const ActorListView& view);
std::string to_json(const ActorView& view);
std::string to_json(const ProjectListView& view);
std::string to_json(const ProjectView& view);
std::string to_json(const RadarView& view);
std::string to_json(const MoodView& view);
std::string to_json(const AboutView& view);

}  // namespace qp::views
