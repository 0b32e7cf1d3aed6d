// SPDX-License-Identifier: EUPL-1.2
// The session's appearance by the words of the settings sheet, and back.
#pragma once

#include "core/views/settings.h"
#include "kiosk/app/session.h"

namespace qp::kiosk::app {

views::SettingsState settings_of(const Session& session, bool can_speak);
// A group or id that is not known changes nothing.
void choose(Session& session, const screens::ChooseSetting& choice);

}  // namespace qp::kiosk::app
