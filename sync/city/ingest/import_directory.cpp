// SPDX-License-Identifier: EUPL-1.2
// Actors, projects and events.
#include <map>

#include "core/domain/place.h"
#include "sync/city/ingest/imports.h"
#include "sync/city/ingest/stable_id.h"
#include "sync/city/ingest/table.h"

namespace qp::city::ingest {

namespace {

using domain::EntityKind;
using storage::Publication;

constexpr const char* kSource = "import";
constexpr std::int64_t kDaysMax = 20'000;

Instant days_before(Instant today, std::int64_t days) {
    return today - std::chrono::hours{24 * days};
}

// "14:00" of a German day.
std::optional<Instant> at_time(Instant day, const std::string& text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = number_in(text.substr(0, 2));
    const auto minute = number_in(text.substr(3));
    if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59)
        return std::nullopt;
    const CivilTime civil = german_time(day);
    return from_german(civil.year, civil.month, civil.day, static_cast<unsigned>(*hour),
                       static_cast<unsigned>(*minute));
}

// What no device could read must not be published: the limits are the domain's.
template <class Decoded>
void add(std::vector<Publication>& list, Row& row, Publication publication,
         const Decoded& decoded) {
    if (!decoded) row.fault("", decoded.error().detail);
    if (!row.is_faulty()) list.push_back(std::move(publication));
}

using UpdatesByProject = std::map<std::string, std::vector<domain::ProjectUpdate>>;

Result<UpdatesByProject> read_updates(const ImportFile& file, Instant today, Report& report) {
    const auto table = Table::parse(file.bytes, file.name, {"project", "days_ago", "title", "text"},
                                    {"language"}, report);
    if (!table) return fail(table.error());
    UpdatesByProject updates;
    table->each(report, [&](Row& row) {
        const std::string project = row.required("project");
        const auto days = row.integer("days_ago", 0, kDaysMax);
        if (!days) row.fault("days_ago", "is empty");
        domain::ProjectUpdate update{days_before(today, days.value_or(0)), row.required("title"),
                                     row.text("text"), row.language("language")};
        if (!row.is_faulty()) updates[project].push_back(std::move(update));
    });
    return updates;
}

domain::KickboxProject project_of(Row& row, const std::string& key, Instant today) {
    domain::KickboxProject project;
    project.id = project_id(key);
    project.title = row.required("title");
    project.summary = row.text("summary");
    project.text = row.text("text");
    project.innovator = row.text("innovator");
    project.quarter = row.quarter("quarter");
    project.stage = row.word("stage", domain::find_stage);
    if (!row.text("stage_before_pause").empty())
        project.stage_before_pause = row.word("stage_before_pause", domain::find_stage);
    project.themes = row.themes("themes");
    project.help_wanted = row.list("help_wanted");
    for (const std::string& item : row.list("goals")) {
        const auto goal = number_in(item);
        if (!goal || *goal < 1 || *goal > 17)
            row.fault("goals", "no goal from 1 to 17: '" + item + "'");
        else
            project.goals.push_back(static_cast<std::uint8_t>(*goal));
    }
    const std::string idea = row.text("idea");
    if (!idea.empty()) project.idea = stable_id("idea", kSource, idea);
    project.started_at =
        days_before(today, row.integer("started_days_ago", 0, kDaysMax).value_or(0));
    project.is_demo = row.flag("is_demo");
    project.language = row.language("language");
    return project;
}

}  // namespace

Id project_id(std::string_view key) {
    return stable_id("project", kSource, key);
}

Instant import_day(Instant now) {
    const CivilTime civil = german_time(now);
    return from_german(civil.year, civil.month, civil.day, 0, 0);
}

Result<std::vector<Publication>> read_actors(const ImportFile& file, Instant today,
                                             Report& report) {
    const auto table =
        Table::parse(file.bytes, file.name, {"key", "name", "sector"},
                     {"is_person", "summary", "competences", "interests", "themes", "quarter",
                      "address", "website", "contact", "reviewed_days_ago", "is_demo", "language"},
                     report);
    if (!table) return fail(table.error());
    std::vector<Publication> list;
    table->each(report, [&](Row& row) {
        domain::Actor actor;
        actor.id = stable_id("actor", kSource, row.required("key"));
        actor.name = row.required("name");
        actor.sector = row.word("sector", domain::find_sector);
        actor.is_person = row.flag("is_person");
        actor.summary = row.text("summary");
        actor.competences = row.list("competences");
        actor.interests = row.list("interests");
        actor.themes = row.themes("themes");
        actor.quarter = row.quarter("quarter");
        actor.address = row.text("address");
        actor.website = row.text("website");
        actor.contact = row.text("contact");
        actor.reviewed_at =
            days_before(today, row.integer("reviewed_days_ago", 0, kDaysMax).value_or(0));
        actor.is_demo = row.flag("is_demo");
        actor.language = row.language("language");
        Bytes payload = encode(actor);
        const auto decoded = domain::decode_actor(payload);
        // Everybody may find any actor, wherever they are at home.
        add(list, row,
            {EntityKind::actor, actor.id, std::string{domain::kCityScope}, 1, std::move(payload)},
            decoded);
    });
    return list;
}

Result<std::vector<Publication>> read_projects(const ImportFile& file,
                                               const std::optional<ImportFile>& updates,
                                               Instant today, Report& report) {
    UpdatesByProject by_project;
    if (updates) {
        auto read = read_updates(*updates, today, report);
        if (!read) return fail(read.error());
        by_project = std::move(*read);
    }
    const auto table =
        Table::parse(file.bytes, file.name, {"key", "title", "stage"},
                     {"summary", "text", "innovator", "quarter", "stage_before_pause", "themes",
                      "help_wanted", "goals", "idea", "started_days_ago", "is_demo", "language"},
                     report);
    if (!table) return fail(table.error());
    std::vector<Publication> list;
    table->each(report, [&](Row& row) {
        const std::string key = row.required("key");
        domain::KickboxProject project = project_of(row, key, today);
        if (const auto found = by_project.find(key); found != by_project.end()) {
            project.updates = std::move(found->second);
            by_project.erase(found);
        }
        Bytes payload = encode(project);
        const auto decoded = domain::decode_kickbox_project(payload);
        add(list, row,
            {EntityKind::project, project.id, std::string{domain::kCityScope}, 1,
             std::move(payload)},
            decoded);
    });
    for (const auto& [key, unused] : by_project)
        report.fault(updates->name + ": updates of a project that is not there: '" + key + "'");
    return list;
}

Result<std::vector<Publication>> read_events(const ImportFile& file, Instant today,
                                             Report& report) {
    const auto table =
        Table::parse(file.bytes, file.name, {"key", "title", "starts_in_days", "start_time"},
                     {"place", "quarter", "text", "end_time", "is_demo"}, report);
    if (!table) return fail(table.error());
    std::vector<Publication> list;
    table->each(report, [&](Row& row) {
        domain::Event event;
        event.id = stable_id("event", kSource, row.required("key"));
        event.title = row.required("title");
        event.place = row.text("place");
        event.quarter = row.quarter("quarter");
        event.text = row.text("text");
        const auto days = row.integer("starts_in_days", -kDaysMax, kDaysMax);
        // Half a day on, so that the change of clocks does not lead into the day before.
        const Instant day = today + std::chrono::hours{24 * days.value_or(0) + 12};
        const auto starts = at_time(day, row.required("start_time"));
        if (!starts) row.fault("start_time", "no time like 14:00");
        const std::string end = row.text("end_time");
        const auto ends = end.empty() ? starts : at_time(day, end);
        if (!ends) row.fault("end_time", "no time like 18:00");
        event.starts_at = starts.value_or(Instant{});
        event.ends_at = std::max(ends.value_or(Instant{}), event.starts_at);
        event.is_demo = row.flag("is_demo");
        Bytes payload = encode(event);
        const auto decoded = domain::decode_event(payload);
        add(list, row, {EntityKind::event, event.id, event.quarter, 1, std::move(payload)},
            decoded);
    });
    return list;
}

}  // namespace qp::city::ingest
