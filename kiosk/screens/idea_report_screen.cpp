// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/report.h"
#include "kiosk/screens/page.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/text_field.h"

namespace qp::kiosk::screens {
namespace {

void reasons(Canvas& c, const views::IdeaReportView& view, Intents& intents) {
    const auto column = c.column(14);
    c.text(view.reasons_label, Type::body_strong);
    const auto wrap = c.wrap(16);
    for (const views::Choice& reason : view.reasons) {
        ui::Chip chip;
        chip.id = "report." + reason.id;
        chip.label = reason.label;
        chip.is_on = reason.is_on;
        chip.is_large = true;
        if (ui::chip(c, chip)) intents.emplace_back(EditReport{"reason", reason.id});
    }
}

void words(Canvas& c, const views::IdeaReportView& view, Intents& intents) {
    ui::Field text;
    text.id = "report.text";
    text.label = view.text_label;
    text.hint = view.text_hint;
    text.value = view.text_value;
    text.note = view.text_count;
    text.fault = view.text_fault;
    text.is_multiline = true;
    text.lines_min = 3;
    text.length_max = domain::kReportTextMax;
    if (const auto value = ui::text_field(c, text))
        intents.emplace_back(EditReport{"text", *value});
}

}  // namespace

void draw_idea_report(Canvas& c, const views::IdeaReportView& view, const views::ShellView& shell,
                      Intents& intents) {
    PageHead head;
    head.id = "report/" + view.id;
    head.back = shell.back;
    head.title = view.title;
    const bool has_form = view.reported.empty();
    // While somebody writes, the room belongs to their text.
    if (has_form && !c.editing().is_active()) head.lead = view.lead;
    {
        const auto content = page(c, head, intents);
        TextOptions idea;
        idea.max_width = 1300;
        written(c, view.idea, Type::subheading, idea);
        if (!has_form) {
            ui::notice(c, "report.done", ui::NoticeKind::info, view.reported, {});
            return;
        }
        if (!view.reason_fault.empty())
            ui::notice(c, "report.fault", ui::NoticeKind::danger, view.reason_fault, {});
        reasons(c, view, intents);
        words(c, view, intents);
        fine_print(c, view.privacy);
    }
    form_foot(c, {"report", view.submit, SubmitReport{view.id}, view.cancel, GoBack{}}, intents);
}

}  // namespace qp::kiosk::screens
