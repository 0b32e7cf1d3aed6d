// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/snapshot_store.h"

#include <unistd.h>

#include <filesystem>

#include "native/file_hash.h"
#include "native/files.h"

namespace qp::city::storage {

namespace {

constexpr std::size_t kJobsMax = 64;
constexpr std::size_t kSnapshotsMax = 8;
constexpr std::uint32_t kChangesAtOnce = 1'000;
constexpr std::size_t kBytesAtOnce = 1u << 20;
// A device that interrupts its download finds the same file again; what came since is pulled.
constexpr std::chrono::minutes kKeepFor{10};

}  // namespace

Snapshot::~Snapshot() {
    ::unlink(path.c_str());
}

Result<std::unique_ptr<SnapshotStore>> SnapshotStore::open(const std::string& folder,
                                                           const std::string& content_path,
                                                           ops::ServerEpoch epoch,
                                                           Threads threads) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    if (auto made = native::make_folder(folder); !made) return fail(made.error());
    auto content = store::Content::open(content_path);
    if (!content) return fail(content.error());
    return std::unique_ptr<SnapshotStore>{
        new SnapshotStore{folder, std::move(*content), epoch, threads}};
}

SnapshotStore::SnapshotStore(std::string folder, store::Content content, ops::ServerEpoch epoch,
                             Threads threads)
    : folder_{std::move(folder)},
      content_{std::move(content)},
      epoch_{epoch},
      worker_{kJobsMax, threads} {}

void SnapshotStore::get(const std::vector<std::string>& scopes, Done done) {
    auto shared = std::make_shared<Done>(std::move(done));
    if (!worker_.post([this, scopes, shared] { (*shared)(find_or_make(scopes)); }))
        (*shared)(fail(Code::unavailable, "too many snapshots wait"));
}

Result<std::shared_ptr<const Snapshot>> SnapshotStore::find_or_make(
    const std::vector<std::string>& scopes) {
    const std::string key = ops::join_scopes(scopes);
    const auto found = snapshots_.find(key);
    if (found != snapshots_.end()) {
        if (is_of_use(found->second)) return found->second.snapshot;
        snapshots_.erase(found);
    }
    auto made = make(scopes);
    if (!made) return made;
    if (snapshots_.size() >= kSnapshotsMax) {
        auto oldest = snapshots_.begin();
        for (auto it = snapshots_.begin(); it != snapshots_.end(); ++it)
            if (it->second.snapshot->made_at < oldest->second.snapshot->made_at) oldest = it;
        snapshots_.erase(oldest);
    }
    snapshots_[key] = {*made, scopes, (*made)->seq};
    return made;
}

// What has been erased must not be handed out any more, nor lie here.
Result<bool> SnapshotStore::has_erased(Kept& kept) {
    for (;;) {
        const auto changes =
            content_.changes_since(kept.looked_upto, kept.scopes, kChangesAtOnce, kBytesAtOnce);
        if (!changes) return fail(changes.error());
        if (changes->empty()) return false;
        for (const store::Change& change : *changes)
            if (!change.payload) return true;
        kept.looked_upto = changes->back().seq;
    }
}

// Where that cannot be told it goes: another one can be made.
bool SnapshotStore::is_of_use(Kept& kept) {
    if (std::chrono::steady_clock::now() - kept.snapshot->made_at >= kKeepFor) return false;
    const auto erased = has_erased(kept);
    return erased && !*erased;
}

void SnapshotStore::let_go_of_erased() {
    if (is_look_due_.exchange(true)) return;
    const bool is_posted = worker_.post([this] {
        is_look_due_ = false;
        for (auto it = snapshots_.begin(); it != snapshots_.end();)
            it = is_of_use(it->second) ? std::next(it) : snapshots_.erase(it);
    });
    if (!is_posted) is_look_due_ = false;  // the next change asks again
}

Result<std::shared_ptr<const Snapshot>> SnapshotStore::make(
    const std::vector<std::string>& scopes) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->path = folder_ + "/" + std::to_string(++made_) + ".db";
    // Read before the content: whatever is published meanwhile comes with the first pull.
    const auto seq = content_.last_seq();
    if (!seq) return fail(seq.error());
    snapshot->seq = *seq;
    const auto written = write(*snapshot, scopes);
    if (!written) return fail(written.error());
    const auto hash = native::hash_of_file(snapshot->path);
    if (!hash) return fail(hash.error());
    std::error_code error;
    snapshot->size = std::filesystem::file_size(snapshot->path, error);
    if (error) return fail(Code::storage, "cannot read " + snapshot->path);
    snapshot->hash = *hash;
    snapshot->made_at = std::chrono::steady_clock::now();
    return std::shared_ptr<const Snapshot>{std::move(snapshot)};
}

// One file without a log beside it.
Status SnapshotStore::write(const Snapshot& snapshot, const std::vector<std::string>& scopes) {
    const auto is_all = content_.is_within(scopes);
    if (!is_all) return fail(is_all.error());
    if (*is_all) {
        const ops::Cursor cursor{epoch_, snapshot.seq, ops::scopes_hash(scopes)};
        if (auto copied = content_.copy_to(snapshot.path, encode(cursor)); !copied) return copied;
        for (const char* ending : {"-wal", "-shm"}) ::unlink((snapshot.path + ending).c_str());
        return {};
    }
    const std::string draft = snapshot.path + ".draft";
    {
        auto target = store::Content::open(draft);
        if (!target) return fail(target.error());
        if (auto filled = fill(*target, scopes, snapshot.seq); !filled) return filled;
        if (auto copied = target->database().copy_to(snapshot.path); !copied) return copied;
    }
    native::remove_database(draft);
    return {};
}

Status SnapshotStore::fill(store::Content& target, const std::vector<std::string>& scopes,
                           std::uint64_t seq) {
    std::uint64_t after = 0;
    for (;;) {
        const auto changes = content_.changes_since(after, scopes, kChangesAtOnce, kBytesAtOnce);
        if (!changes) return fail(changes.error());
        if (!changes->empty()) after = changes->back().seq;
        const ops::Cursor cursor{epoch_, std::max(after, changes->empty() ? seq : 0),
                                 ops::scopes_hash(scopes)};
        if (auto applied = target.apply(*changes, encode(cursor)); !applied)
            return fail(applied.error());
        if (changes->empty()) return {};
    }
}

}  // namespace qp::city::storage
