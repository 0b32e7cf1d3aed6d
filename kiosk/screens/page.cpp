// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page.h"

#include "kiosk/ui/button.h"

namespace qp::kiosk::screens {

float margin(const Canvas& c) {
    return c.is_wide() ? kWideMargin : kMargin;
}

Canvas::Scope page(Canvas& c, const PageHead& head, Intents& intents) {
    Box top;
    top.gap = 10;
    top.padding = {margin(c), c.is_wide() ? 28.0F : 36.0F, margin(c), 24};
    {
        const auto scope = c.box(top);
        if (!head.back.empty()) {
            const auto row = c.row(0);
            ui::Button back;
            back.id = "back";
            back.label = head.back;
            back.kind = ui::ButtonKind::quiet;
            back.picture = c.is_rtl() ? "forward" : "back";
            if (ui::button(c, back)) intents.emplace_back(GoBack{});
        }
        if (head.badges != nullptr && !head.badges->empty()) badges(c, *head.badges);
        TextOptions title;
        title.id = "title";
        title.role = ui::Role::heading;
        title.language = head.title_language;
        c.text(head.title, Type::title, title);
        TextOptions lead;
        lead.color = c.theme().text_muted;
        lead.max_width = 1200;
        lead.id = "lead";
        c.text(head.lead, Type::lead, lead);
    }
    Box content;
    content.gap = 28;
    content.padding = {margin(c), 8, margin(c), 120};
    return c.viewport(head.id, content);
}

void badges(Canvas& c, const std::vector<views::Badge>& list) {
    if (list.empty()) return;
    const auto wrap = c.wrap(12);
    for (const views::Badge& b : list) ui::badge(c, {b.text, b.tone, b.icon});
}

void written(Canvas& c, const views::Text& text, Type type, TextOptions options) {
    options.language = text.lang;
    c.text(text.text, type, options);
}

void paragraph(Canvas& c, const views::Text& text) {
    TextOptions options;
    options.max_width = 1300;
    written(c, text, Type::body, options);
}

void fine_print(Canvas& c, const std::string& text) {
    if (text.empty()) return;
    const auto row = c.row(14, Place::start);
    c.picture("info", 34, c.theme().text_muted);
    TextOptions options;
    options.color = c.theme().text_muted;
    options.grow = 1;
    c.text(text, Type::small, options);
}

void form_foot(Canvas& c, const FormFoot& form, Intents& intents) {
    Box foot;
    foot.axis = ui::Axis::row;
    foot.cross = Place::centre;
    foot.gap = 32;
    foot.padding = Insets::xy(margin(c), 16);
    foot.background = c.theme().surface;
    const auto row = c.box(foot);
    ui::Button submit;
    submit.id = form.id + ".submit";
    submit.label = form.submit;
    submit.kind = ui::ButtonKind::primary;
    submit.picture = "send";
    if (ui::button(c, submit)) intents.push_back(form.on_submit);
    ui::Button cancel;
    cancel.id = form.id + ".cancel";
    cancel.label = form.cancel;
    cancel.kind = ui::ButtonKind::quiet;
    if (ui::button(c, cancel)) intents.push_back(form.on_cancel);
    c.spring();
}

void section(Canvas& c, const std::string& title, const std::string& id) {
    if (title.empty()) return;
    TextOptions options;
    options.role = ui::Role::heading;
    options.id = id;
    c.text(title, Type::heading, options);
}

void choices(Canvas& c, const std::string& kind, const std::vector<views::Choice>& list,
             Intents& intents) {
    if (list.empty()) return;
    const auto wrap = c.wrap(14);
    for (const views::Choice& choice : list) {
        ui::Chip chip;
        chip.id = kind + "." + (choice.id.empty() ? "all" : choice.id);
        chip.label = choice.label;
        chip.picture = choice.icon;
        chip.tone = choice.tone;
        chip.is_on = choice.is_on;
        if (ui::chip(c, chip)) intents.emplace_back(Filter{kind, choice.id});
    }
}

void support_button(Canvas& c, const std::string& idea, const views::SupportButton& support,
                    Intents& intents) {
    if (!support.is_shown) return;
    ui::Button button;
    button.id = "support." + idea;
    button.label = support.label;
    button.spoken = support.spoken;
    button.is_toggle = true;
    button.is_on = support.is_on;
    button.picture = support.is_on ? "supported" : "support";
    if (ui::button(c, button)) intents.emplace_back(Support{idea, !support.is_on});
}

ui::Named idea_card_name(const views::IdeaRow& row) {
    return {"idea." + row.id, ui::Role::card, row.spoken, {}, {}, ui::Action::press};
}

void idea_card(Canvas& c, const views::IdeaRow& row, bool has_support, Intents& intents) {
    const ui::Named name = idea_card_name(row);
    const auto card = ui::card(c, name.id, name.label, 16);
    badges(c, row.badges);
    written(c, row.title, Type::subheading);
    c.spring();
    TextOptions muted;
    muted.color = c.theme().text_muted;
    if (has_support) c.text(row.meta, Type::small, muted);
    const auto foot = c.row(16, ui::Place::centre);
    {
        const auto words = [&] {
            Box box;
            box.axis = ui::Axis::row;
            box.gap = 12;
            box.cross = ui::Place::baseline;
            box.grow = 1;
            return box;
        }();
        const auto line = c.box(words);
        if (!has_support) c.text(row.supports_number, Type::subheading);
        TextOptions state;
        state.grow = 1;
        const bool has_number = !row.supports_number.empty();
        const bool is_status = !has_support && has_number;
        c.text(is_status ? row.status : row.supports,
               has_support && has_number ? Type::body_strong : Type::small, state);
    }
    if (has_support) support_button(c, row.id, row.support, intents);
    if (c.activated(name.id)) intents.emplace_back(Open{{ScreenKind::idea, row.id}});
}

void more_button(Canvas& c, const std::string& label, bool has_more, Intents& intents) {
    if (!has_more) return;
    const auto row = c.row(0);
    c.spring();
    ui::Button more;
    more.id = "more";
    more.label = label;
    more.picture = "arrow-down";
    if (ui::button(c, more)) intents.emplace_back(ShowMore{});
    c.spring();
}

LevelLook look_of(const ui::Theme& t, views::Level level) {
    switch (level) {
        case views::Level::none:
            return {};
        case views::Level::very_good:
        case views::Level::good:
            return {t.success_mark, t.success_ink, t.success_tint, "check"};
        case views::Level::moderate:
            return {t.warning_mark, t.warning_ink, t.warning_tint, "info"};
        case views::Level::poor:
        case views::Level::very_poor:
            return {t.danger_mark, t.danger_ink, t.danger_tint, "warning"};
    }
    return {};
}

}  // namespace qp::kiosk::screens
