// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/intake.h"

#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include "core/base/mutant.h"
#include "core/ops/receipt.h"
#include "native/logging.h"

namespace qp::city::relay {

namespace {

constexpr std::size_t kWaitingMax = 1'000;  // requests
constexpr std::uint64_t kFreeBytesMin = 64u << 20;
constexpr Milliseconds kLookEvery{250};
constexpr Milliseconds kCheckpointEvery{5'000};
constexpr int kCheckpointBusyMs = 50;
constexpr int kBusyMs = 5'000;  // as Database::open sets it

bool is_by_listed_key(BytesView receipt, ops::RelayLane lane, const ops::CityKeys& keys) {
    return lane == ops::RelayLane::operations
               ? ops::verify_push_receipt(receipt, keys).has_value()
               : ops::verify_ballot_receipt(receipt, keys).has_value();
}

}  // namespace

Result<std::unique_ptr<Intake>> Intake::open(const RelayFiles& files, Ports ports, Taken on_taken,
                                             storage::Threads threads) {
    auto batches = Carried::open(files.batches);
    if (!batches) return fail(batches.error());
    auto ballots = Carried::open(files.ballots);
    if (!ballots) return fail(ballots.error());
    std::unique_ptr<Intake> intake{
        new Intake{std::move(*batches), std::move(*ballots), ports, std::move(on_taken)}};
    if (threads == storage::Threads::own)
        intake->thread_ = std::thread{[raw = intake.get()] { raw->loop(); }};
    return intake;
}

Intake::~Intake() {
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Intake::take(Job job) {
    std::unique_lock lock{mutex_};
    if (is_ending_ || jobs_.size() >= kWaitingMax) {
        lock.unlock();
        return job.done(fail(Code::unavailable, "too many requests wait for the disk"));
    }
    jobs_.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
}

void Intake::loop() {
    for (;;) {
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, kLookEvery, [this] { return is_ending_ || !jobs_.empty(); });
        std::vector<Job> jobs = std::exchange(jobs_, {});
        const bool is_last = is_ending_;
        lock.unlock();
        do_work(std::move(jobs));
        if (is_last) return;
    }
}

void Intake::turn() {
    std::unique_lock lock{mutex_};
    std::vector<Job> jobs = std::exchange(jobs_, {});
    lock.unlock();
    do_work(std::move(jobs));
}

void Intake::do_work(std::vector<Job> jobs) {
    for (const auto lane : {ops::RelayLane::operations, ops::RelayLane::ballots}) {
        std::vector<Job> of_lane;
        for (Job& job : jobs)
            if (job.lane == lane) of_lane.push_back(std::move(job));
        if (!of_lane.empty()) take_all(lane, std::move(of_lane));
    }
    checkpoint_where_owed();
}

void Intake::take_all(ops::RelayLane lane, std::vector<Job> jobs) {
    Carried& carried = desk(lane).carried;
    const bool has_room = ports_.room.free_bytes() >= kFreeBytesMin;
    std::vector<Result<std::vector<ops::RelayAnswer>>> answers;
    std::vector<ops::Hash> taken;
    Status committed;
    if (auto transaction = store::Transaction::begin(carried.database()); transaction) {
        for (const Job& job : jobs) {
            answers.push_back(take_one(carried, job, has_room, taken));
            // A full disk is an answer to those who brought something new, not to the others.
            if (!answers.back() && answers.back().error().code != Code::no_space)
                committed = fail(answers.back().error());
            if (!committed) break;
        }
        if (QP_MUTANT(relay_ack_before_commit) && committed)
            for (std::size_t i = 0; i < jobs.size(); ++i)
                std::exchange(jobs[i].done, [](const auto&) {})(answers[i]);
        if (committed && !taken.empty()) committed = transaction->commit();
    } else {
        committed = fail(transaction.error());
    }
    if (!committed) spdlog::error("nothing was taken: {}", native::describe(committed.error()));
    for (std::size_t i = 0; i < jobs.size(); ++i)
        jobs[i].done(committed ? std::move(answers[i]) : fail(committed.error()));
    if (!committed || taken.empty()) return;
    desk(lane).owes_checkpoint = true;
    on_taken_(lane, taken);
}

Result<std::vector<ops::RelayAnswer>> Intake::take_one(Carried& carried, const Job& job,
                                                       bool has_room,
                                                       std::vector<ops::Hash>& taken) {
    using Kind = ops::RelayAnswer::Kind;
    std::vector<ops::RelayAnswer> answers;
    std::vector<const Item*> fresh;
    for (const Item& item : job.items) {
        if (!item.refusal.empty()) {
            answers.push_back({item.hash, Kind::refused, {}, item.refusal});
            continue;
        }
        auto standing = carried.find(item.hash);
        if (!standing) return fail(standing.error());
        if (!*standing) fresh.push_back(&item);
        Bytes receipt = *standing ? std::move((*standing)->city_receipt) : Bytes{};
        if (!receipt.empty() && !is_by_listed_key(receipt, job.lane, *job.keys)) {
            if (auto waits = carried.wait_again(item.hash, item.bytes); !waits)
                return fail(waits.error());
            taken.push_back(item.hash);
            receipt.clear();
        }
        const Kind kind = receipt.empty() ? Kind::held : Kind::answered;
        answers.push_back({item.hash, kind, std::move(receipt), {}});
    }
    if (!fresh.empty() && !has_room) return fail(Code::no_space, "the relay's disk is nearly full");
    for (const Item* item : fresh) {
        if (auto put = carried.put(item->hash, item->bytes); !put) return fail(put.error());
        taken.push_back(item->hash);
    }
    return answers;
}

// The log's frames would tell in which order ballots came. A reader in the way is asked again
// later.
void Intake::checkpoint_where_owed() {
    const Instant now = ports_.clock.now();
    if (now < checkpoint_at_ + kCheckpointEvery && now >= checkpoint_at_) return;
    checkpoint_at_ = now;
    for (Desk& one : desks_) {
        store::Database& database = one.carried.database();
        // By the uplink's connection too, which writes in the order in which it passes on.
        if (database.has_changed_elsewhere()) one.owes_checkpoint = true;
        if (!one.owes_checkpoint) continue;
        sqlite3_busy_timeout(database.handle(), kCheckpointBusyMs);
        const Status done = database.checkpoint();
        sqlite3_busy_timeout(database.handle(), kBusyMs);
        if (done) one.owes_checkpoint = false;
        if (!done && done.error().code != Code::timeout)
            spdlog::error("the order of ballots may still stand in a log: {}",
                          native::describe(done.error()));
    }
}

}  // namespace qp::city::relay
