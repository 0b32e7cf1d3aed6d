// SPDX-License-Identifier: EUPL-1.2
// What stands around every screen: areas, languages, and the line on sync. Below the screen where
// it is high, beside it where it is wide.
#pragma once

#include <functional>
#include <string>

#include "core/views/shell.h"
#include "kiosk/screens/intents.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/keyboard.h"

namespace qp::kiosk::screens {

struct ShellState {
    std::string settings;     // "Anzeige einstellen"
    std::string screen;       // which one: another one fades in
    std::string notice;       // something to be said now, until it is pressed away
    std::string notice_kind;  // "success", "danger", "warning"
    bool is_sheet_open = false;
    // "Fertig", where somebody does something on the sheet before it closes; stays in sight below
    // what scrolls.
    std::string sheet_done;
};

// `content` draws the screen, `sheet` what lies over it when it is open.
void draw_shell(ui::Canvas& canvas, const views::ShellView& view, const ShellState& state,
                ui::Keyboard& keyboard, const std::function<void()>& content,
                const std::function<void()>& sheet, Intents& intents);

}  // namespace qp::kiosk::screens
