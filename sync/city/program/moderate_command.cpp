// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "native/files.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/city/program/commands.h"
#include "sync/city/storage/storage.h"

namespace qp::city::program {

namespace {

using nlohmann::ordered_json;

std::string theme_of(const domain::IdeaDraft& draft) {
    return draft.theme ? std::string{domain::slug(*draft.theme)} : std::string{};
}

ordered_json as_json(const staff::WaitingIdea& idea) {
    return {{"id", idea.id.hex()},
            {"title", idea.draft.title},
            {"text", idea.draft.text},
            {"quarter", idea.draft.quarter},
            {"theme", theme_of(idea.draft)},
            {"language", idea.draft.language},
            {"written_at", to_iso(idea.written_at)},
            {"is_edit", idea.is_edit},
            {"photos", idea.photos.size()},
            {"place", domain::text_of(idea.draft.place)}};
}

ordered_json as_json(const staff::WaitingUpdate& update) {
    ordered_json json{{"id", update.id.hex()},
                      {"project", update.project.hex()},
                      {"project_title", update.project_title},
                      {"title", update.draft.title},
                      {"text", update.draft.text},
                      {"language", update.draft.language},
                      {"written_at", to_iso(update.written_at)},
                      {"stage", nullptr},
                      {"help_wanted", nullptr}};
    if (update.draft.stage) json["stage"] = domain::slug(*update.draft.stage);
    if (update.draft.help_wanted) json["help_wanted"] = *update.draft.help_wanted;
    return json;
}

void print(const staff::WaitingUpdate& update) {
    std::cout << update.id.hex() << "  (update of a project)\n  " << update.draft.title << "\n  "
              << to_iso(update.written_at) << "  "
              << (update.project_title.empty() ? update.project.hex() : update.project_title)
              << "  " << update.draft.language << "\n";
    if (update.draft.stage)
        std::cout << "  new stage: " << domain::slug(*update.draft.stage) << "\n";
    if (update.draft.help_wanted) {
        std::cout << "  help wanted:" << (update.draft.help_wanted->empty() ? " none\n" : "\n");
        for (const std::string& line : *update.draft.help_wanted)
            std::cout << "  - " << line << "\n";
    }
    if (!update.draft.text.empty()) std::cout << "  " << update.draft.text << "\n";
    std::cout << "\n";
}

void print(const staff::WaitingIdea& idea) {
    std::cout << idea.id.hex() << (idea.is_edit ? "  (new text)" : "") << "\n  " << idea.draft.title
              << "\n  " << to_iso(idea.written_at) << "  "
              << (idea.draft.quarter.empty() ? "-" : idea.draft.quarter) << "  "
              << (theme_of(idea.draft).empty() ? "-" : theme_of(idea.draft)) << "  "
              << idea.draft.language << "\n";
    if (!idea.photos.empty()) std::cout << "  photos: " << idea.photos.size() << "\n";
    if (idea.draft.place) std::cout << "  place: " << domain::text_of(idea.draft.place) << "\n";
    if (!idea.draft.text.empty()) std::cout << "  " << idea.draft.text << "\n";
    std::cout << "\n";
}

std::map<std::string, std::size_t> reasons_of(const staff::ReportedEntity& entity) {
    std::map<std::string, std::size_t> reasons;
    for (const staff::ResidentReport& report : entity.reports) ++reasons[report.reason];
    return reasons;
}

ordered_json as_json(const staff::ReportedEntity& entity) {
    ordered_json reports = ordered_json::array();
    for (const staff::ResidentReport& report : entity.reports)
        reports.push_back({{"reason", report.reason},
                           {"text", report.text},
                           {"written_at", to_iso(report.written_at)}});
    return {{"id", entity.id.hex()},         {"kind", static_cast<int>(entity.kind)},
            {"title", entity.title},         {"count", entity.reports.size()},
            {"reasons", reasons_of(entity)}, {"reports", std::move(reports)}};
}

void print(const staff::ReportedEntity& entity) {
    std::cout << entity.id.hex() << "  reported: " << entity.reports.size() << "\n";
    if (!entity.title.empty()) std::cout << "  " << entity.title << "\n";
    std::cout << " ";
    for (const auto& [reason, count] : reasons_of(entity))
        std::cout << " " << reason << ": " << count;
    std::cout << "\n";
    for (const staff::ResidentReport& report : entity.reports)
        if (!report.text.empty())
            std::cout << "  " << to_iso(report.written_at) << "  " << report.reason << "  "
                      << report.text << "\n";
    std::cout << "\n";
}

}  // namespace

int moderate(const CityConfig& config, const std::string& editor,
             const std::function<Status(staff::Moderation&)>& act) {
    native::SystemClock clock;
    native::SystemRandom random;
    const storage::DataFiles files{config.data_dir};
    const auto run = [&]() -> Status {
        auto keys = storage::KeyStore::open(files.keys);
        if (!keys) return fail(keys.error());
        auto log = storage::OperationLog::open(files.operations);
        if (!log) return fail(log.error());
        auto content = store::Content::open(files.content);
        if (!content) return fail(content.error());
        auto staff_key = keys->staff(editor, random);
        if (!staff_key) return fail(staff_key.error());
        staff::Moderation moderation{{*log, *content, *keys, std::move(*staff_key), clock, random,
                                      storage::BlobStore{files.blobs}}};
        return act(moderation);
    };
    const Status done = run();
    if (done) return 0;
    std::cerr << native::describe(done.error()) << "\n";
    return 1;
}

Status print_waiting(staff::Moderation& moderation, bool as_json_list) {
    const auto waiting = moderation.waiting();
    if (!waiting) return fail(waiting.error());
    if (as_json_list) {
        ordered_json list = ordered_json::array();
        for (const staff::WaitingIdea& idea : waiting->ideas) list.push_back(as_json(idea));
        for (const staff::WaitingUpdate& update : waiting->updates) list.push_back(as_json(update));
        std::cout << list.dump(1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
    } else {
        for (const staff::WaitingIdea& idea : waiting->ideas) print(idea);
        for (const staff::WaitingUpdate& update : waiting->updates) print(update);
        std::cout << waiting->ideas.size() + waiting->updates.size() << " waiting" << std::endl;
    }
    if (!as_json_list) {
        const auto reported = moderation.reports();
        if (!reported) return fail(reported.error());
        if (!reported->empty()) std::cout << reported->size() << " reported" << std::endl;
    }
    for (const auto& [city_seq, error] : waiting->unreadable)
        std::cerr << "operation " << city_seq << " cannot be read: " << native::describe(error)
                  << "\n";
    return {};
}

Status write_photos(staff::Moderation& moderation, const Id& idea, const std::string& folder) {
    const auto photos = moderation.photos(idea);
    if (!photos) return fail(photos.error());
    if (auto made = native::make_folder(folder); !made) return made;
    for (std::size_t i = 0; i < photos->size(); ++i) {
        const std::string type{ops::media_type((*photos)[i].type)};
        const std::string file = folder + "/" + idea.hex() + "-" + std::to_string(i + 1) + "." +
                                 type.substr(type.find('/') + 1);
        if (auto written = native::write_durably(file, (*photos)[i].image, native::Access::owner);
            !written)
            return written;
        std::cout << file << "\n";
    }
    std::cout << photos->size() << " photos" << std::endl;
    return {};
}

Status print_reports(staff::Moderation& moderation, bool as_json_list) {
    const auto reported = moderation.reports();
    if (!reported) return fail(reported.error());
    if (as_json_list) {
        ordered_json list = ordered_json::array();
        for (const staff::ReportedEntity& entity : *reported) list.push_back(as_json(entity));
        std::cout << list.dump(1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
        return {};
    }
    for (const staff::ReportedEntity& entity : *reported) print(entity);
    std::cout << reported->size() << " reported" << std::endl;
    return {};
}

}  // namespace qp::city::program
