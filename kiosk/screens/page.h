// SPDX-License-Identifier: EUPL-1.2
// What screens share: the frame of a page, and view models' small pieces as widgets.
#pragma once

#include <string>
#include <vector>

#include "core/views/idea_list.h"
#include "core/views/view.h"
#include "kiosk/screens/intents.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/panel.h"

namespace qp::kiosk::screens {

// The words that every screen is written in.
using ui::Box;
using ui::Canvas;
using ui::Place;
using ui::TextOptions;
using ui::Type;

inline constexpr float kMargin = 56;
inline constexpr float kWideMargin = 64;

float margin(const Canvas& canvas);

struct PageHead {
    std::string id;    // of the viewport: one a screen and thing
    std::string back;  // label; empty: no way back from here
    std::string title;
    std::string title_language;
    std::string lead;
    const std::vector<views::Badge>* badges = nullptr;
};
// The head stays, the content below scrolls.
[[nodiscard]] Canvas::Scope page(Canvas& canvas, const PageHead& head, Intents& intents);

void badges(Canvas& canvas, const std::vector<views::Badge>& badges);
// What people wrote, shaped and spoken in the language they wrote it in.
void written(Canvas& canvas, const views::Text& text, ui::Type type, TextOptions options = {});
void paragraph(Canvas& canvas, const views::Text& text);
// What happens with what somebody writes here; nothing where it is empty.
void fine_print(Canvas& canvas, const std::string& text);
// What stands below a form, whatever of it is in view.
struct FormFoot {
    std::string id;  // of the screen: "write" has write.submit and write.cancel
    std::string submit;
    Intent on_submit;
    std::string cancel;
    Intent on_cancel;
};
void form_foot(Canvas& canvas, const FormFoot& foot, Intents& intents);
// A section's title inside a page.
void section(Canvas& canvas, const std::string& title, const std::string& id = {});
// Chips of a filter; each gives Filter{kind, choice.id}.
void choices(Canvas& canvas, const std::string& kind, const std::vector<views::Choice>& choices,
             Intents& intents);
void support_button(Canvas& canvas, const std::string& idea, const views::SupportButton& button,
                    Intents& intents);
ui::Named idea_card_name(const views::IdeaRow& row);
void idea_card(Canvas& canvas, const views::IdeaRow& row, bool has_support, Intents& intents);
void more_button(Canvas& canvas, const std::string& label, bool has_more, Intents& intents);

struct LevelLook {
    Color mark = 0;
    Color ink = 0;
    Color tint = 0;
    const char* picture = "";  // so that colour is never alone
};
LevelLook look_of(const ui::Theme& theme, views::Level level);

}  // namespace qp::kiosk::screens
