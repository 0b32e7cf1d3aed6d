// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/storage.h"

#include <spdlog/spdlog.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/mutant.h"
#include "native/files.h"
#include "native/logging.h"

namespace qp::city::storage {

namespace {

constexpr std::size_t kWaitingMax = 1'000;            // requests
constexpr std::size_t kBlobsWaitingMax = 64;          // of 128 KiB each
constexpr std::size_t kGatherOperationsMax = 10'000;  // in one commit
constexpr std::uint64_t kFreeBytesMin = 64u << 20;
constexpr Milliseconds kLookEvery{250};  // for what other processes publish: well within 2 s
constexpr std::uint32_t kPublicationsAtOnce = 256;
constexpr Milliseconds kCheckpointEvery{5'000};
constexpr int kCheckpointShare = 20;  // of all time, at most a twentieth goes into it
// Until then ballots lie in the order in which they came (README.md states the bound): a box so
// large that this costs more than its share is tidied all the same.
constexpr Milliseconds kCheckpointPauseMax = std::chrono::minutes{2};
constexpr Milliseconds kCheckpointPatience{5'000};  // with requests that wait
constexpr int kCheckpointBusyMs = 50;
constexpr int kBusyMs = 5'000;  // as Database::open sets it

// Which of the set times has passed last.
std::int64_t round_at(Instant now, const PollSettings& polls) {
    return ms(now) / polls.publish_every.count();
}

template <class Jobs>
void answer_all(Jobs& jobs, const Error& error) {
    for (auto& job : jobs) job.done(fail(error));
}

}  // namespace

Result<bool> flush_publications(OperationLog& log, store::Content& content) {
    bool has_erased = false;
    for (;;) {
        const auto queued = log.queued(kPublicationsAtOnce);
        if (!queued) return fail(queued.error());
        if (queued->empty()) return has_erased;
        for (const OperationLog::Queued& item : *queued) {
            if (auto done = publish_changed(content, {item.publication}); !done)
                return fail(done.error());
            if (auto done = log.dequeue(item.number); !done) return fail(done.error());
            has_erased = has_erased || !item.publication.payload;
        }
    }
}

Result<bool> try_checkpoint(store::Database& database) {
    const auto done = database.checkpoint();
    if (done) return true;
    if (done.error().code == Code::timeout) return false;
    return fail(done.error());
}

Result<std::unique_ptr<Storage>> Storage::open(const DataFiles& files, Ports ports,
                                               std::function<void(std::uint64_t)> on_published,
                                               Threads threads, PollSettings polls) {
    auto log = OperationLog::open(files.operations);
    if (!log) return fail(log.error());
    log->always_hear(polls.keys());
    auto box = BallotBox::open(files.ballots);
    if (!box) return fail(box.error());
    auto content = store::Content::open(files.content);
    if (!content) return fail(content.error());
    const bool is_restored = native::exists(files.restored);
    const auto epoch = log->epoch(ports.random, is_restored);
    if (!epoch) return fail(epoch.error());
    if (is_restored) {
        spdlog::warn("restored from a backup: a new server epoch begins, devices push again");
        ::unlink(files.restored.c_str());
    }
    std::unique_ptr<Storage> storage{new Storage{std::move(*log), std::move(*box),
                                                 std::move(*content), BlobStore{files.blobs}, ports,
                                                 std::move(on_published), std::move(polls)}};
    storage->epoch_ = *epoch;
    if (threads == Threads::own)
        storage->thread_ = std::thread{[raw = storage.get()] { raw->loop(); }};
    return storage;
}

Storage::Storage(OperationLog log, BallotBox box, store::Content content, BlobStore blobs,
                 Ports ports, std::function<void(std::uint64_t)> on_published, PollSettings polls)
    : log_{std::move(log)},
      box_{std::move(box)},
      content_{std::move(content)},
      blobs_{std::move(blobs)},
      ports_{ports},
      on_published_{std::move(on_published)},
      polls_{std::move(polls)},
      tallies_round_{round_at(ports_.clock.now(), polls_)} {}

Storage::~Storage() {
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Storage::push(PushJob job) {
    std::unique_lock lock{mutex_};
    if (is_ending_ || queues_.pushes.size() >= kWaitingMax) {
        lock.unlock();
        return job.done(fail(Code::unavailable, "too many requests wait for the disk"));
    }
    queues_.pushes.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
}

void Storage::cast(BallotsJob job) {
    std::unique_lock lock{mutex_};
    if (is_ending_ || queues_.ballots.size() >= kWaitingMax) {
        lock.unlock();
        return job.done(fail(Code::unavailable, "too many requests wait for the disk"));
    }
    queues_.ballots.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
}

void Storage::keep(BlobJob job) {
    std::unique_lock lock{mutex_};
    if (is_ending_ || queues_.blobs.size() >= kBlobsWaitingMax) {
        lock.unlock();
        return job.done(fail(Code::unavailable, "too many requests wait for the disk"));
    }
    queues_.blobs.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
}

Status Storage::run(ContentJob job) {
    std::unique_lock lock{mutex_};
    if (is_ending_ || queues_.contents.size() >= kWaitingMax)
        return fail(Code::unavailable, "too many jobs wait for the disk");
    queues_.contents.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
    return {};
}

void Storage::loop() {
    for (;;) {
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, kLookEvery, [this] { return is_ending_ || !queues_.is_empty(); });
        Queues work = std::exchange(queues_, {});
        const bool is_last = is_ending_;
        lock.unlock();

        do_work(std::move(work));
        if (!is_last) continue;
        refusals_.say_rest();
        checkpoint_all();
        return;
    }
}

Storage::Queues Storage::take_queues() {
    const std::lock_guard lock{mutex_};
    return std::exchange(queues_, {});
}

void Storage::turn() {
    do_work(take_queues());
}

void Storage::commit_waiting() {
    take(take_queues());
}

bool Storage::checkpoint() {
    checkpoint_all();
    return !owes_log_checkpoint_ && !owes_content_checkpoint_ && !owes_box_tidying_;
}

void Storage::take(Queues work) {
    if (!work.pushes.empty()) take_pushes(std::move(work.pushes));
    if (!work.ballots.empty()) take_ballots(std::move(work.ballots));
    for (const BlobJob& job : work.blobs) job.done(take_piece(job));
    for (const ContentJob& job : work.contents) job(content_);
}

void Storage::do_work(Queues work) {
    take(std::move(work));
    look_after_public();
}

bool Storage::has_room() const {
    return ports_.room.free_bytes() >= kFreeBytesMin;
}

// Whoever sends comes again by itself; only the operator can make room, and must hear of it.
bool Storage::has_room_or_says() {
    if (has_room()) return true;
    refusals_.note("the disk is nearly full and nothing is taken", name(Code::no_space),
                   ports_.clock.now());
    return false;
}

void Storage::take_pushes(std::vector<PushJob> jobs) {
    if (!has_room_or_says())
        return answer_all(jobs, Error{Code::no_space, "the city's disk is nearly full"});
    std::size_t begin = 0;
    while (begin < jobs.size()) {
        std::size_t end = begin;
        std::size_t operations = 0;
        while (end < jobs.size() && operations < kGatherOperationsMax)
            for (const ops::Push::Item& item : jobs[end++].push.items)
                operations += item.batch ? item.batch->operations.size() : 0;

        std::vector<Result<ops::PushReceipt>> receipts;
        Status committed;
        if (auto transaction = store::Transaction::begin(log_.database()); transaction) {
            for (std::size_t i = begin; i < end && committed; ++i) {
                receipts.push_back(take_push(jobs[i]));
                if (!receipts.back()) committed = fail(receipts.back().error());
            }
            if (QP_MUTANT(ack_before_commit) && committed)
                for (std::size_t i = begin; i < end; ++i)
                    std::exchange(jobs[i].done, [](const auto&) {})(receipts[i - begin]);
            if (committed) committed = transaction->commit();
        } else {
            committed = fail(transaction.error());
        }
        if (!committed)
            spdlog::error("operations were not stored: {}", native::describe(committed.error()));
        if (committed) note_refusals(jobs, receipts, begin);
        for (std::size_t i = begin; i < end; ++i) {
            if (committed)
                jobs[i].done(std::move(receipts[i - begin]));
            else
                jobs[i].done(fail(committed.error()));
        }
        begin = end;
    }
    if (log_.took_erasure()) owes_log_checkpoint_ = owes_blob_erasure_ = true;
}

// What a receipt says of each is its sender's; the operator hears of it once.
void Storage::note_refusals(const std::vector<PushJob>& jobs,
                            const std::vector<Result<ops::PushReceipt>>& receipts,
                            std::size_t begin) {
    const Instant now = ports_.clock.now();
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        for (const ops::RefusedBatch& refused : receipts[i]->refused)
            refusals_.note("operations refused", refused.code, now);
        for (const ops::BatchReceipt& batch : receipts[i]->batches)
            for (const ops::Outcome& outcome : batch.outcomes)
                if (outcome.kind == ops::Outcome::Kind::rejected)
                    refusals_.note("operations refused", outcome.code, now);
        for (const ops::Push::Item& item : jobs[begin + i].push.items) {
            if (!item.batch) continue;
            for (const ops::Operation& operation : item.batch->operations)
                if (ops::is_skewed(operation.hlc, now))
                    refusals_.note("clocks of devices", "skewed", now);
        }
    }
}

Result<ops::PushReceipt> Storage::take_push(const PushJob& job) {
    ops::PushReceipt receipt;
    receipt.server_epoch = epoch_;
    for (const ops::Push::Item& item : job.push.items) {
        if (!item.batch) {
            receipt.refused.push_back({item.hash, name(item.batch.error().code)});
            continue;
        }
        auto outcomes = log_.take(*item.batch, item.bytes, ports_.clock.now());
        if (!outcomes) return fail(outcomes.error());
        receipt.batches.push_back({item.batch->author, item.batch->epoch, item.batch->first_seq,
                                   item.batch->head(), std::move(*outcomes)});
    }
    return receipt;
}

void Storage::take_ballots(std::vector<BallotsJob> jobs) {
    if (!has_room_or_says())
        return answer_all(jobs, Error{Code::no_space, "the city's disk is nearly full"});
    const Instant now = ports_.clock.now();
    std::vector<BallotBox::Incoming> incoming;
    Status failed;
    for (const BallotsJob& job : jobs)
        for (const ops::SignedBallot& ballot : job.request.ballots) {
            auto rules = poll_rules(content_, ballot.ballot.poll, now);
            if (!rules) failed = fail(rules.error());
            if (rules) incoming.push_back({&ballot, job.channel, std::move(*rules)});
        }
    Result<std::vector<ops::BallotOutcome>> outcomes = fail(Code::storage, "");
    if (failed) outcomes = box_.cast(incoming, now, ports_.random);
    if (failed && !outcomes) failed = fail(outcomes.error());
    if (!failed) {
        spdlog::error("ballots were not stored: {}", native::describe(failed.error()));
        return answer_all(jobs, failed.error());
    }

    // What was known already, or refused, has left no trace.
    owes_box_tidying_ |= std::any_of(outcomes->begin(), outcomes->end(), [](const auto& outcome) {
        return outcome.kind == ops::BallotOutcome::Kind::accepted;
    });
    note_unknown_polls(incoming, *outcomes, now);
    std::size_t next = 0;
    for (const BallotsJob& job : jobs) {
        ops::BallotReceipt receipt;
        receipt.server_epoch = epoch_;
        for (std::size_t i = 0; i < job.request.ballots.size(); ++i)
            receipt.outcomes.push_back((*outcomes)[next++]);
        for (const ops::BallotsRequest::Refused& refused : job.request.refused)
            receipt.outcomes.push_back(
                {refused.hash, ops::BallotOutcome::Kind::rejected, name(refused.code)});
        auto& list = receipt.outcomes;
        std::sort(list.begin(), list.end(),
                  [](const auto& a, const auto& b) { return a.hash < b.hash; });
        for (const ops::BallotOutcome& outcome : list)
            if (outcome.kind == ops::BallotOutcome::Kind::rejected)
                refusals_.note("ballots refused", outcome.code, now);
            else if (outcome.kind == ops::BallotOutcome::Kind::retry)
                refusals_.note("ballots put off", "too many of polls that are not public", now);
        // The same ballot twice in one request is one.
        list.erase(std::unique(list.begin(), list.end(),
                               [](const auto& a, const auto& b) { return a.hash == b.hash; }),
                   list.end());
        job.done(std::move(receipt));
    }
}

void Storage::note_unknown_polls(const std::vector<BallotBox::Incoming>& ballots,
                                 const std::vector<ops::BallotOutcome>& outcomes, Instant now) {
    for (std::size_t i = 0; i < ballots.size(); ++i)
        if (!ballots[i].rules.is_known && outcomes[i].kind == ops::BallotOutcome::Kind::accepted)
            refusals_.count("ballots taken", "unknown_poll", now);
}

void Storage::look_after_public() {
    if (owes_blob_erasure_) erase_blobs();
    const auto erased = flush_publications(log_, content_);
    if (!erased) spdlog::error("publishing waits: {}", native::describe(erased.error()));
    const Instant now = ports_.clock.now();
    refusals_.look(now);
    const std::int64_t round = round_at(now, polls_);
    if (std::exchange(tallies_round_, round) != round) {
        if (auto done = publish_due_tallies(box_, log_, content_, polls_, now); !done)
            spdlog::error("tallies wait: {}", native::describe(done.error()));
    }
    const auto seq = content_.last_seq();
    const bool has_changed = seq && *seq != announced_seq_;
    if (has_changed) {
        announced_seq_ = *seq;
        on_published_(*seq);
        // By whomever it was published: a tombstone may be among it.
        owes_content_checkpoint_ = true;
    }
    if (queues_are_empty() || is_checkpoint_overdue(now)) checkpoint_where_owed(now);
}

// A city that always has something to do would else never come to it.
bool Storage::is_checkpoint_overdue(Instant now) const {
    return now < checkpoint_at_ ||  // the clock was set back
           now >= checkpoint_at_ + checkpoint_pause_ + kCheckpointPatience;
}

bool Storage::queues_are_empty() {
    const std::lock_guard lock{mutex_};
    return queues_.is_empty();
}

// A reader in the way (an export, another process) is waited for a little, then asked again later.
void Storage::checkpoint_where_owed(Instant now) {
    if (!owes_log_checkpoint_ && !owes_content_checkpoint_ && !owes_box_tidying_) return;
    if (now < checkpoint_at_ + checkpoint_pause_ && now >= checkpoint_at_) return;
    checkpoint_all();
    checkpoint_at_ = ports_.clock.now();
    checkpoint_pause_ = std::clamp<Milliseconds>(kCheckpointShare * (checkpoint_at_ - now),
                                                 kCheckpointEvery, kCheckpointPauseMax);
}

void Storage::checkpoint_all() {
    const auto pay = [](store::Database& database, bool& owed, auto act) {
        if (!owed) return;
        sqlite3_busy_timeout(database.handle(), kCheckpointBusyMs);
        const Result<bool> done = act();
        sqlite3_busy_timeout(database.handle(), kBusyMs);
        if (done && *done) owed = false;
        if (!done)
            spdlog::error("a log of the databases still stands: {}",
                          native::describe(done.error()));
    };
    pay(log_.database(), owes_log_checkpoint_, [&] { return try_checkpoint(log_.database()); });
    pay(content_.database(), owes_content_checkpoint_,
        [&] { return try_checkpoint(content_.database()); });
    pay(box_.database(), owes_box_tidying_, [&] { return box_.tidy(); });
}

}  // namespace qp::city::storage
