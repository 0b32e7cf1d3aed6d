// SPDX-License-Identifier: EUPL-1.2
// Kickbox: people who try out their own ideas.
#pragma once

#include "core/views/view.h"

namespace qp::views {

struct ProjectRow {
    std::string id;
    Text title;
    Text summary;
    std::string stage;               // "Stufe 4 von 6: …"
    std::string stage_tone;          // "red", "blue", "gold", "done", "paused", "ended"
    std::optional<double> progress;  // 0 … 1
    std::string last_update;         // "vor 3 Tagen: erste Messung"
    std::string help;                // "sucht: Programmiererin"; empty
    std::vector<Badge> badges;
    std::string spoken;
};
struct ProjectListView {
    std::string title;
    std::string lead;
    std::string theme_label;
    std::vector<Choice> themes;
    std::string count;
    std::vector<ProjectRow> rows;
    std::string empty;
    bool has_more = false;
};
Result<ProjectListView> project_list_view(const Context& context, const store::ProjectQuery& query);

struct StageView {
    std::string label;
    std::string tone;
    bool is_done = false;
    bool is_current = false;
};
struct ProjectUpdateView {
    std::string date;
    Text title;
    Text text;
};
struct ProjectView {
    std::string id;
    Text title;
    Text summary;
    std::vector<Text> paragraphs;
    std::string innovator;
    std::vector<Badge> badges;
    std::string stage_title;
    std::string stage;  // the current one in words
    std::vector<StageView> stages;
    std::string help_title;
    std::vector<Text> help_wanted;
    std::string goals_title;
    std::vector<std::string> goals;
    std::string updates_title;
    std::vector<ProjectUpdateView> updates;  // newest first
    std::string updates_empty;
    std::string idea_label;  // link to the idea it came from
    std::string idea_id;
};
Result<std::optional<ProjectView>> project_view(const Context& context, const Id& project);

}  // namespace qp::views
