// SPDX-License-Identifier: EUPL-1.2
// The team's test of the glass: each field shows that a touch on it has arrived.
#include <algorithm>

#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kMark = 48;

void act(Intents& intents, StaffAct what, std::string value = {}) {
    intents.emplace_back(Staff{what, std::move(value)});
}

void test_field(Canvas& c, const views::StaffTestField& field, std::size_t number,
                Intents& intents) {
    const std::string id = "staff.field." + std::to_string(number);
    Box box;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.grow = 1;
    box.border = field.is_on ? c.theme().success_mark : c.theme().border_strong;
    box.background = field.is_on ? c.theme().success_tint : c.theme().surface;
    ui::Named named{id, ui::Role::toggle, field.label, {}, {}, ui::Action::press};
    named.state.is_on = field.is_on;
    const auto cell = c.box(box, named);
    c.pressed_color(c.theme().success_tint);
    if (field.is_on)
        c.picture("check", kMark, c.theme().success_ink);
    else
        c.space(kMark);  // or rows with marks would be the higher ones
    if (c.activated(id)) act(intents, StaffAct::touch, std::to_string(number));
}

}  // namespace

// Over the whole glass, up to its edges: there controllers fail first.
void draw_glass_test(Canvas& c, const views::StaffView& view, Intents& intents) {
    Box cover;
    cover.background = c.theme().page;
    cover.gap = c.gap_min();
    const auto all =
        c.cover(cover, {"staff.testing", ui::Role::group, {}, {}, {}, ui::Action::press});
    const std::size_t columns = c.is_wide() ? 8 : 6;
    for (std::size_t first = 0; first < view.test_fields.size(); first += columns) {
        Box line;
        line.axis = ui::Axis::row;
        line.gap = c.gap_min();
        line.grow = 1;
        const auto row = c.box(line);
        for (std::size_t i = first; i < std::min(first + columns, view.test_fields.size()); ++i)
            test_field(c, view.test_fields[i], i, intents);
    }
    Box foot;
    foot.axis = ui::Axis::row;
    foot.cross = Place::centre;
    foot.gap = 24;
    foot.padding = Insets::xy(28, 20);
    const auto bottom = c.box(foot);
    TextOptions text;
    text.grow = 1;
    text.id = "staff.test_text";
    text.role = ui::Role::status;
    c.text(view.test_text, Type::body_strong, text);
    ui::Button end;
    end.id = "staff.test_end";
    end.label = view.test_end;
    end.kind = view.is_test_done ? ui::ButtonKind::primary : ui::ButtonKind::secondary;
    if (ui::button(c, end) || c.went_back()) act(intents, StaffAct::end_test);
}

}  // namespace qp::kiosk::screens
