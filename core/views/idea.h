// SPDX-License-Identifier: EUPL-1.2
// One idea, and the form to write one.
#pragma once

#include "core/views/idea_list.h"
#include "core/views/map.h"
#include "core/views/view.h"

namespace qp::views {

struct IdeaStepView {
    std::string title;  // "Innovationszirkel"
    std::string date;   // "3. November"
    Text reason;
    bool is_current = false;
    bool is_done = false;  // false: still ahead
};
struct IdeaView {
    std::string id;
    Text title;
    std::vector<Text> paragraphs;
    std::optional<PlaceView> place;  // unset: its author did not say one
    std::vector<Badge> badges;
    std::string meta;
    std::string supports;
    std::string supports_note;  // what the number means, in steps of five
    SupportButton support;
    std::string steps_title;  // "So geht es weiter"
    std::vector<IdeaStepView> steps;
    std::string similar_title;
    std::vector<IdeaRow> similar;
    std::string report;    // "Idee melden"; empty: not from here (idea_report.h)
    std::string reported;  // that this device has reported it, and how far that got
};
Result<std::optional<IdeaView>> idea_view(const Context& context, const Id& idea);

struct IdeaFormView {
    std::string title;
    std::string lead;  // no name needed, what happens next
    std::string title_label;
    std::string title_hint;
    std::string title_value;
    std::string text_label;
    std::string text_hint;
    std::string text_value;
    std::string text_count;  // "noch 3 950 Zeichen"
    std::string quarter_label;
    std::vector<Choice> quarters;
    std::string theme_label;
    PlaceField place;
    std::vector<Choice> themes;       // with "weiß ich nicht" first
    std::vector<std::string> faults;  // in words; empty while nothing was pressed
    std::string title_fault;
    std::string similar_title;
    std::vector<IdeaRow> similar;
    std::string submit;
    std::string cancel;
    std::string take_along;  // a kiosk: "Auf dem Handy weiterschreiben"; empty elsewhere
    std::string privacy;     // what is kept, in a sentence
};
// `is_pressed`: the person pressed submit, so faults are named.
Result<IdeaFormView> idea_form_view(const Context& context, const domain::IdeaDraft& draft,
                                    bool is_pressed);

// The same for an own idea's text anew.
Result<IdeaFormView> idea_edit_view(const Context& context, const Id& idea,
                                    const domain::IdeaDraft& draft, bool is_pressed);

// After a durable commit only.
struct IdeaSavedView {
    std::string title;       // "Gespeichert."
    std::string text;        // what happens next, with or without network
    std::string code_label;  // "Dein Beleg"
    std::string receipt_code;
    std::string code_spoken;  // letter by letter: a speech engine would make a word of it
    std::string code_hint;
    std::string follow_link;  // a kiosk: as a QR code it opens the look-up on a phone; may be empty
    std::string follow_label;  // what the code is for
    std::string again;         // "Noch eine Idee"
    std::string done;
};
IdeaSavedView idea_saved_view(const Context& context, const store::Saved& saved);
// Why nothing was saved: disk full, no city keys yet …
struct SaveFailedView {
    std::string title;
    std::string text;
    std::string retry;
};
SaveFailedView save_failed_view(const Context& context, const Error& error);

}  // namespace qp::views
