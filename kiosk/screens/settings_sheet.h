// SPDX-License-Identifier: EUPL-1.2
// The sheet that can be opened from every screen: language, text size, contrast, reach, motion.
#pragma once

#include "core/views/settings.h"
#include "core/views/shell.h"
#include "kiosk/screens/intents.h"
#include "kiosk/ui/canvas.h"

namespace qp::kiosk::screens {

void draw_settings(ui::Canvas& canvas, const views::SettingsView& view,
                   const views::ShellView& shell, Intents& intents);

void draw_help(ui::Canvas& canvas, const views::HelpView& view);

}  // namespace qp::kiosk::screens
