// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/place.h"
#include "sync/city/opendata/table.h"

namespace qp::city::opendata {

namespace {

using domain::EntityKind;
using store::Change;
using store::Content;
using Rows = std::vector<Row>;

constexpr std::uint32_t kEntitiesAtOnce = 200;
constexpr std::uint32_t kSeriesAtOnce = 20;  // a series is a day: up to thousands of rows

Field time(Instant at) {
    return at == Instant{} ? Field{} : Field{to_iso(at)};
}

template <class Slugged>
std::vector<std::string> slugs(const std::vector<Slugged>& items) {
    std::vector<std::string> result;
    result.reserve(items.size());
    for (const Slugged& item : items) result.emplace_back(domain::slug(item));
    return result;
}

Field text(std::string_view value) {
    return value.empty() ? Field{} : Field{std::string{value}};
}

// What is not known is empty, never 0.
Field supports_of(Content& content, const Id& idea) {
    const auto tally = content.tally(idea);
    if (!tally || !*tally || (*tally)->counts.empty()) return {};
    return std::int64_t{(*tally)->counts.front()};
}

Rows idea_rows(Content& content, const Change& change) {
    const auto idea = domain::decode_idea(*change.payload);
    if (!idea || idea->steps.empty()) return {};
    const domain::IdeaStep& step = idea->steps.back();
    Field latitude;
    Field longitude;
    if (idea->place) {
        latitude = idea->place->latitude_e3 / 1e3;
        longitude = idea->place->longitude_e3 / 1e3;
    }
    return {{idea->id.hex(), idea->title, idea->text, idea->quarter,
             idea->theme ? text(domain::slug(*idea->theme)) : Field{}, idea->language,
             std::string{domain::slug(idea->status())}, time(idea->published_at()), time(step.at),
             text(step.reason), supports_of(content, idea->id), idea->is_demo, latitude,
             longitude}};
}

// What became of it, step by step; the last one stands in `ideas` as well.
Rows idea_step_rows(Content&, const Change& change) {
    const auto idea = domain::decode_idea(*change.payload);
    if (!idea) return {};
    Rows rows;
    std::int64_t number = 0;
    for (const domain::IdeaStep& step : idea->steps)
        rows.push_back({idea->id.hex(), ++number, std::string{domain::slug(step.status)},
                        time(step.at), text(step.reason), idea->language, idea->is_demo});
    return rows;
}

Rows actor_rows(Content&, const Change& change) {
    const auto actor = domain::decode_actor(*change.payload);
    if (!actor) return {};
    return {{actor->id.hex(), actor->name, std::string{domain::slug(actor->sector)},
             actor->is_person, text(actor->summary), actor->competences, actor->interests,
             slugs(actor->themes), text(actor->quarter), text(actor->address), text(actor->website),
             text(actor->contact), time(actor->reviewed_at), actor->is_demo, actor->language}};
}

Rows project_rows(Content&, const Change& change) {
    const auto project = domain::decode_kickbox_project(*change.payload);
    if (!project) return {};
    const std::vector<std::int64_t> goals{project->goals.begin(), project->goals.end()};
    const bool has_update = !project->updates.empty();
    return {{project->id.hex(), project->title, text(project->summary), text(project->text),
             text(project->innovator), text(project->quarter),
             std::string{domain::slug(project->stage)}, slugs(project->themes),
             project->help_wanted, goals, project->idea ? Field{project->idea->hex()} : Field{},
             time(project->started_at), static_cast<std::int64_t>(project->updates.size()),
             has_update ? time(project->updates.back().at) : Field{},
             has_update ? text(project->updates.back().title) : Field{}, project->is_demo,
             project->stage_before_pause
                 ? Field{std::string{domain::slug(*project->stage_before_pause)}}
                 : Field{},
             project->language}};
}

Rows project_update_rows(Content&, const Change& change) {
    const auto project = domain::decode_kickbox_project(*change.payload);
    if (!project) return {};
    Rows rows;
    for (const domain::ProjectUpdate& update : project->updates)
        rows.push_back({project->id.hex(), time(update.at), text(update.title), text(update.text),
                        project->is_demo, update.language});
    return rows;
}

Rows station_rows(Content&, const Change& change) {
    const auto station = domain::decode_station(*change.payload);
    if (!station) return {};
    Field latitude;
    Field longitude;
    if (station->at) {
        latitude = station->at->latitude_e5 / 1e5;
        longitude = station->at->longitude_e5 / 1e5;
    }
    return {{station->id.hex(), station->name, station->quarter, latitude, longitude,
             text(station->operator_name), text(station->attribution), text(station->licence),
             station->is_withdrawn, station->is_demo}};
}

Rows datastream_rows(Content& content, const Change& change) {
    const auto stream = domain::decode_datastream(*change.payload);
    if (!stream) return {};
    const auto station = content.station(stream->station);
    const bool is_other = stream->property == domain::Property::other;
    return {
        {stream->id.hex(), stream->station.hex(),
         station && *station ? text((*station)->name) : Field{},
         is_other ? text(stream->name) : text(domain::slug(stream->property)),
         text(is_other ? std::string_view{stream->unit} : domain::unit(stream->property)),
         std::int64_t{std::chrono::duration_cast<std::chrono::seconds>(stream->interval).count()},
         station && *station ? Field{(*station)->is_demo} : Field{}}};
}

// Values of a station that editors have withdrawn are known to be wrong: not given out.
Rows observation_rows(Content& content, const Change& change) {
    const auto series = domain::decode_series(*change.payload);
    if (!series) return {};
    const auto entity = content.entity(EntityKind::datastream, series->datastream);
    if (!entity || !*entity || !(*entity)->payload) return {};
    const auto stream = domain::decode_datastream(*(*entity)->payload);
    if (!stream) return {};
    const auto station = content.station(stream->station);
    if (!station || !*station || (*station)->is_withdrawn) return {};
    const bool is_other = stream->property == domain::Property::other;
    const Field unit =
        text(is_other ? std::string_view{stream->unit} : domain::unit(stream->property));
    const std::string property =
        is_other ? stream->name : std::string{domain::slug(stream->property)};
    Rows rows;
    for (const domain::Observation& observation : series->observations)
        rows.push_back({stream->station.hex(), (*station)->name, stream->id.hex(), property, unit,
                        to_iso(observation.at), observation.value, (*station)->is_demo});
    return rows;
}

Rows tally_rows(Content&, const Change& change) {
    const auto tally = domain::decode_tally(*change.payload);
    if (!tally) return {};
    const std::vector<std::int64_t> counts{tally->counts.begin(), tally->counts.end()};
    const bool is_support = tally->kind == domain::PollKind::support;
    return {{tally->poll.hex(), std::string{is_support ? "support" : "thesis"}, counts,
             std::int64_t{tally->total()}, tally->is_provisional, time(tally->as_of)}};
}

Rows event_rows(Content&, const Change& change) {
    const auto event = domain::decode_event(*change.payload);
    if (!event) return {};
    return {{event->id.hex(), event->title, text(event->place), text(event->quarter),
             text(event->text), time(event->starts_at), time(event->ends_at), event->is_demo}};
}

Rows thesis_rows(Content&, const Change& change) {
    const auto session = domain::decode_mood_session(*change.payload);
    if (!session) return {};
    const auto in = [](const domain::LocalText& texts, const char* language) {
        const auto found = texts.by_language.find(language);
        return found == texts.by_language.end() ? Field{} : text(found->second);
    };
    Rows rows;
    for (const domain::Thesis& thesis : session->theses)
        rows.push_back({thesis.id.hex(), session->id.hex(), in(session->title, "de"),
                        in(thesis.text, "de"), in(thesis.text, "de-x-leicht"),
                        in(thesis.text, "en"), text(session->quarter), time(session->opens_at),
                        time(session->closes_at), session->is_demo, time(session->sealed_at),
                        session->reveals_at ? time(*session->reveals_at) : Field{},
                        std::int64_t{session->picture_min}});
    return rows;
}

// Every text of a session in every language that it was written in.
Rows session_text_rows(Content&, const Change& change) {
    const auto session = domain::decode_mood_session(*change.payload);
    if (!session) return {};
    Rows rows;
    const auto add = [&](const char* part, const Id* thesis, const domain::LocalText& texts) {
        for (const auto& [language, words] : texts.by_language)
            rows.push_back({session->id.hex(), std::string{part},
                            thesis ? Field{thesis->hex()} : Field{}, language, text(words)});
    };
    add("title", nullptr, session->title);
    add("introduction", nullptr, session->introduction);
    for (const domain::Thesis& thesis : session->theses) add("thesis", &thesis.id, thesis.text);
    return rows;
}

const std::vector<Table> kTables{
    {"ideas",
     "Published ideas (Ideenspeicher) with their latest step; places to a thousandth of a degree",
     {"id", "title", "text", "quarter", "theme", "language", "status", "published_at", "status_at",
      "reason", "supports", "is_demo", "latitude", "longitude"},
     EntityKind::idea,
     kEntitiesAtOnce,
     idea_rows},
    {"idea_steps",
     "Every step of the published ideas with its reason, the oldest first",
     {"idea", "number", "status", "at", "reason", "language", "is_demo"},
     EntityKind::idea,
     kEntitiesAtOnce,
     idea_step_rows},
    {"actors",
     "Actors of the Netzwerkcompass",
     {"id", "name", "sector", "is_person", "summary", "competences", "interests", "themes",
      "quarter", "address", "website", "contact", "reviewed_at", "is_demo", "language"},
     EntityKind::actor,
     kEntitiesAtOnce,
     actor_rows},
    {"projects",
     "Kickbox projects with their stage and latest update",
     {"id", "title", "summary", "text", "innovator", "quarter", "stage", "themes", "help_wanted",
      "goals", "idea", "started_at", "updates", "latest_update_at", "latest_update", "is_demo",
      "stage_before_pause", "language"},
     EntityKind::project,
     kEntitiesAtOnce,
     project_rows},
    {"project_updates",
     "What the Kickbox projects tell of themselves, the oldest first",
     {"project", "at", "title", "text", "is_demo", "language"},
     EntityKind::project,
     kEntitiesAtOnce,
     project_update_rows},
    {"stations",
     "Measuring stations (Reallabor, Umweltbundesamt), each with its own licence",
     {"id", "name", "quarter", "latitude", "longitude", "operator", "attribution", "licence",
      "is_withdrawn", "is_demo"},
     EntityKind::station,
     kEntitiesAtOnce,
     station_rows},
    {"datastreams",
     "What the stations measure, also where no value has come yet",
     {"id", "station", "station_name", "property", "unit", "interval_s", "is_demo"},
     EntityKind::datastream,
     kEntitiesAtOnce,
     datastream_rows},
    {"observations",
     "Measured values; the time is the end of the interval, in UTC",
     {"station", "station_name", "datastream", "property", "unit", "time", "value", "is_demo"},
     EntityKind::series,
     kSeriesAtOnce,
     observation_rows},
    {"tallies",
     "Counted supports and answers, in steps of at least five; answers from full rejection to "
     "full agreement",
     {"poll", "kind", "counts", "total", "is_provisional", "as_of"},
     EntityKind::tally,
     kEntitiesAtOnce,
     tally_rows},
    {"events",
     "Events in the quarters",
     {"id", "title", "place", "quarter", "text", "starts_at", "ends_at", "is_demo"},
     EntityKind::event,
     kEntitiesAtOnce,
     event_rows},
    {"theses",
     "Theses of the Stimmungsbilder; `tallies` refers to them",
     {"id", "session", "session_title", "text_de", "text_de_x_leicht", "text_en", "quarter",
      "opens_at", "closes_at", "is_demo", "sealed_at", "reveals_at", "picture_min"},
     EntityKind::mood_session,
     kEntitiesAtOnce,
     thesis_rows},
    {"session_texts",
     "Titles, introductions and theses of the Stimmungsbilder in every language",
     {"session", "part", "thesis", "language", "text"},
     EntityKind::mood_session,
     kEntitiesAtOnce,
     session_text_rows},
};

}  // namespace

const std::vector<Table>& tables() {
    return kTables;
}

}  // namespace qp::city::opendata
