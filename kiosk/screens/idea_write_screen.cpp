// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/panel.h"
#include "kiosk/ui/qr_code.h"
#include "kiosk/ui/text_field.h"

namespace qp::kiosk::screens {
namespace {

constexpr float kFollowSide = 260;

void draft_choices(Canvas& c, const std::string& field, const std::string& label,
                   const std::vector<views::Choice>& list, Intents& intents) {
    const auto column = c.column(14);
    TextOptions options;
    c.text(label, Type::body_strong, options);
    const auto wrap = c.wrap(14);
    for (const views::Choice& choice : list) {
        ui::Chip chip;
        chip.id = field + "." + (choice.id.empty() ? "none" : choice.id);
        chip.label = choice.label;
        chip.tone = choice.tone;
        chip.is_on = choice.is_on;
        if (ui::chip(c, chip)) intents.emplace_back(EditDraft{field, choice.id});
    }
}

void fields(Canvas& c, const views::IdeaFormView& view, Intents& intents) {
    ui::Field title;
    title.id = "write.title";
    title.label = view.title_label;
    title.hint = view.title_hint;
    title.value = view.title_value;
    title.fault = view.title_fault;
    title.length_max = domain::kIdeaTitleMax;
    if (const auto value = ui::text_field(c, title))
        intents.emplace_back(EditDraft{"title", *value});
    ui::Field text;
    text.id = "write.text";
    text.label = view.text_label;
    text.hint = view.text_hint;
    text.value = view.text_value;
    text.note = view.text_count;
    text.is_multiline = true;
    text.lines_min = c.is_wide() ? 4 : 5;
    text.length_max = domain::kIdeaTextMax;
    if (const auto value = ui::text_field(c, text)) intents.emplace_back(EditDraft{"text", *value});
}

void similar(Canvas& c, const views::IdeaFormView& view, Intents& intents) {
    if (view.similar.empty()) return;
    section(c, view.similar_title);
    const auto grid = c.grid(2, 24);
    for (const views::IdeaRow& row : view.similar) idea_card(c, row, false, intents);
}

void take_along(Canvas& c, const std::string& label, Intents& intents) {
    if (label.empty()) return;
    const auto row = c.row(0);
    ui::Button button;
    button.id = "write.take_along";
    button.label = label;
    button.picture = "phone";
    if (ui::button(c, button)) intents.emplace_back(ShowSheet{Sheet::take_along});
    c.spring();
}

// A stop of the keypad, so that it can be heard; a press asks for that.
void receipt(Canvas& c, const views::IdeaSavedView& view, Intents& intents) {
    Box code;
    code.gap = 8;
    code.padding = Insets::xy(64, 36);
    code.radius = 26;
    code.background = c.theme().surface;
    code.border = c.theme().border;
    code.main = Place::centre;
    code.cross = Place::centre;
    ui::Named named{"saved.receipt",  ui::Role::text, view.code_label, view.code_spoken, {},
                    ui::Action::press};
    named.is_private = true;
    const auto panel = c.box(code, named);
    if (c.activated("saved.receipt")) intents.emplace_back(SayAloud{});
    TextOptions label;
    label.color = c.theme().text_muted;
    label.is_silent = true;
    c.text(view.code_label, Type::body, label);
    TextOptions value;
    value.id = "saved.code";
    c.text(view.receipt_code, Type::code, value);
}

// An address that no code holds has none: the receipt's letters say the same.
void follow(Canvas& c, const views::IdeaSavedView& view) {
    if (view.follow_link.empty()) return;
    const auto code = ui::qr_code(view.follow_link);
    if (!code) return;
    Box panel;
    panel.axis = ui::Axis::row;
    panel.gap = 24;
    panel.padding = {24, 24, 40, 24};
    panel.radius = 26;
    panel.background = c.theme().surface;
    panel.border = c.theme().border;
    panel.cross = Place::centre;
    const auto scope = c.box(panel);
    ui::qr_picture(c, *code, "saved.follow", view.follow_label, kFollowSide);
    TextOptions label;
    label.max_width = 300;
    label.is_silent = true;
    c.text(view.follow_label, Type::body, label);
}

}  // namespace

void draw_idea_write(Canvas& c, const views::IdeaFormView& view, const views::ShellView& shell,
                     Intents& intents) {
    PageHead head;
    head.id = "write";
    head.back = shell.back;
    head.title = view.title;
    // While somebody writes, the room belongs to their text.
    if (!c.editing().is_active()) head.lead = view.lead;
    {
        const auto content = page(c, head, intents);
        for (std::size_t i = 0; i < view.faults.size(); ++i) {
            ui::notice(c, "write.fault." + std::to_string(i), ui::NoticeKind::danger,
                       view.faults[i], {});
        }
        fields(c, view, intents);
        draft_choices(c, "quarter", view.quarter_label, view.quarters, intents);
        draft_choices(c, "theme", view.theme_label, view.themes, intents);
        similar(c, view, intents);
        take_along(c, view.take_along, intents);
        fine_print(c, view.privacy);
    }
    form_foot(c, {"write", view.submit, SubmitIdea{}, view.cancel, DropDraft{}}, intents);
}

void draw_idea_saved(Canvas& c, const views::IdeaSavedView& view, Intents& intents) {
    const ui::Theme& theme = c.theme();
    Box outer;
    outer.gap = 30;
    outer.padding = Insets::xy(margin(c), 40);
    outer.main = Place::centre;
    outer.cross = Place::centre;
    const auto content = c.viewport("saved", outer);
    Box disc;
    disc.axis = ui::Axis::row;
    disc.main = Place::centre;
    disc.cross = Place::centre;
    disc.width = 168;
    disc.height = 168;
    disc.radius = 84;
    disc.background = theme.success_tint;
    {
        const auto scope = c.box(disc);
        c.picture("check", 100, theme.success_mark);
    }
    TextOptions centred;
    centred.align = TextAlign::centre;
    centred.max_width = 900;
    centred.id = "saved";
    centred.role = ui::Role::status;
    centred.cue = ui::Cue::saved;
    c.text(view.title, Type::display, centred);
    centred.id = "saved.text";
    centred.cue = ui::Cue::none;
    centred.role = ui::Role::text;
    c.text(view.text, Type::lead, centred);
    TextOptions hint;
    hint.align = TextAlign::centre;
    hint.max_width = 900;
    hint.color = theme.text_muted;
    if (c.is_wide()) {
        {
            const auto parts = c.row(28, Place::stretch);
            receipt(c, view, intents);
            follow(c, view);
        }
        c.text(view.code_hint, Type::body, hint);
    } else {
        receipt(c, view, intents);
        c.text(view.code_hint, Type::body, hint);
        follow(c, view);
    }
    c.space(16);
    const auto row = c.row(24, Place::centre);
    ui::Button done;
    done.id = "saved.done";
    done.label = view.done;
    done.kind = ui::ButtonKind::primary;
    if (ui::button(c, done)) intents.emplace_back(GoHome{});
    ui::Button again;
    again.id = "saved.again";
    again.label = view.again;
    again.picture = "idea";
    if (ui::button(c, again)) intents.emplace_back(Open{{ScreenKind::idea_write, {}}});
}

}  // namespace qp::kiosk::screens
