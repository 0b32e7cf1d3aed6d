// SPDX-License-Identifier: EUPL-1.2
// The one thread that writes the city's databases. It gathers what waits, commits it once (one
// fsync for many requests), and only then lets anybody be told. It also notices what another
// process (moderate, import) has published.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/ports.h"
#include "core/ops/ballot_request.h"
#include "core/ops/push.h"
#include "core/ops/receipt.h"
#include "core/store/content.h"
#include "core/store/local.h"
#include "sync/city/storage/ballot_box.h"
#include "sync/city/storage/blob_store.h"
#include "sync/city/storage/operation_log.h"
#include "sync/city/storage/refusal_log.h"
#include "sync/city/storage/tallies.h"
#include "sync/city/storage/worker.h"

namespace qp::city::storage {

struct DataFiles {
    explicit DataFiles(const std::string& folder)
        : operations{folder + "/operations.db"},
          ballots{folder + "/ballots.db"},
          content{folder + "/public.db"},
          keys{folder + "/keys"},
          snapshots{folder + "/snapshots"},
          blobs{folder + "/blobs"},
          restored{folder + "/RESTORED"} {}
    std::string operations;
    std::string ballots;
    std::string content;
    std::string keys;
    std::string snapshots;
    std::string blobs;
    std::string restored;  // put there by whoever restored a backup: a new server epoch begins
};

class Storage {
public:
    struct Ports {
        Clock& clock;
        Random& random;
        store::Room& room;
    };
    // `on_published` is called on the storage thread with the newest public seq. All must outlive
    // it.
    static Result<std::unique_ptr<Storage>> open(const DataFiles& files, Ports ports,
                                                 std::function<void(std::uint64_t)> on_published,
                                                 Threads threads = Threads::own,
                                                 PollSettings polls = {});
    ~Storage();  // commits what waits, where it has a thread

    // Commits what waits and looks after what is public. Threads::none: the caller's to do, a few
    // times a second and after each request; otherwise the thread's.
    void turn();
    // Commits what waits and no more. For a process beside a running server, which looks after what
    // is public: two of them would tally the same ballots. Threads::none.
    void commit_waiting();
    // Moves the logs into their files and puts ballots in order: else both would tell in which
    // order they came.
    // False: somebody reads right now, try again later. Threads::none.
    bool checkpoint();

    const ops::ServerEpoch& epoch() const { return epoch_; }
    // False: the disk is nearly full, and nothing is taken until somebody makes room. May be asked
    // from any thread.
    bool has_room() const;

    // Each calls `done` once, on the storage thread, after the durable commit. unavailable: too
    // much waits already; no_space: the disk is nearly full, nothing was taken.
    struct PushJob {
        std::shared_ptr<const Bytes> body;  // `push` points into it
        ops::Push push;
        std::function<void(Result<ops::PushReceipt>)> done;
    };
    void push(PushJob job);
    struct BallotsJob {
        ops::BallotsRequest request;
        Channel channel = Channel::phone;
        std::function<void(Result<ops::BallotReceipt>)> done;
    };
    void cast(BallotsJob job);
    // One piece of a photo. not_found: its contribution is not here yet; refused: it has its
    // photos; bad_signature: complete, and not what its name says.
    struct BlobJob {
        std::shared_ptr<const Bytes> body;  // `piece` points into it
        ops::Hash hash{};
        ops::BlobPiece piece;
        std::function<void(Result<ops::BlobReceipt>)> done;
    };
    void keep(BlobJob job);
    // For everything else that writes public content: ingest and imports.
    using ContentJob = std::function<void(store::Content&)>;
    Status run(ContentJob job);

private:
    struct Queues {
        std::vector<PushJob> pushes;
        std::vector<BallotsJob> ballots;
        std::vector<BlobJob> blobs;
        std::vector<ContentJob> contents;
        bool is_empty() const {
            return pushes.empty() && ballots.empty() && blobs.empty() && contents.empty();
        }
    };

    Storage(OperationLog log, BallotBox box, store::Content content, BlobStore blobs, Ports ports,
            std::function<void(std::uint64_t)> on_published, PollSettings polls);
    void loop();
    void do_work(Queues work);
    void take(Queues work);
    Queues take_queues();
    void take_pushes(std::vector<PushJob> jobs);
    Result<ops::PushReceipt> take_push(const PushJob& job);
    void note_refusals(const std::vector<PushJob>& jobs,
                       const std::vector<Result<ops::PushReceipt>>& receipts, std::size_t begin);
    void take_ballots(std::vector<BallotsJob> jobs);
    void note_unknown_polls(const std::vector<BallotBox::Incoming>& ballots,
                            const std::vector<ops::BallotOutcome>& outcomes, Instant now);
    Result<ops::BlobReceipt> take_piece(const BlobJob& job);
    void erase_blobs();
    void look_after_public();
    bool queues_are_empty();
    bool is_checkpoint_overdue(Instant now) const;
    void checkpoint_where_owed(Instant now);
    void checkpoint_all();
    bool has_room_or_says();

    OperationLog log_;
    BallotBox box_;
    store::Content content_;
    BlobStore blobs_;
    Ports ports_;
    std::function<void(std::uint64_t)> on_published_;
    ops::ServerEpoch epoch_;
    std::uint64_t announced_seq_ = 0;
    RefusalLog refusals_;
    PollSettings polls_;
    std::int64_t tallies_round_;  // which of the set times polls were looked through last
    // Erased words may stand in a database's log; at first also those of an earlier run.
    bool owes_log_checkpoint_ = true;
    bool owes_blob_erasure_ = true;
    bool owes_content_checkpoint_ = true;
    bool owes_box_tidying_ = true;  // the file and its log would tell in which order ballots came
    Instant checkpoint_at_{};
    Milliseconds checkpoint_pause_{0};  // after it

    std::mutex mutex_;
    std::condition_variable wake_;
    Queues queues_;
    bool is_ending_ = false;
    std::thread thread_;
};

// Makes public what the log holds for that, and forgets it there. Safe to repeat after a crash.
// True when something was erased: then a checkpoint is due, so that its words stand in no log
// either.
Result<bool> flush_publications(OperationLog& log, store::Content& content);
// Moves the log into the file unless somebody reads right now; false: try again later.
Result<bool> try_checkpoint(store::Database& database);

}  // namespace qp::city::storage
