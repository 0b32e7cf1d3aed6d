// SPDX-License-Identifier: EUPL-1.2
// What an innovator tells of their own project, and what becomes of the project once an editor has
// published it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/kickbox_project.h"

namespace qp::domain {

inline constexpr std::size_t kUpdateTitleMin = 3;  // code points
inline constexpr std::size_t kUpdateTitleMax = 120;
inline constexpr std::size_t kUpdateTextMax = 4000;
inline constexpr std::size_t kHelpWantedMax = 12;  // lines of one update
inline constexpr std::size_t kHelpWantedLengthMax = 200;

struct ProjectUpdateDraft {
    std::string title;
    std::string text;
    std::optional<Stage> stage;                           // where the project moves
    std::optional<std::vector<std::string>> help_wanted;  // the new list, where it changes
    std::string language = "de";
    bool operator==(const ProjectUpdateDraft&) const = default;
};

// Help that is wanted as one text, a line each, and back.
std::string text_of(const std::vector<std::string>& lines);
std::vector<std::string> lines_of(std::string_view text);

// Without control characters, outer blanks and empty lines; paragraphs of the text stay.
ProjectUpdateDraft cleaned(ProjectUpdateDraft draft);
enum class UpdateFault { title_too_short, title_too_long, text_too_long, help_too_long };
// Of a cleaned draft; empty where it may be sent.
std::vector<UpdateFault> check(const ProjectUpdateDraft& draft);

// Where the project may move from here, as may_follow has it.
std::vector<Stage> next_stages(const KickboxProject& project);
// REQUIRES: may_follow(project.stage, stage).
void move_to(KickboxProject& project, Stage stage);

// The same words are told once, and a project keeps its newest: what no device could hold any more
// leaves it, oldest first.
inline constexpr std::size_t kProjectUpdatesBytesMax = 128 * 1024;
bool tells(const KickboxProject& project, const ProjectUpdate& update);
void add_update(KickboxProject& project, ProjectUpdate update);
void remove_update(KickboxProject& project, const std::string& title, const std::string& text);

}  // namespace qp::domain
