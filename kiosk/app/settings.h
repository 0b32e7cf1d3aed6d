// SPDX-License-Identifier: EUPL-1.2
// The session's appearance by the words of the settings sheet, and back.
#pragma once

#include "core/views/settings.h"
#include "kiosk/app/session.h"
#include "kiosk/ui/input.h"

namespace qp::kiosk::app {

views::SettingsState settings_of(const Session& session, bool can_speak);
// The keys of the voice, which need no sight: what was said is to be repeated as it sounds now.
// False: it is no such key.
// `has_withheld`: something was not said, since all would have heard it; who asks for it once more
// chooses to hear it.
bool turn_voice(speech::Choice& speech, ui::Key key, bool has_withheld);
// A group or id that is not known changes nothing.
void choose(Session& session, const screens::ChooseSetting& choice);

}  // namespace qp::kiosk::app
