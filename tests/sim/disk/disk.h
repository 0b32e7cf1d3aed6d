// SPDX-License-Identifier: EUPL-1.2
// The disk of one simulated machine: files in memory, and for each what a power cut would leave of
// it. Programs reach it through SQLite alone (disk_vfs.h); the simulator breaks it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/seeded_random.h"

namespace qp::sim {

inline constexpr std::size_t kSectorBytes = 512;
inline constexpr int kShmLocks = 8;

// One file. `now` is what programs read. What was not synced can be taken back, newest first.
struct DiskFile {
    struct Change {
        std::uint64_t offset = 0;
        std::uint64_t size = 0;  // written; 0: a truncation to `offset`
        std::uint64_t size_before = 0;
        Bytes before;              // what stood from `offset` on, as far as the change reaches
        std::uint64_t number = 0;  // by the disk's count of operations
    };
    Bytes now;
    std::vector<Change> unsynced;
    bool is_entry_durable = false;  // its name is in the folder for good
    std::uint64_t made = 0;         // by the disk's count of operations

    // Locks as SQLite takes them, of all connections together.
    int shared = 0;
    const void* reserved = nullptr;
    const void* pending = nullptr;
    const void* exclusive = nullptr;
    // The log's index in shared memory: gone with the last process that has it.
    std::vector<std::unique_ptr<ByteArray<32768>>> shm;
    int shm_users = 0;
    int shm_shared[kShmLocks] = {};
    const void* shm_exclusive[kShmLocks] = {};
    int open_count = 0;
};

// Each place where `begin` stands, with what follows it up to `size` bytes in all.
std::vector<std::string> words_in(BytesView bytes, std::string_view begin, std::size_t size);

class Disk {
public:
    explicit Disk(std::uint64_t seed) : random_{seed} {}

    // These and nothing else, all durable: a machine as it was set up, or a backup that came back.
    // REQUIRES: every file is closed.
    void install(const std::map<std::string, Bytes>& files);
    std::map<std::string, Bytes> files() const;

    // The machine stops within the `count`-th write, sync, truncation or removal from now on: that
    // one may have happened in part, and every later one fails until start().
    void stop_after(std::uint64_t count) { stops_at_ = operations_ + count; }
    void do_not_stop() { stops_at_.reset(); }
    bool will_stop() const { return stops_at_.has_value(); }
    void stop() {
        stops_at_.reset();
        is_stopped_ = true;
    }
    bool is_stopped() const { return is_stopped_; }

    enum class After {
        kill,       // the process died; the system wrote down what it had been given
        power_cut,  // of what was not synced each sector is there, or not, or garbage
    };
    // REQUIRES: every file is closed. The machine runs again.
    void start(After after);

    // From now on every sync is answered, and nothing is written down: a power cut takes the disk
    // back to what stood on it after any of the operations since then, whole and in order (a drive
    // whose cache lies). be_honest(): the cache has been written down.
    void begin_to_lie();
    void be_honest();
    bool is_lying() const { return lies_from_.has_value(); }
    // Whether the last power cut took something back that a sync had been answered for.
    bool has_lost() const { return has_lost_; }

    // Beyond this much in all files writes fail as on a full disk.
    void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
    std::uint64_t free_bytes() const;
    std::uint64_t operations() const { return operations_; }
    std::uint64_t syncs() const { return syncs_; }
    // One bit of a file changes while nobody writes it. False where there is no such byte.
    bool flip_bit(const std::string& name, std::uint64_t bit);
    bool holds(const std::string& name, BytesView bytes) const;
    std::vector<std::string> names() const;
    std::vector<std::string> find_words(const std::string& name, std::string_view begin,
                                        std::size_t size) const;

    // For the VFS: what SQLite asks for. False: the machine has stopped.
    std::shared_ptr<DiskFile> find(const std::string& name) const;
    std::shared_ptr<DiskFile> create(const std::string& name);
    enum class Done { ok, stopped, full };
    Done write(DiskFile& file, std::uint64_t offset, BytesView bytes);
    Done truncate(DiskFile& file, std::uint64_t size);
    Done sync(DiskFile& file);
    Done remove(const std::string& name);

private:
    // Counts, and stops the machine when its time has come. True for the operation that it stops
    // in.
    bool stops_now();
    void tear(DiskFile& file);
    void write_down();
    void lose_cache();

    SeededRandom random_;
    std::map<std::string, std::shared_ptr<DiskFile>> files_;
    std::map<std::string, std::shared_ptr<DiskFile>> removed_;  // and it is not certain yet
    // While it lies; of one name there may be several, one made after another was removed.
    struct Gone {
        std::string name;
        std::shared_ptr<DiskFile> file;
        std::uint64_t at = 0;  // by the count of operations
    };
    std::vector<Gone> gone_;
    std::uint64_t capacity_ = std::uint64_t{1} << 30;
    std::uint64_t used_ = 0;
    std::uint64_t operations_ = 0;
    std::uint64_t syncs_ = 0;
    std::optional<std::uint64_t> stops_at_;
    bool is_stopped_ = false;
    std::optional<std::uint64_t> lies_from_;
    std::uint64_t answered_ = 0;  // syncs up to here while it lied
    bool has_lost_ = false;
};

}  // namespace qp::sim
