// SPDX-License-Identifier: EUPL-1.2
// Files that editors bring: actors, projects with their updates, events, and for demonstrations
// ideas and a Stimmungsbild. Forms: assets/demo/README.md. Each reader turns texts into what is to
// be published; nothing is written here.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/mood_session.h"
#include "sync/city/ingest/report.h"
#include "sync/city/storage/publication.h"

namespace qp::city::ingest {

// A file's bytes and the name that stands in faults.
struct ImportFile {
    std::string_view bytes;
    std::string name;
};

// Ages are counted from `today`, a German midnight, so that two imports of one day are the same.
Instant import_day(Instant now);

Result<std::vector<storage::Publication>> read_actors(const ImportFile& file, Instant today,
                                                      Report& report);
// Of a project's key in that file.
Id project_id(std::string_view key);
// `updates` may be unset.
Result<std::vector<storage::Publication>> read_projects(const ImportFile& file,
                                                        const std::optional<ImportFile>& updates,
                                                        Instant today, Report& report);
Result<std::vector<storage::Publication>> read_events(const ImportFile& file, Instant today,
                                                      Report& report);

// A poll's answers that a demonstration starts from, by choice (0 unused).
struct DemoCount {
    Id poll;
    std::array<std::uint32_t, 6> by_choice{};
};
struct DemoContent {
    std::vector<storage::Publication> publications;
    std::vector<DemoCount> counts;
};
// Published as they are, without moderation: what is imported so is always marked as demo.
Result<DemoContent> read_demo_ideas(const ImportFile& ideas, const ImportFile& steps, Instant today,
                                    Report& report);
Result<DemoContent> read_mood_session(const ImportFile& file, Instant today, Report& report);

}  // namespace qp::city::ingest
