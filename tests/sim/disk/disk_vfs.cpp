// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/disk/disk_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

namespace qp::sim {
namespace {

DiskVfs* g_vfs = nullptr;

struct OpenFile {
    sqlite3_file base;  // first: SQLite sees only this
    Disk* disk;
    std::shared_ptr<DiskFile> file;
    std::string* name_to_remove;
    int lock;
    unsigned shm_shared;
    unsigned shm_exclusive;
    bool has_shm;
};

OpenFile& of(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}

int result_of(Disk::Done done, int stopped) {
    if (done == Disk::Done::ok) return SQLITE_OK;
    return done == Disk::Done::full ? SQLITE_FULL : stopped;
}

int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    OpenFile& self = of(file);
    if (self.disk->is_stopped()) return SQLITE_IOERR_READ;
    const Bytes& bytes = self.file->now;
    const auto from = static_cast<std::size_t>(offset);
    const auto wanted = static_cast<std::size_t>(size);
    const std::size_t there = from < bytes.size() ? std::min(wanted, bytes.size() - from) : 0;
    if (there > 0) std::memcpy(out, bytes.data() + from, there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(out) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    OpenFile& self = of(file);
    const BytesView bytes{static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
    return result_of(self.disk->write(*self.file, static_cast<std::uint64_t>(offset), bytes),
                     SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    OpenFile& self = of(file);
    return result_of(self.disk->truncate(*self.file, static_cast<std::uint64_t>(size)),
                     SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* file, int) {
    OpenFile& self = of(file);
    return result_of(self.disk->sync(*self.file), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(of(file).file->now.size());
    return SQLITE_OK;
}

int lock(sqlite3_file* file, int level) {
    OpenFile& self = of(file);
    DiskFile& held = *self.file;
    if (self.disk->is_stopped()) return SQLITE_IOERR_LOCK;
    if (self.lock >= level) return SQLITE_OK;
    const auto is_others = [&](const void* owner) { return owner != nullptr && owner != &self; };
    if (level == SQLITE_LOCK_SHARED) {
        if (is_others(held.exclusive) || is_others(held.pending)) return SQLITE_BUSY;
        ++held.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (is_others(held.reserved) || is_others(held.pending)) return SQLITE_BUSY;
        held.reserved = &self;
    } else {
        if (is_others(held.reserved) || is_others(held.pending)) return SQLITE_BUSY;
        held.pending = &self;
        if (held.shared > 1) {
            self.lock = SQLITE_LOCK_PENDING;
            return SQLITE_BUSY;
        }
        held.exclusive = &self;
    }
    self.lock = level;
    return SQLITE_OK;
}

int unlock(sqlite3_file* file, int level) {
    OpenFile& self = of(file);
    DiskFile& held = *self.file;
    if (self.lock <= level) return SQLITE_OK;
    for (const void** owner : {&held.reserved, &held.pending, &held.exclusive})
        if (*owner == &self) *owner = nullptr;
    if (level == SQLITE_LOCK_NONE) --held.shared;
    self.lock = level;
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* file, int* is_reserved) {
    *is_reserved = of(file).file->reserved != nullptr;
    return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) {
    return static_cast<int>(kSectorBytes);
}

int device_characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shm_map(sqlite3_file* file, int region, int size, int is_to_extend, void volatile** out) {
    OpenFile& self = of(file);
    DiskFile& held = *self.file;
    *out = nullptr;
    if (self.disk->is_stopped()) return SQLITE_IOERR_SHMMAP;
    assert(size == 32768);
    static_cast<void>(size);
    if (!self.has_shm) {
        self.has_shm = true;
        ++held.shm_users;
    }
    const auto index = static_cast<std::size_t>(region);
    if (index >= held.shm.size() && is_to_extend == 0) return SQLITE_OK;
    while (held.shm.size() <= index) held.shm.push_back(std::make_unique<ByteArray<32768>>());
    *out = held.shm[index]->data();
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int first, int count, int flags) {
    OpenFile& self = of(file);
    DiskFile& held = *self.file;
    const bool is_shared = (flags & SQLITE_SHM_SHARED) != 0;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        for (int i = first; i < first + count; ++i) {
            const unsigned bit = 1u << static_cast<unsigned>(i);
            if (is_shared && (self.shm_shared & bit) != 0) --held.shm_shared[i];
            if (!is_shared && (self.shm_exclusive & bit) != 0) held.shm_exclusive[i] = nullptr;
            (is_shared ? self.shm_shared : self.shm_exclusive) &= ~bit;
        }
        return SQLITE_OK;
    }
    if (self.disk->is_stopped()) return SQLITE_IOERR_SHMLOCK;
    for (int i = first; i < first + count; ++i) {
        const unsigned bit = 1u << static_cast<unsigned>(i);
        if (held.shm_exclusive[i] != nullptr && held.shm_exclusive[i] != &self) return SQLITE_BUSY;
        const int others = held.shm_shared[i] - ((self.shm_shared & bit) != 0 ? 1 : 0);
        if (!is_shared && others > 0) return SQLITE_BUSY;
    }
    for (int i = first; i < first + count; ++i) {
        const unsigned bit = 1u << static_cast<unsigned>(i);
        if (is_shared && (self.shm_shared & bit) == 0) ++held.shm_shared[i];
        if (!is_shared) held.shm_exclusive[i] = &self;
        (is_shared ? self.shm_shared : self.shm_exclusive) |= bit;
    }
    return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) {}

int shm_unmap(sqlite3_file* file, int) {
    OpenFile& self = of(file);
    if (!self.has_shm) return SQLITE_OK;
    shm_lock(file, 0, kShmLocks, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    shm_lock(file, 0, kShmLocks, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    self.has_shm = false;
    if (--self.file->shm_users == 0) self.file->shm.clear();
    return SQLITE_OK;
}

int close(sqlite3_file* file) {
    OpenFile& self = of(file);
    shm_unmap(file, 0);
    unlock(file, SQLITE_LOCK_NONE);
    --self.file->open_count;
    if (self.name_to_remove != nullptr) self.disk->remove(*self.name_to_remove);
    delete self.name_to_remove;
    self.~OpenFile();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods{2,
                                      close,
                                      read,
                                      write,
                                      truncate,
                                      sync,
                                      file_size,
                                      lock,
                                      unlock,
                                      check_reserved_lock,
                                      file_control,
                                      sector_size,
                                      device_characteristics,
                                      shm_map,
                                      shm_lock,
                                      shm_barrier,
                                      shm_unmap,
                                      nullptr,
                                      nullptr};

// Paths from the root are real files (a snapshot that the city makes).
sqlite3_vfs* real() {
    static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
    return found;
}
bool is_real(const char* path) {
    return path != nullptr && path[0] == '/';
}

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    if (is_real(path)) return real()->xOpen(real(), path, file, flags, out_flags);
    file->pMethods = nullptr;
    std::string name;
    Disk* disk = path != nullptr && g_vfs != nullptr ? g_vfs->disk_of(path, name) : nullptr;
    if (disk == nullptr || disk->is_stopped()) return SQLITE_CANTOPEN;
    auto found = disk->find(name);
    if (!found) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
        found = disk->create(name);
        if (!found) return SQLITE_CANTOPEN;
    }
    auto* self = new (file) OpenFile{};
    self->base.pMethods = &kMethods;
    self->disk = disk;
    self->file = std::move(found);
    ++self->file->open_count;
    if ((flags & SQLITE_OPEN_DELETEONCLOSE) != 0) self->name_to_remove = new std::string{name};
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* path, int is_to_sync) {
    if (is_real(path)) return real()->xDelete(real(), path, is_to_sync);
    std::string name;
    Disk* disk = g_vfs->disk_of(path, name);
    if (disk == nullptr) return SQLITE_IOERR_DELETE;
    if (!disk->is_stopped() && !disk->find(name)) return SQLITE_IOERR_DELETE_NOENT;
    return result_of(disk->remove(name), SQLITE_IOERR_DELETE);
}

int access(sqlite3_vfs*, const char* path, int flags, int* is_there) {
    if (is_real(path)) return real()->xAccess(real(), path, flags, is_there);
    std::string name;
    Disk* disk = g_vfs->disk_of(path, name);
    if (disk == nullptr || disk->is_stopped()) return SQLITE_IOERR_ACCESS;
    *is_there = disk->find(name) != nullptr;
    return SQLITE_OK;
}

int full_pathname(sqlite3_vfs*, const char* path, int size, char* out) {
    const std::size_t length = std::strlen(path);
    if (length + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::memcpy(out, path, length + 1);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
    g_vfs->random().fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
    return size;
}

// Nobody else runs meanwhile: who waits for a lock waits in vain, and soon.
int sleep(sqlite3_vfs*, int microseconds) {
    return microseconds;
}

int current_time_int64(sqlite3_vfs*, sqlite3_int64* out) {
    constexpr sqlite3_int64 kJulianDayOf1970Ms = 210866760000000;
    *out = kJulianDayOf1970Ms + ms(g_vfs->clock().now());
    return SQLITE_OK;
}

int current_time(sqlite3_vfs* vfs, double* out) {
    sqlite3_int64 milliseconds = 0;
    current_time_int64(vfs, &milliseconds);
    *out = static_cast<double>(milliseconds) / 86400000.0;
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

sqlite3_vfs make_vfs() {
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = std::max(static_cast<int>(sizeof(OpenFile)), real()->szOsFile);
    vfs.mxPathname = 512;
    vfs.zName = "qp-sim";
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = full_pathname;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep;
    vfs.xCurrentTime = current_time;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = current_time_int64;
    return vfs;
}

// Made when first needed: looking for the real one would start SQLite before it is set up.
sqlite3_vfs& registered() {
    static sqlite3_vfs vfs = make_vfs();
    return vfs;
}

}  // namespace

DiskVfs::DiskVfs(Clock& clock, Random& random) : clock_{clock}, random_{random} {
    assert(g_vfs == nullptr);
    g_vfs = this;
    sqlite3_vfs_register(&registered(), 1);
    sqlite3_randomness(0, nullptr);  // what it has gathered so far is of another run
}

DiskVfs::~DiskVfs() {
    sqlite3_vfs_unregister(&registered());
    sqlite3_randomness(0, nullptr);
    g_vfs = nullptr;
}

Disk* DiskVfs::disk_of(const char* path, std::string& name) const {
    const char* slash = std::strchr(path, '/');
    if (slash == nullptr) return nullptr;
    const auto found = disks_.find(std::string(path, slash));
    if (found == disks_.end()) return nullptr;
    name = slash + 1;
    return found->second;
}

}  // namespace qp::sim
