// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/kickbox_project.h"

#include <algorithm>
#include <array>

#include "core/domain/fields.h"

namespace qp::domain {

namespace {

constexpr std::array<std::string_view, 18> kStageSlugs{
    "applied",    "red1",      "red2",  "red3",     "red4",   "red5",
    "red6",       "red_pitch", "blue1", "blue2",    "blue3",  "blue4",
    "blue_pitch", "gold",      "done",  "spin_out", "paused", "ended_with_learning"};
constexpr auto kLastStage = static_cast<std::uint8_t>(Stage::ended_with_learning);
constexpr std::uint8_t kGoalsMax = 17;  // of the United Nations

bool is_on_the_way(Stage stage) {
    return stage <= Stage::gold;
}

Stage read_stage(cbor::Reader& in) {
    return static_cast<Stage>(read_enum(in, 0, kLastStage));
}

Bytes encode_updates(const std::vector<ProjectUpdate>& updates) {
    cbor::Writer out;
    out.array(updates.size());
    for (const ProjectUpdate& update : updates) {
        out.array(3).integer(ms(update.at)).text(update.title).text(update.text);
    }
    return out.take();
}

std::vector<ProjectUpdate> read_updates(cbor::Reader& in) {
    std::vector<ProjectUpdate> updates;
    for (std::size_t left = in.array(kProjectUpdatesMax); left > 0 && in.is_ok(); --left) {
        in.array_of(3);
        ProjectUpdate update;
        update.at = read_time(in);
        update.title = read_text(in, kProjectTitleMax);
        update.text = read_text(in, kProjectTextMax);
        updates.push_back(std::move(update));
    }
    return updates;
}

// Beside the updates and not within: a version that knows no languages reads those as ever.
bool all_german(const std::vector<ProjectUpdate>& updates) {
    return std::all_of(updates.begin(), updates.end(),
                       [](const auto& update) { return update.language == "de"; });
}

Bytes encode_languages(const std::vector<ProjectUpdate>& updates) {
    cbor::Writer out;
    out.array(updates.size());
    for (const ProjectUpdate& update : updates) out.text(update.language);
    return out.take();
}

std::vector<std::string> read_languages(cbor::Reader& in) {
    std::vector<std::string> languages;
    for (std::size_t left = in.array(kProjectUpdatesMax); left > 0 && in.is_ok(); --left) {
        languages.push_back(read_language(in));
    }
    return languages;
}

Bytes encode_goals(const std::vector<std::uint8_t>& goals) {
    cbor::Writer out;
    out.array(goals.size());
    for (const std::uint8_t goal : goals) out.uint(goal);
    return out.take();
}

std::vector<std::uint8_t> read_goals(cbor::Reader& in) {
    std::vector<std::uint8_t> goals;
    for (std::size_t left = in.array(kGoalsMax); left > 0 && in.is_ok(); --left) {
        goals.push_back(read_enum(in, 1, kGoalsMax));
    }
    return goals;
}

}  // namespace

std::string_view slug(Stage stage) {
    return kStageSlugs[static_cast<std::size_t>(stage)];
}

std::optional<Stage> find_stage(std::string_view slug) {
    for (std::size_t i = 0; i < kStageSlugs.size(); ++i) {
        if (kStageSlugs[i] == slug) return static_cast<Stage>(i);
    }
    return std::nullopt;
}

std::optional<double> progress(Stage stage) {
    if (is_on_the_way(stage)) {
        return static_cast<double>(stage) / static_cast<double>(Stage::gold);
    }
    if (stage == Stage::done || stage == Stage::spin_out) return 1.0;
    return std::nullopt;
}

bool may_follow(Stage before, Stage after) {
    if (before == after || before == Stage::ended_with_learning) return false;
    if (before == Stage::done || before == Stage::spin_out) return after == Stage::spin_out;
    if (after == Stage::paused || after == Stage::ended_with_learning) return true;
    if (before == Stage::paused) return is_on_the_way(after);
    if (after == Stage::done || after == Stage::spin_out) return before == Stage::gold;
    return static_cast<int>(after) <= static_cast<int>(before) + 1;
}

Ring ring_of(Stage stage) {
    switch (stage) {
        case Stage::applied:
            return Ring::collected;
        // Nothing was put into practice; what was learnt goes back to what is collected.
        case Stage::ended_with_learning:
            return Ring::collected;
        case Stage::done:
        case Stage::spin_out:
            return Ring::done;
        default:
            return Ring::in_progress;
    }
}

Bytes encode(const KickboxProject& project) {
    FieldsWriter map;
    map.id(0, project.id);
    map.text(1, project.title);
    map.text_unless_empty(2, project.summary);
    map.text_unless_empty(3, project.text);
    map.text_unless_empty(4, project.innovator);
    map.text(5, project.quarter);
    map.uint(6, static_cast<std::uint8_t>(project.stage));
    if (project.stage_before_pause) {
        map.uint(7, static_cast<std::uint8_t>(*project.stage_before_pause));
    }
    map.themes(8, project.themes);
    map.texts(9, project.help_wanted);
    if (!project.goals.empty()) map.encoded(10, encode_goals(project.goals));
    if (!project.updates.empty()) map.encoded(11, encode_updates(project.updates));
    if (project.idea) map.id(12, *project.idea);
    map.time(13, project.started_at);
    map.flag(14, project.is_demo);
    map.language(15, project.language);
    if (!all_german(project.updates)) map.encoded(16, encode_languages(project.updates));
    return map.bytes();
}

Result<KickboxProject> decode_kickbox_project(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    KickboxProject project;
    std::vector<std::string> languages;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                project.id = in.id<Id>();
                break;
            case 1:
                project.title = read_text(in, kProjectTitleMax);
                break;
            case 2:
                project.summary = read_text(in, kProjectSummaryMax);
                break;
            case 3:
                project.text = read_text(in, kProjectTextMax);
                break;
            case 4:
                project.innovator = read_text(in, kProjectTitleMax);
                break;
            case 5:
                project.quarter = read_quarter(in);
                break;
            case 6:
                project.stage = read_stage(in);
                break;
            case 7:
                project.stage_before_pause = read_stage(in);
                break;
            case 8:
                project.themes = read_themes(in);
                break;
            case 9:
                project.help_wanted = read_texts(in, kProjectListMax, kProjectSummaryMax);
                break;
            case 10:
                project.goals = read_goals(in);
                break;
            case 11:
                project.updates = read_updates(in);
                break;
            case 12:
                project.idea = in.id<Id>();
                break;
            case 13:
                project.started_at = read_time(in);
                break;
            case 14:
                project.is_demo = in.boolean();
                break;
            case 15:
                project.language = read_language(in);
                break;
            case 16:
                languages = read_languages(in);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 5, 6}, "project");
    if (auto end = in.finish(); !end) return fail(end.error());
    const std::size_t told = std::min(languages.size(), project.updates.size());
    for (std::size_t i = 0; i < told; ++i) project.updates[i].language = std::move(languages[i]);
    return project;
}

}  // namespace qp::domain
