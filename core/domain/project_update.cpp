// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/project_update.h"

#include <algorithm>
#include <cassert>

#include "core/base/utf8.h"
#include "core/domain/fields.h"

namespace qp::domain {

namespace {

constexpr auto kLastStage = static_cast<std::uint8_t>(Stage::ended_with_learning);

std::string one_line(const std::string& text) {
    const std::string line = utf8::without_control(text, utf8::LineBreaks::to_space);
    return std::string{utf8::trimmed(line)};
}

bool is_same(const ProjectUpdate& update, const std::string& title, const std::string& text) {
    return update.title == title && update.text == text;
}

}  // namespace

std::string text_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text.append(text.empty() ? "" : "\n").append(line);
    return text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

ProjectUpdateDraft cleaned(ProjectUpdateDraft draft) {
    draft.title = one_line(draft.title);
    const std::string text = utf8::without_control(draft.text, utf8::LineBreaks::keep);
    draft.text = utf8::trimmed(text);
    if (draft.help_wanted) {
        std::vector<std::string> lines;
        for (const std::string& typed : *draft.help_wanted)
            if (std::string line = one_line(typed); !line.empty()) lines.push_back(std::move(line));
        draft.help_wanted = std::move(lines);
    }
    if (!is_language_tag(draft.language)) draft.language = "de";
    return draft;
}

std::vector<UpdateFault> check(const ProjectUpdateDraft& draft) {
    std::vector<UpdateFault> faults;
    const std::size_t title = utf8::length(draft.title);
    if (title < kUpdateTitleMin) faults.push_back(UpdateFault::title_too_short);
    if (title > kUpdateTitleMax) faults.push_back(UpdateFault::title_too_long);
    if (utf8::length(draft.text) > kUpdateTextMax) faults.push_back(UpdateFault::text_too_long);
    if (draft.help_wanted && (draft.help_wanted->size() > kHelpWantedMax ||
                              std::any_of(draft.help_wanted->begin(), draft.help_wanted->end(),
                                          [](const std::string& line) {
                                              return utf8::length(line) > kHelpWantedLengthMax;
                                          })))
        faults.push_back(UpdateFault::help_too_long);
    return faults;
}

std::vector<Stage> next_stages(const KickboxProject& project) {
    std::vector<Stage> stages;
    for (std::uint8_t i = 0; i <= kLastStage; ++i) {
        const auto stage = static_cast<Stage>(i);
        if (may_follow(project.stage, stage)) stages.push_back(stage);
    }
    return stages;
}

void move_to(KickboxProject& project, Stage stage) {
    assert(may_follow(project.stage, stage));
    project.stage_before_pause.reset();
    if (stage == Stage::paused) project.stage_before_pause = project.stage;
    project.stage = stage;
}

bool tells(const KickboxProject& project, const ProjectUpdate& update) {
    return std::any_of(
        project.updates.begin(), project.updates.end(),
        [&](const ProjectUpdate& told) { return is_same(told, update.title, update.text); });
}

void add_update(KickboxProject& project, ProjectUpdate update) {
    if (tells(project, update)) return;
    std::vector<ProjectUpdate>& all = project.updates;
    const auto later = [](const ProjectUpdate& a, const ProjectUpdate& b) { return a.at < b.at; };
    all.insert(std::upper_bound(all.begin(), all.end(), update, later), std::move(update));
    std::size_t bytes = 0;
    for (const ProjectUpdate& told : all) bytes += told.title.size() + told.text.size();
    while (all.size() > kProjectUpdatesMax || bytes > kProjectUpdatesBytesMax) {
        bytes -= all.front().title.size() + all.front().text.size();
        all.erase(all.begin());
    }
}

void remove_update(KickboxProject& project, const std::string& title, const std::string& text) {
    std::vector<ProjectUpdate>& all = project.updates;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const ProjectUpdate& told) { return is_same(told, title, text); }),
              all.end());
}

}  // namespace qp::domain
