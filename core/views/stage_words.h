// SPDX-License-Identifier: EUPL-1.2
// How a Kickbox project's stage is told. Inner part of the Kickbox views and the radar.
#pragma once

#include <string>

#include "core/domain/kickbox_project.h"
#include "core/i18n/locale.h"

namespace qp::views {

// "Stufe 4: Nachforschen"; a paused project says where it paused.
std::string stage_text(const i18n::Locale& locale, const domain::KickboxProject& project);
std::string stage_name(const i18n::Locale& locale, domain::Stage stage);
// "red", "blue", "gold", "done", "paused", "ended"
std::string stage_tone(domain::Stage stage);

}  // namespace qp::views
