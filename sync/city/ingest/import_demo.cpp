// SPDX-License-Identifier: EUPL-1.2
// Ideas and a Stimmungsbild for demonstrations.
#include <map>
#include <nlohmann/json.hpp>

#include "core/domain/place.h"
#include "sync/city/ingest/imports.h"
#include "sync/city/ingest/stable_id.h"
#include "sync/city/ingest/table.h"

namespace qp::city::ingest {

namespace {

using domain::EntityKind;
using nlohmann::json;

constexpr const char* kSource = "import";
constexpr std::int64_t kDaysMax = 20'000;
constexpr std::uint32_t kDemoBallotsMax = 10'000;  // a poll
constexpr Milliseconds kSealedAfter = std::chrono::hours{24 * 14};

using StepsByIdea = std::map<std::string, std::vector<domain::IdeaStep>>;

Result<StepsByIdea> read_steps(const ImportFile& file, Instant today, Report& report) {
    const auto table =
        Table::parse(file.bytes, file.name, {"idea", "status", "days_ago"}, {"reason"}, report);
    if (!table) return fail(table.error());
    StepsByIdea steps;
    table->each(report, [&](Row& row) {
        const std::string idea = row.required("idea");
        const auto status = row.word("status", domain::find_idea_status);
        const auto days = row.integer("days_ago", 0, kDaysMax);
        if (!days) row.fault("days_ago", "is empty");
        if (!domain::is_public(status)) row.fault("status", "not a public one");
        if (row.is_faulty()) return;
        steps[idea].push_back({status, today - std::chrono::hours{24 * *days}, row.text("reason")});
    });
    return steps;
}

std::string text_of(const json& object, const char* key) {
    if (!object.is_object()) return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

domain::LocalText local_text_of(const json& object, const char* key) {
    domain::LocalText result;
    if (!object.is_object()) return result;
    const auto found = object.find(key);
    if (found == object.end() || !found->is_object()) return result;
    for (const auto& [language, text] : found->items())
        if (text.is_string()) result.by_language[language] = text.get<std::string>();
    return result;
}

std::int64_t number_of(const json& object, const char* key, std::int64_t otherwise) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) return otherwise;
    return std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, kDaysMax);
}

// Five counts from rejection to agreement, or nothing where nobody has answered.
void read_counts(const json& thesis, const Id& poll, DemoContent& content, const std::string& where,
                 Report& report) {
    const auto found = thesis.find("counts");
    if (found == thesis.end() || found->is_null()) return;
    DemoCount count{poll, {}};
    bool is_well = found->is_array() && found->size() == domain::kLikertSteps;
    for (std::size_t i = 0; is_well && i < found->size(); ++i) {
        const json& item = (*found)[i];
        is_well = item.is_number_unsigned() && item.get<std::uint64_t>() <= kDemoBallotsMax;
        if (is_well) count.by_choice[i + 1] = item.get<std::uint32_t>();
    }
    if (is_well)
        content.counts.push_back(count);
    else
        report.fault(where + ": counts: not five numbers");
}

}  // namespace

Result<DemoContent> read_demo_ideas(const ImportFile& ideas, const ImportFile& steps, Instant today,
                                    Report& report) {
    auto by_idea = read_steps(steps, today, report);
    if (!by_idea) return fail(by_idea.error());
    const auto table =
        Table::parse(ideas.bytes, ideas.name, {"key", "title", "text"},
                     {"quarter", "theme", "language", "supports", "is_demo", "place"}, report);
    if (!table) return fail(table.error());
    DemoContent content;
    table->each(report, [&](Row& row) {
        const std::string key = row.required("key");
        domain::Idea idea;
        idea.id = stable_id("idea", kSource, key);
        idea.title = row.required("title");
        idea.text = row.text("text");
        idea.quarter = row.quarter("quarter");
        if (!row.text("theme").empty()) idea.theme = row.word("theme", domain::find_theme);
        idea.language = row.language("language");
        if (!row.text("place").empty()) idea.place = row.word("place", domain::find_coarse_point);
        idea.steps = (*by_idea)[key];
        if (idea.steps.empty()) row.fault("key", "no steps in " + steps.name);
        row.flag("is_demo");
        idea.is_demo = true;  // nobody moderated it, so nobody may take it for a resident's
        const auto supports = row.integer("supports", 0, kDemoBallotsMax);
        Bytes payload = encode(idea);
        if (const auto decoded = domain::decode_idea(payload); !decoded)
            row.fault("", decoded.error().detail);
        if (row.is_faulty()) return;
        content.publications.push_back(
            {EntityKind::idea, idea.id, idea.quarter, 1, std::move(payload)});
        if (supports) {
            DemoCount count{idea.id, {}};
            count.by_choice[1] = static_cast<std::uint32_t>(*supports);
            content.counts.push_back(count);
        }
    });
    return content;
}

Result<DemoContent> read_mood_session(const ImportFile& file, Instant today, Report& report) {
    const json parsed = json::parse(file.bytes, nullptr, false);
    if (!parsed.is_object()) return fail(Code::malformed, file.name + ": no JSON object");
    const std::string key = text_of(parsed, "key");
    const auto theses = parsed.find("theses");
    if (key.empty() || theses == parsed.end() || !theses->is_array())
        return fail(Code::malformed, file.name + ": needs \"key\" and a list \"theses\"");
    domain::MoodSession session;
    session.id = stable_id("mood", kSource, key);
    session.quarter = text_of(parsed, "quarter");
    if (!domain::find_quarter(session.quarter)) session.quarter = domain::kCityScope;
    session.title = local_text_of(parsed, "title");
    session.introduction = local_text_of(parsed, "introduction");
    session.opens_at = today - std::chrono::hours{24 * number_of(parsed, "opens_days_ago", 0)};
    session.closes_at = today + std::chrono::hours{24 * number_of(parsed, "closes_in_days", 14)};
    session.sealed_at = session.closes_at + kSealedAfter;
    session.picture_min = static_cast<std::uint32_t>(std::max<std::int64_t>(
        number_of(parsed, "picture_min", domain::kTallyStep), domain::kTallyStep));
    session.delay = std::chrono::seconds{number_of(parsed, "delay_seconds", 0)};
    session.is_demo = true;
    DemoContent content;
    for (const json& thesis : *theses) {
        const std::string thesis_key = text_of(thesis, "key");
        const domain::LocalText text = local_text_of(thesis, "text");
        const std::string where = file.name + ": thesis '" + thesis_key + "'";
        if (thesis_key.empty() || text.by_language.empty()) {
            report.fault(where + ": needs \"key\" and \"text\"");
            continue;
        }
        session.theses.push_back({stable_id("thesis", key, thesis_key), text});
        read_counts(thesis, session.theses.back().id, content, where, report);
        ++report.read;
    }
    Bytes payload = encode(session);
    if (const auto decoded = domain::decode_mood_session(payload); !decoded)
        return fail(Code::malformed, file.name + ": " + decoded.error().detail);
    content.publications.push_back(
        {EntityKind::mood_session, session.id, session.quarter, 1, std::move(payload)});
    return content;
}

}  // namespace qp::city::ingest
