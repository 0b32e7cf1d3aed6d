// SPDX-License-Identifier: EUPL-1.2
// Kickbox: somebody tries out their own idea. The method's common form: a red box with six levels
// that the innovator ticks off, a pitch, a blue box (pilot) with four, a pitch, gold (it becomes
// real). Bielefeld's paper names no colours: names of stages are messages ("stage.<slug>").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/domain/idea.h"
#include "core/domain/theme.h"

namespace qp::domain {

enum class Stage : std::uint8_t {
    applied = 0,
    red1 = 1,
    red2,
    red3,
    red4,
    red5,
    red6,
    red_pitch = 7,
    blue1 = 8,
    blue2,
    blue3,
    blue4,
    blue_pitch = 12,
    gold = 13,
    done = 14,
    spin_out = 15,
    paused = 16,
    ended_with_learning = 17,
};
std::string_view slug(Stage stage);
std::optional<Stage> find_stage(std::string_view slug);
// 0 … 1 along the way to gold; unset for paused and ended projects.
std::optional<double> progress(Stage stage);
// One step ahead or any number back on the way to gold; from anywhere into a pause or an early end,
// and out of a pause to anywhere on the way.
bool may_follow(Stage before, Stage after);
Ring ring_of(Stage stage);

inline constexpr std::size_t kProjectTitleMax = 200;  // code points
inline constexpr std::size_t kProjectSummaryMax = 1000;
inline constexpr std::size_t kProjectTextMax = 8000;
inline constexpr std::size_t kProjectUpdatesMax = 400;
inline constexpr std::size_t kProjectListMax = 40;

struct ProjectUpdate {
    Instant at{};
    std::string title;
    std::string text;
    std::string language = "de";
    bool operator==(const ProjectUpdate&) const = default;
};

struct KickboxProject {
    Id id;
    std::string title;
    std::string summary;    // one sentence
    std::string text;       // what it is about
    std::string innovator;  // how they want to be called
    std::string quarter;    // slug or kCityScope
    Stage stage = Stage::applied;
    std::optional<Stage> stage_before_pause;
    std::vector<Theme> themes;  // the first one places it on the radar
    std::vector<std::string> help_wanted;
    std::vector<std::uint8_t> goals;     // SDG 1 … 17
    std::vector<ProjectUpdate> updates;  // oldest first
    std::optional<Id> idea;              // where it came from
    Instant started_at{};
    bool is_demo = false;
    std::string language = "de";  // of all but the updates, which have their own
    bool operator==(const KickboxProject&) const = default;
};

Bytes encode(const KickboxProject& project);
Result<KickboxProject> decode_kickbox_project(BytesView payload);

}  // namespace qp::domain
