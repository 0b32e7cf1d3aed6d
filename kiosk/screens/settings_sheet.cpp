// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/screens/settings_sheet.h"

#include "kiosk/screens/page.h"
#include "kiosk/ui/button.h"

namespace qp::kiosk::screens {
namespace {

void label(Canvas& c, const std::string& icon, const std::string& words) {
    const auto row = c.row(16, Place::centre);
    c.picture(icon, 40, c.theme().action);
    TextOptions options;
    options.role = ui::Role::heading;
    options.grow = 1;
    c.text(words, Type::body_strong, options);
}

// Large, one beside the other as far as they fit: each says in words what it does.
void options_of(Canvas& c, const std::string& group, const std::vector<views::Choice>& choices,
                Intents& intents) {
    Box lines;
    lines.axis = ui::Axis::wrap;
    lines.gap = 16;
    const auto wrap = c.box(lines);
    for (const views::Choice& choice : choices) {
        ui::Chip chip;
        chip.id = "set." + group + "." + choice.id;
        chip.label = choice.label;
        chip.is_on = choice.is_on;
        chip.is_large = true;
        if (group == "language") chip.language = choice.id;
        if (!ui::chip(c, chip)) continue;
        if (group == "language") {
            intents.emplace_back(ChooseLanguage{choice.id});
        } else {
            intents.emplace_back(ChooseSetting{group, choice.id});
        }
    }
}

}  // namespace

void draw_settings(Canvas& c, const views::SettingsView& view, const views::ShellView& shell,
                   Intents& intents) {
    section(c, view.title, "settings");
    TextOptions lead;
    lead.color = c.theme().text_muted;
    c.text(view.lead, Type::body, lead);
    {
        const auto column = c.column(14);
        label(c, "language", view.language_label);
        options_of(c, "language", shell.languages, intents);
    }
    for (const views::SettingsGroup& group : view.groups) {
        const auto column = c.column(14);
        label(c, group.icon, group.label);
        c.text(group.hint, Type::small, lead);
        options_of(c, group.id, group.choices, intents);
    }
}

void draw_help(Canvas& c, const views::HelpView& view) {
    section(c, view.title, "help");
    for (std::size_t i = 0; i < view.paragraphs.size(); ++i) {
        TextOptions options;
        // Whoever opened it by a key wants to hear it.
        options.role = ui::Role::status;
        options.id = "help." + std::to_string(i);
        c.text(view.paragraphs[i], Type::lead, options);
    }
}

}  // namespace qp::kiosk::screens
