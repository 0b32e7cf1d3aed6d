// SPDX-License-Identifier: EUPL-1.2
// View models as the core makes them, with long words and gaps, for tests and pictures of the
// screens.
#pragma once

#include "kiosk/screens/screens.h"

namespace qp::kiosk::screens::sample {

views::ShellView shell(const std::string& area);
views::StartView start();
views::StationView station();
views::IdeaListView idea_list();
views::IdeaView idea();
views::IdeaFormView idea_form();
views::IdeaSavedView idea_saved();
views::IdeaReportView idea_report();
// Of a draft of so many letters in the code; 0: the text is too long.
views::TakeAlongView take_along(std::size_t letters);
views::ActorListView actor_list();
views::ActorView actor();
views::ProjectListView project_list();
views::ProjectView project();
views::RadarView radar(bool is_narrowed);
views::MoodView mood(bool has_picture);
views::StaffView staff(bool is_open);

}  // namespace qp::kiosk::screens::sample
