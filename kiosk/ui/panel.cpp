// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/ui/panel.h"

#include <cmath>

namespace qp::kiosk::ui {

Canvas::Scope card(Canvas& c, const std::string& id, const std::string& spoken, float gap,
                   float grow) {
    Box box;
    box.gap = gap;
    box.padding = Insets::all(30);
    box.radius = 26;
    box.background = c.theme().surface;
    box.border = c.theme().border_soft;
    box.grow = grow;
    Named named{id, id.empty() ? Role::group : Role::card,    spoken, {},
                {}, id.empty() ? Action::none : Action::press};
    c.open(box, named);
    if (!id.empty()) c.pressed_color(c.theme().action_tint);
    return Canvas::Scope{c};
}

Canvas::Scope raised_card(Canvas& c, const std::string& id, const std::string& spoken, float gap) {
    Box box;
    box.gap = gap;
    box.padding = Insets::all(28);
    box.radius = 26;
    box.background = c.theme().surface;
    box.border = c.theme().raised_border;
    box.shadow = 14;
    Named named{id, id.empty() ? Role::group : Role::card,    spoken, {},
                {}, id.empty() ? Action::none : Action::press};
    c.open(box, named);
    if (!id.empty()) c.pressed_color(c.theme().action_tint);
    return Canvas::Scope{c};
}

void badge(Canvas& c, const BadgeSpec& spec) {
    const Tone colors = tone(c.theme(), spec.tone);
    Box box;
    box.axis = Axis::row;
    box.cross = Place::centre;
    box.gap = 8;
    box.padding = Insets::xy(18, 7);
    box.radius = 22;
    box.background = colors.tint;
    const auto scope = c.box(box, {{}, Role::badge, spec.text, {}, {}, Action::none});
    if (!spec.picture.empty()) c.picture(spec.picture, 24, colors.ink);
    TextOptions options;
    options.color = colors.ink;
    options.is_silent = true;
    c.text(spec.text, Type::small_strong, options);
}

void notice(Canvas& c, const std::string& id, NoticeKind kind, const std::string& title,
            const std::string& text) {
    const Theme& t = c.theme();
    struct Look {
        Color ink, tint;
        const char* picture;
    };
    const Look looks[] = {{t.info_ink, t.info_tint, "info"},
                          {t.success_ink, t.success_tint, "saved"},
                          {t.warning_ink, t.warning_tint, "warning"},
                          {t.danger_ink, t.danger_tint, "refused"}};
    const Look& look = looks[static_cast<int>(kind)];
    Box box;
    box.axis = Axis::row;
    box.cross = Place::start;
    box.gap = 24;
    box.padding = Insets::xy(28, 24);
    box.radius = 22;
    box.background = look.tint;
    const Role role = kind == NoticeKind::danger ? Role::alert : Role::status;
    const std::string spoken = title.empty() || text.empty() ? title + text : title + " " + text;
    const auto scope = c.box(box, {id, role, spoken, {}, {}, Action::none});
    c.picture(look.picture, 44, look.ink);
    const auto words = c.column(6, 1);
    TextOptions options;
    options.color = look.ink;
    options.is_silent = true;
    c.text(title, Type::body_strong, options);
    options.color = t.text;
    c.text(text, Type::body, options);
}

void progress_bar(Canvas& c, const std::string& id, double share, const std::string& spoken,
                  Color color, float height) {
    Box box;
    box.height = height;
    const float part = static_cast<float>(std::clamp(share, 0.0, 1.0));
    const Color track = c.theme().track;
    const bool is_rtl = c.is_rtl();
    c.paint(box, {id, Role::progress, spoken, {}, {}, Action::none},
            [=](Painter& p, const Rect& r) {
                p.fill(r, track, r.h / 2);
                const float w = std::max(r.h, r.w * part);
                if (part > 0) p.fill({is_rtl ? r.right() - w : r.x, r.y, w, r.h}, color, r.h / 2);
            });
}

void empty_state(Canvas& c, const std::string& picture, const std::string& text) {
    Box box;
    box.cross = Place::centre;
    box.gap = 20;
    box.padding = Insets::xy(40, 64);
    const auto scope = c.box(box);
    c.picture(picture, 96, c.theme().border_strong);
    TextOptions options;
    options.color = c.theme().text_muted;
    options.align = TextAlign::centre;
    options.max_width = 760;
    c.text(text, Type::lead, options);
}

}  // namespace qp::kiosk::ui
