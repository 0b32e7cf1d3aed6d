// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/qr_code.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kSideMax = 760;
// Of the room's height: the whole picture is to be seen at once, also in the low layout.
constexpr float kShare = 0.45F;
constexpr float kWideShare = 0.6F;

void words(Canvas& c, const views::TakeAlongView& view) {
    TextOptions lead;
    lead.id = "take_along.text";
    lead.max_width = 900;
    c.text(view.lead, Type::lead, lead);
}

void done(Canvas& c, const views::TakeAlongView& view, Intents& intents) {
    const auto row = c.row(0);
    ui::Button button;
    button.id = "take_along.done";
    button.label = view.done;
    button.kind = ui::ButtonKind::primary;
    if (ui::button(c, button)) intents.emplace_back(ShowSheet{});
    c.spring();
}

}  // namespace

void draw_take_along(Canvas& c, const views::TakeAlongView& view, Intents& intents) {
    section(c, view.title, "take_along");
    if (!view.fault.empty()) {
        ui::notice(c, "take_along.fault", ui::NoticeKind::warning, view.fault, {});
        return done(c, view, intents);
    }
    const auto code = ui::qr_code(view.link);
    const float side = std::min(kSideMax, c.room().h * (c.is_wide() ? kWideShare : kShare));
    const auto picture = [&] {
        if (code) ui::qr_picture(c, *code, "take_along.code", view.alt, side);
    };
    if (c.is_wide()) {
        const auto row = c.row(48, Place::start);
        picture();
        const auto column = c.column(40, 1);
        words(c, view);
        done(c, view, intents);
        return;
    }
    words(c, view);
    {
        Box middle;
        middle.cross = Place::centre;
        const auto box = c.box(middle);
        picture();
    }
    done(c, view, intents);
}

}  // namespace qp::kiosk::screens
