// SPDX-License-Identifier: EUPL-1.2
// What editors do: read what waits, publish it, decline it with a reason, move an idea on its way,
// and look at what residents report of what is public. What innovators tell of their projects waits
// and is decided on as ideas are.
// The only place where sealed texts are opened. A decision is an operation of the editor's own
// chain; with it the publication is queued in the same transaction, so a crash loses neither.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/ports.h"
#include "core/domain/idea.h"
#include "core/domain/project_update.h"
#include "core/ops/blob.h"
#include "core/ops/payloads.h"
#include "core/store/content.h"
#include "sync/city/storage/blob_store.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/operation_log.h"

namespace qp::city::staff {

struct WaitingIdea {
    Id id;
    domain::IdeaDraft draft;
    Instant written_at{};  // the hour, by the author's clock
    bool is_edit = false;  // of an idea that has been decided on before
    storage::ChainId chain = 0;
    std::uint64_t city_seq = 0;
    std::optional<ops::LookupTag> lookup_tag{};  // of its author's receipt code; none in an edit
    ops::BlobOwner owner{};                      // of its photos
    std::vector<ops::Hash> photos{};  // that its author has named; some may not be here yet
};

struct WaitingUpdate {
    Id id;
    Id project;
    std::string project_title;  // empty: no such project is public
    domain::ProjectUpdateDraft draft;
    Instant written_at{};  // by the author's clock
};

// As an editor sees it: nobody else does.
struct Photo {
    ops::ImageType type{};
    Bytes image;
};

// What one resident says is wrong with something public.
struct ResidentReport {
    std::uint64_t city_seq = 0;
    Instant written_at{};  // the hour, by its author's clock
    std::string reason;    // slug (domain::ReportReason), or one of a newer version
    std::string text;      // may be empty
};

// However many have reported it, editors decide once.
struct ReportedEntity {
    domain::EntityKind kind = domain::EntityKind::idea;
    Id id;
    std::string title;                    // of an idea
    std::vector<ResidentReport> reports;  // oldest first, never empty
};

class Moderation {
public:
    struct Parts {
        storage::OperationLog& log;
        store::Content& content;
        const storage::KeyStore& keys;
        storage::StaffKey editor;
        Clock& clock;
        Random& random;
        storage::BlobStore blobs{""};  // where photos lie
    };
    explicit Moderation(const Parts& parts) : parts_{parts} {}

    struct Waiting {
        std::vector<WaitingIdea> ideas;      // oldest first
        std::vector<WaitingUpdate> updates;  // of projects, oldest first
        // Operations that cannot be opened or read: (city seq, why). They stay.
        std::vector<std::pair<std::uint64_t, Error>> unreadable;
    };
    Result<Waiting> waiting();
    // A whole id or as many of its first digits as tell it from the others: of what waits and what
    // has been decided. not_found, bad_argument (several).
    Result<Id> find(const std::string& id_or_beginning);

    struct Publishing {
        std::optional<domain::Theme> theme;  // unset: the author's
        std::string quarter;                 // empty: the author's
        bool keeps_stage = false;            // of a project, whatever its update says
        bool drops_place = false;            // of an idea: its text is published without
    };
    // An idea, or what an innovator tells of their project: that is appended to the project, with
    // the stage and the help that it names. bad_argument: the project cannot go to that stage.
    Status publish(const Id& id, const Publishing& how);
    // Also takes back what is public; a project keeps its stage then. The reason is what its author
    // reads.
    Status decline(const Id& id, const std::string& reason);
    Status set_status(const Id& idea, domain::IdeaStatus status, const std::string& reason);

    // Of an idea that waits, in its author's order; those that have not come (or cannot be opened)
    // are left out.
    Result<std::vector<Photo>> photos(const Id& idea);
    // What is public and was reported, the longest waiting first. Reports of what is not public
    // (any more, or yet) are settled on the way: whatever becomes public is read before.
    Result<std::vector<ReportedEntity>> reports();
    // Nothing is wrong with it: its reports are settled, and it stays. not_found: it has none.
    // (With `decline` they are settled as well.)
    Status dismiss_reports(const Id& reported);
    // A sensor known to be faulty: its values are no longer shown, anywhere, until it is restored.
    Status withdraw_station(const Id& station, bool is_withdrawn);

private:
    // How many waiting ones are looked at: whoever floods the city must not fill its memory.
    static constexpr std::uint32_t kWaitingMax = 10'000;
    Result<Bytes> opened(const storage::LoggedOperation& logged);
    Result<WaitingIdea> read(const storage::LoggedOperation& logged);
    Result<std::optional<WaitingIdea>> find_waiting(const Id& idea);
    Result<std::optional<domain::Idea>> public_idea(const Id& idea);
    struct Decision {
        storage::DecidedIdea idea;
        std::uint64_t city_seq = 0;
        ops::StaffDecision record;
        std::vector<storage::Publication> publications;
        std::vector<std::uint64_t> settled;  // reports, by city seq
    };
    // Everything that a decision rests on is read within the transaction that stores it: a
    // withdrawal or another editor's decision comes wholly before or wholly after.
    Result<store::Transaction> begin();
    Status commit(const Decision& decision, store::Transaction transaction);
    Status finish(const ops::StaffDecision& record, const std::vector<storage::Publication>& made,
                  store::Transaction transaction);
    Status read_updates(Waiting& waiting);
    Result<domain::KickboxProject> public_project(const Id& project);
    struct UpdateDecision {
        storage::LoggedUpdate::State state{};
        std::string reason;
        std::vector<storage::Publication> publications;
    };
    Status commit_update(const Id& update, const UpdateDecision& decision,
                         store::Transaction transaction);
    Status publish_update(const storage::LoggedUpdate& update, bool keeps_stage,
                          store::Transaction transaction);
    Status decline_update(const storage::LoggedUpdate& update, const std::string& reason,
                          store::Transaction transaction);
    Status log_decision(const ops::StaffDecision& record);
    // As they are in the log, whatever they are about.
    Result<std::vector<ReportedEntity>> waiting_reports();
    // Of one thing; empty: none.
    Result<std::vector<std::uint64_t>> reports_of(const Id& reported);
    // False: nothing of that kind and id is public. Else its title is known.
    Result<bool> is_public(ReportedEntity& entity);
    Status settle(const std::vector<std::uint64_t>& reports, store::Transaction transaction);

    Parts parts_;
};

// What stands in an update of a project, as its readers see it.
Result<domain::ProjectUpdateDraft> shown_draft(storage::OperationLog& log, const Id& update);

}  // namespace qp::city::staff
