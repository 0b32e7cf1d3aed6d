// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/button.h"

namespace qp::kiosk::ui {
namespace {

struct Look {
    Color fill = 0;
    Color ink = 0;
    Color border = 0;
    Color pressed = 0;
};

Look look_of(const Theme& theme, const Button& button) {
    if (button.is_disabled) return {theme.surface_sunk, theme.text_muted, theme.border_soft, 0};
    if (button.is_toggle && button.is_on) {
        return {theme.action_tint, theme.action, theme.action, theme.track};
    }
    switch (button.kind) {
        case ButtonKind::primary:
            return {theme.action, theme.action_text, 0, theme.action_pressed};
        case ButtonKind::secondary:
            return {theme.surface, theme.action, theme.action, theme.action_tint};
        case ButtonKind::quiet:
            return {0, theme.action, 0, 0};
        case ButtonKind::call:
            return {theme.call, theme.call_text, 0, theme.call_pressed};
    }
    return {};
}

}  // namespace

bool button(Canvas& c, const Button& b) {
    Look look = look_of(c.theme(), b);
    // A quiet button has no surface that could answer the finger.
    if (b.kind == ButtonKind::quiet && c.is_pressed(b.id)) look.ink = c.theme().action_pressed;
    Box box;
    box.axis = Axis::row;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.gap = 14;
    box.min_height = std::max(76.0F, c.target_min());
    box.padding = b.kind == ButtonKind::quiet ? Insets::xy(0, 8) : Insets::xy(32, 14);
    box.radius = 38;
    box.background = look.fill;
    box.border = look.border;
    box.border_width = 2;
    box.grow = b.grow;
    Named named{b.id,
                b.is_toggle ? Role::toggle : Role::button,
                b.spoken.empty() ? b.label : b.spoken,
                {},
                {},
                Action::press};
    named.state.is_on = b.is_on;
    named.state.is_disabled = b.is_disabled;
    const auto scope = c.box(box, named);
    c.pressed_color(look.pressed);
    TextOptions options;
    options.color = look.ink;
    options.is_silent = true;
    if (!b.picture.empty()) c.picture(b.picture, 34, look.ink);
    c.text(b.label, Type::label, options);
    if (!b.picture_after.empty()) c.picture(b.picture_after, 34, look.ink);
    return c.activated(b.id);
}

bool chip(Canvas& c, const Chip& chip) {
    const Theme& theme = c.theme();
    const Tone colors = tone(theme, chip.tone);
    Box box;
    box.axis = Axis::row;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.gap = 10;
    box.min_height = std::max(chip.is_large ? 84.0F : 62.0F, c.target_min());
    box.padding = chip.is_large ? Insets::xy(36, 14) : Insets::xy(24, 10);
    box.radius = chip.is_large ? 42 : 31;
    const bool has_tone = !chip.tone.empty() && chip.tone != "neutral";
    Color ink = has_tone ? colors.ink : theme.text;
    box.background = has_tone ? colors.tint : theme.surface;
    box.border = has_tone ? colors.ink : theme.border;
    if (has_tone) box.border = mixed(colors.tint, colors.ink, 0.35F);
    if (chip.is_on) {
        box.background = has_tone ? colors.ink : theme.text;
        box.border = box.background;
        ink = theme.text_inverse;
    }
    const Role role = chip.is_act ? Role::button : Role::choice;
    Named named{chip.id, role, chip.label, {}, {}, Action::press, chip.language};
    named.state.is_on = chip.is_on;
    const auto scope = c.box(box, named);
    c.pressed_color(chip.is_on ? mixed(box.background, theme.surface, 0.25F) : theme.action_tint);
    TextOptions options;
    options.color = ink;
    options.is_silent = true;
    options.language = chip.language;
    // A chosen chip shows it by a tick too, not by colour alone.
    if (chip.is_on) {
        c.picture("check", 26, ink);
    } else if (!chip.picture.empty()) {
        c.picture(chip.picture, 28, ink);
    }
    c.text(chip.label, chip.is_large ? Type::label : Type::nav, options);
    return c.activated(chip.id);
}

bool round_button(Canvas& c, const std::string& id, const std::string& picture,
                  const std::string& label, float side) {
    Box box;
    box.axis = Axis::row;
    box.main = Place::centre;
    box.cross = Place::centre;
    box.width = std::max(side, c.target_min());
    box.height = box.width;
    box.radius = box.width / 2;
    box.background = c.theme().surface;
    box.border = c.theme().border;
    const auto scope = c.box(box, {id, Role::button, label, {}, {}, Action::press});
    c.pressed_color(c.theme().action_tint);
    c.picture(picture, side * 0.46F, c.theme().action);
    return c.activated(id);
}

}  // namespace qp::kiosk::ui
