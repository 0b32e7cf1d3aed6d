// SPDX-License-Identifier: EUPL-1.2
// Every operation that the city has taken, in the order it took them (operations.db), and what the
// editors have decided on ideas. Nothing here is public: what becomes public goes through the
// outbox of publications, so that a crash between the two databases loses neither. One thread owns
// an OperationLog; serve and moderate may have the same file open.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/ops/batch.h"
#include "core/ops/blob.h"
#include "core/ops/payloads.h"
#include "core/ops/receipt.h"
#include "core/ops/receipt_code.h"
#include "core/store/database.h"
#include "sync/city/storage/publication.h"

namespace qp::city::storage {

// One author's chain. A resident's holds one contribution: its text, edits, withdrawal.
using ChainId = std::int64_t;

struct LoggedOperation {
    std::uint64_t city_seq = 0;
    ChainId chain = 0;
    ops::OpKey key;
    ops::Operation operation;
};

// What is known of an idea that editors have looked at.
struct DecidedIdea {
    Id idea;
    ChainId chain = 0;
    std::string scope;
    std::optional<ops::LookupTag> lookup_tag{};  // of its author's receipt code
};

// A device's word that it has passed on every ballot of a closed poll.
struct DrainedReport {
    std::uint64_t ballots = 0;
    Instant taken_at{};  // by the city's clock
};

// What an innovator tells of their project, and what editors have made of it.
struct LoggedUpdate {
    enum class State : std::uint8_t { waiting = 0, shown = 1, declined = 2 };
    Id id;
    Id project;
    std::uint64_t city_seq = 0;
    State state = State::waiting;
    Instant decided_at{};
};

// Whose key speaks for which project.
struct Innovator {
    ops::PublicKey author{};
    Id project;
    Instant enrolled_at{};
    bool is_revoked = false;
};

// What a device said last of itself.
struct HealthReport {
    ops::KioskHealth health;
    Instant taken_at{};  // by the city's clock
};

// What the city says to a photo.
struct BlobPlace {
    enum class State : std::uint8_t {
        no_contribution,  // its operation is not here (yet)
        welcome,
        complete,
        withdrawn,  // its author has taken the contribution back: it need not come
        too_many,   // the contribution has its photos
    };
    State state = State::no_contribution;
    ChainId chain = 0;
};

class OperationLog {
public:
    static Result<OperationLog> open(const std::string& path);

    // The server epoch: made at first, and anew when the database was restored from a backup (then
    // devices push again what the backup lacks).
    Result<ops::ServerEpoch> epoch(Random& random, bool is_restored);
    // For who looks on: the one that was made, if any.
    Result<std::optional<ops::ServerEpoch>> known_epoch();

    // Takes the operations of one checked batch, each once. Without a transaction around it nothing
    // is durable; several batches may share one. Never fails for what a device did: that is an
    // outcome. A chain that forks is refused from there on and the batch kept in quarantine.
    Result<std::vector<ops::Outcome>> take(const ops::Batch& batch, BytesView bytes, Instant now);

    // The newest text of each contribution that waits for the editors, oldest first.
    Result<std::vector<LoggedOperation>> waiting(std::uint32_t limit);
    Result<std::vector<LoggedOperation>> reports(std::uint32_t limit);
    Result<std::optional<LoggedOperation>> latest_text(ChainId chain);
    Result<std::optional<DecidedIdea>> decided(const Id& idea);
    // Of ideas and of updates of projects.
    Result<std::vector<Id>> decided_ids(std::uint32_t limit);
    // Notes that `idea` is this chain's and that its text up to `city_seq` has been decided on.
    // conflict: another chain has that id, or its author has withdrawn it. Only what is decided in
    // one transaction with this is safe from a withdrawal in between.
    Status mark_decided(const DecidedIdea& idea, std::uint64_t city_seq);
    // Reports that have been decided on wait no more, and their words are erased as a withdrawn
    // idea's are. What is no report, or was erased before, is passed over.
    Status settle_reports(const std::vector<std::uint64_t>& city_seqs);

    // Where an author of ours (staff) stands.
    Result<ops::ChainState> chain_state(const ops::City& city, const ops::PublicKey& author,
                                        const ops::Epoch& epoch);

    // From now on what this author signs is kept and held: no editor sees it and nothing follows
    // from it, until the key is reinstated. What was taken before stays as it is. (A batch of which
    // a part had arrived before: that part is kept, the rest is held.)
    Status revoke(const ops::PublicKey& author, Instant now);
    // not_found: it is not revoked. Returns how many operations were held and now take effect.
    Result<std::size_t> reinstate(const ops::PublicKey& author, Instant now);

    // From now on what this key says of `project` reaches the editors; of another project, or by a
    // key that is not enrolled, it is refused. A key is one project's: enrolled again, the new
    // one's. conflict: it is revoked.
    Status enroll_innovator(const ops::PublicKey& author, const Id& project, Instant now);
    // Those who were enrolled, by the time of it. Keys that are revoked say so: nothing of theirs
    // is taken.
    Result<std::vector<Innovator>> innovators();
    // Updates of projects that wait for the editors, oldest first. One whose id has come before
    // never waits.
    Result<std::vector<LoggedOperation>> waiting_updates(std::uint32_t limit);
    Result<std::optional<LoggedUpdate>> update(const Id& id);
    Result<std::optional<LoggedOperation>> update_text(const Id& id);
    Status mark_update(const Id& id, LoggedUpdate::State state, Instant now);
    // Those that editors have published, as they were decided.
    Result<std::vector<LoggedUpdate>> shown_updates(const Id& project);

    Result<BlobPlace> blob_place(const ops::BlobOwner& owner, const ops::Hash& hash);
    Status keep_blob(ChainId chain, const ops::Hash& hash, std::uint64_t size);
    // Photos of withdrawn contributions, whose files are to go; then they are forgotten here.
    Result<std::vector<ops::Hash>> erased_blobs(std::uint32_t limit);
    Status forget_blob(const ops::Hash& hash);

    // Enrolled devices: no flood of others' reports keeps out theirs.
    void always_hear(const std::vector<ops::PublicKey>& enrolled) {
        heard_always_ = {enrolled.begin(), enrolled.end()};
    }
    // The last report of this author on this poll.
    Result<std::optional<DrainedReport>> drained(const Id& poll, const ops::PublicKey& author);

    // What this author said last of itself.
    Result<std::optional<HealthReport>> health(const ops::PublicKey& author);

    // What is to be made public, kept until it is.
    Status enqueue(const Publication& publication);
    struct Queued {
        std::int64_t number = 0;
        Publication publication;
    };
    Result<std::vector<Queued>> queued(std::uint32_t limit);
    Status dequeue(std::int64_t number);
    // Whether a payload was erased since this was asked last.
    bool took_erasure() { return std::exchange(has_erased_, false); }

    struct Counts {
        std::uint64_t operations = 0;
        std::uint64_t waiting = 0;
        std::uint64_t quarantined = 0;
        std::uint64_t skewed = 0;  // their author's clock was more than a day off
        std::uint64_t held = 0;    // their author's key had been revoked
    };
    Result<Counts> counts();

    store::Database& database() { return database_; }

private:
    explicit OperationLog(store::Database database) : database_{std::move(database)} {}
    struct Known {
        std::uint64_t city_seq = 0;
        ops::Hash header_hash{};
        ops::Hash head{};
        bool is_erased = false;
    };
    Result<bool> is_withdrawn(ChainId chain);
    // Where a batch belongs: its chain, and what is held there of it and beside it.
    struct Place {
        ChainId chain = 0;
        bool is_withdrawn = false;
        bool is_held = false;                    // its author's key has been revoked
        std::int64_t batch = 0;                  // its row; 0: none yet
        std::vector<std::optional<Known>> held;  // the operation before it, then its own
        // Of later batches: first seq, and the head that they stand on.
        std::vector<std::pair<std::uint32_t, std::optional<ops::Hash>>> expected;
    };
    Result<Place> place_of(const ops::Batch& batch);
    Status read_held(Place& place, const ops::Batch& batch);
    Status read_batches(Place& place, const ops::Batch& batch);
    static bool is_fork(const Place& place, const ops::Batch& batch, std::size_t index);
    Status insert_batch(Place& place, const ops::Batch& batch);
    Result<std::uint64_t> insert(Place& place, const ops::Batch& batch, std::size_t index,
                                 Instant now);
    Result<bool> is_revoked(const ops::PublicKey& author);
    static bool waits_for_editors(const ops::Operation& operation);
    // What follows from an operation by itself.
    Status take_effect(const LoggedOperation& taken, Instant now);
    // Why it is not taken at all: it may be known by its author, its kind or its words.
    Result<std::optional<Code>> refusal(const ops::PublicKey& author,
                                        const ops::Operation& operation);
    Result<std::optional<Code>> refusal_of_update(const ops::PublicKey& author,
                                                  const ops::Operation& operation);
    Status note_update(const LoggedOperation& taken);
    Status quarantine(const ops::Batch& batch, std::size_t index, BytesView bytes);
    Status note_drained(const ops::PublicKey& author, const ops::Operation& operation, Instant now);
    std::int64_t reports_max(const ops::PublicKey& author) const;
    Status note_health(const ops::PublicKey& author, const ops::Operation& operation, Instant now);
    Status withdraw(ChainId chain);
    Status erase_texts(ChainId chain);
    // Payload and salt go, header and commitment stay.
    Status erase(std::int64_t city_seq, const ops::Operation& operation);
    Result<std::vector<LoggedOperation>> read_operations(store::Statement& statement);

    store::Database database_;
    bool has_erased_ = false;
    std::set<ops::PublicKey> heard_always_;
};

}  // namespace qp::city::storage
