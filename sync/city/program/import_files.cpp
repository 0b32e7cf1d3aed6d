// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/program/import_files.h"

#include <filesystem>

#include "native/files.h"
#include "sync/city/ingest/demo_ballots.h"
#include "sync/city/ingest/imports.h"
#include "sync/city/staff/moderation.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::program {

namespace {

using ingest::DemoContent;
using ingest::ImportFile;
using ingest::Report;
using storage::Publication;

constexpr std::size_t kFileBytesMax = 64u << 20;

class Gathered {
public:
    explicit Gathered(Instant now) : today_{ingest::import_day(now)} {}

    template <class Read>
    Status read(const std::string& path, Read reader) {
        if (path.empty()) return {};
        const auto text = native::read_text(path, kFileBytesMax);
        if (!text) return fail(text.error());
        const auto file = ImportFile{*text, std::filesystem::path{path}.filename().string()};
        return take(reader(file, today_, report_));
    }
    Status take(Result<std::vector<Publication>> read) {
        if (!read) return fail(read.error());
        publications_.insert(publications_.end(), read->begin(), read->end());
        return {};
    }
    Status take(Result<DemoContent> read) {
        if (!read) return fail(read.error());
        counts_.insert(counts_.end(), read->counts.begin(), read->counts.end());
        publications_.insert(publications_.end(), read->publications.begin(),
                             read->publications.end());
        return {};
    }

    Instant today_;
    Report report_;
    std::vector<Publication> publications_;
    std::vector<ingest::DemoCount> counts_;
};

Status read_projects(Gathered& gathered, const ImportRequest& request) {
    if (request.updates.empty())
        return gathered.read(request.projects,
                             [](const ImportFile& file, Instant today, Report& report) {
                                 return ingest::read_projects(file, std::nullopt, today, report);
                             });
    const auto updates = native::read_text(request.updates, kFileBytesMax);
    if (!updates) return fail(updates.error());
    const ImportFile second{*updates, std::filesystem::path{request.updates}.filename().string()};
    return gathered.read(request.projects,
                         [&](const ImportFile& file, Instant today, Report& report) {
                             return ingest::read_projects(file, second, today, report);
                         });
}

Status read_ideas(Gathered& gathered, const ImportRequest& request) {
    if (request.ideas.empty()) return {};
    const auto steps = native::read_text(request.idea_steps, kFileBytesMax);
    if (!steps) return fail(steps.error());
    const ImportFile second{*steps, std::filesystem::path{request.idea_steps}.filename().string()};
    return gathered.read(request.ideas, [&](const ImportFile& file, Instant today, Report& report) {
        return ingest::read_demo_ideas(file, second, today, report);
    });
}

Status read_all(Gathered& gathered, const ImportRequest& request) {
    if (auto read = gathered.read(request.actors, ingest::read_actors); !read) return read;
    if (auto read = read_projects(gathered, request); !read) return read;
    if (auto read = gathered.read(request.events, ingest::read_events); !read) return read;
    if (auto read = read_ideas(gathered, request); !read) return read;
    return gathered.read(request.mood, ingest::read_mood_session);
}

// A project's file says all of it but what its innovators have told, and editors published.
Status keep_updates(storage::OperationLog& log, std::vector<Publication>& publications) {
    for (Publication& publication : publications) {
        if (publication.kind != domain::EntityKind::project || !publication.payload) continue;
        const auto shown = log.shown_updates(publication.id);
        if (!shown) return fail(shown.error());
        if (shown->empty()) continue;
        auto project = domain::decode_kickbox_project(*publication.payload);
        if (!project) return fail(project.error());
        for (const storage::LoggedUpdate& update : *shown) {
            auto draft = staff::shown_draft(log, update.id);
            if (!draft) return fail(draft.error());
            domain::add_update(*project,
                               {update.decided_at, draft->title, draft->text, draft->language});
        }
        publication.payload = encode(*project);
    }
    return {};
}

}  // namespace

ImportRequest demo_import(const std::string& folder) {
    return {folder + "/actors.csv",    folder + "/projects.csv", folder + "/project_updates.csv",
            folder + "/events.csv",    folder + "/mood.json",    folder + "/ideas.csv",
            folder + "/idea_steps.csv"};
}

Result<ingest::Report> import_files(const CityConfig& config, const ImportRequest& request,
                                    Clock& clock, Random& random) {
    Gathered gathered{clock.now()};
    if (auto read = read_all(gathered, request); !read) return fail(read.error());
    if (auto made = native::make_folder(config.data_dir); !made) return fail(made.error());
    const storage::DataFiles files{config.data_dir};
    if (native::exists(files.operations)) {
        auto log = storage::OperationLog::open(files.operations);
        if (!log) return fail(log.error());
        if (auto kept = keep_updates(*log, gathered.publications_); !kept)
            return fail(kept.error());
    }
    auto content = store::Content::open(files.content);
    if (!content) return fail(content.error());
    const auto published = storage::publish_changed(*content, gathered.publications_);
    if (!published) return fail(published.error());
    gathered.report_.published = *published;
    if (gathered.counts_.empty()) return std::move(gathered.report_);

    // Ballots name their city, so there must be one by now.
    auto keys = storage::KeyStore::open(files.keys);
    if (!keys && keys.error().code == Code::not_found)
        keys = storage::KeyStore::create(files.keys, config.name, random, clock.now());
    if (!keys) return fail(keys.error());
    auto box = storage::BallotBox::open(files.ballots);
    if (!box) return fail(box.error());
    if (auto cast = ingest::cast_demo_ballots(*box, *content, keys->city().id, gathered.counts_,
                                              clock.now(), random);
        !cast)
        return fail(cast.error());
    auto log = storage::OperationLog::open(files.operations);
    if (!log) return fail(log.error());
    if (auto tallied =
            storage::publish_due_tallies(*box, *log, *content, config.polls, clock.now());
        !tallied)
        return fail(tallied.error());
    // The server does so for what it takes; it may not run.
    if (auto tidied = box->tidy(); !tidied) return fail(tidied.error());
    return std::move(gathered.report_);
}

}  // namespace qp::city::program
