// SPDX-License-Identifier: EUPL-1.2
// A phone: what its owner does for a Kickbox project of their own. The key that the Kickbox team is
// given, a form for what is new, and where that stands.
#pragma once

#include "core/domain/project_update.h"
#include "core/views/view.h"

namespace qp::views {

struct OwnUpdateRow {
    std::string id;
    Text title;
    std::string delivery;  // "bei der Stadt angekommen"
    std::string status;    // what the editors made of it, or what helps
    std::string tone;
};

struct OwnProjectView {
    std::string id;
    std::string title;
    Text project;  // its title
    std::string lead;
    std::string make_lead;
    std::string make;  // empty: there is a key, and what follows here stands
    std::string made;  // said once there is one
    std::string key_title;
    std::string key_hint;
    std::string key;  // in groups of four
    std::string copy;
    std::string write_title;
    std::string title_label;
    std::string title_hint;
    std::string text_label;
    std::string text_hint;
    std::string stage_label;
    std::vector<Choice> stages;  // the one with the id "" leaves it
    std::string help_label;
    std::string help_hint;
    std::string help;                 // as it stands, a line each
    std::vector<std::string> faults;  // in words; empty while nothing was pressed
    std::string submit;
    std::string saved;  // said after it
    std::string updates_title;
    std::vector<OwnUpdateRow> updates;  // newest first
};

// What stands in the form, as the reader left it.
struct TypedUpdate {
    std::string title;
    std::string text;
    std::string stage;  // slug; empty: as before
    std::string help;   // a line each
};
// Nothing changes where the reader changed nothing: neither stage nor help.
domain::ProjectUpdateDraft update_draft(const domain::KickboxProject& project,
                                        const TypedUpdate& typed, std::string language);

// REQUIRES: a device. `is_pressed`: faults are named.
Result<std::optional<OwnProjectView>> own_project_view(const Context& context, const Id& project,
                                                       const TypedUpdate& typed, bool is_pressed);

}  // namespace qp::views
