// SPDX-License-Identifier: EUPL-1.2
// SQLite's files in a browser's worker. The worker hands over a set of files that are already open
// (Module.files, web/app/worker/files.ts), since a browser opens files asynchronously and SQLite
// asks synchronously. A file "exists" while it is longer than 0 bytes; deleting it truncates it.
//
// One worker owns the files, so every lock succeeds, and the write-ahead log works in exclusive
// mode without shared memory. SQLite finds this by itself (SQLITE_OS_OTHER calls sqlite3_os_init).
#include <emscripten.h>
#include <sqlite3.h>

#include <cstring>

// Offsets cross as doubles: exact up to 2^53, and JavaScript has no other number that large.
// Each answers -1 on failure and -2 where the browser's room is used up.
// clang-format off
EM_JS(int, qp_file_open, (const char* name, int may_create), {
    return Module["files"].open(UTF8ToString(name), !!may_create);
})
EM_JS(int, qp_file_exists, (const char* name), {
    return Module["files"].exists(UTF8ToString(name)) ? 1 : 0;
})
EM_JS(int, qp_file_remove, (const char* name), {
    return Module["files"].remove(UTF8ToString(name)) ? 0 : -1;
})
EM_JS(void, qp_file_close, (int file), { Module["files"].close(file); })
EM_JS(int, qp_file_read, (int file, void* buffer, int size, double offset), {
    return Module["files"].read(file, HEAPU8.subarray(buffer, buffer + size), offset);
})
EM_JS(int, qp_file_write, (int file, const void* buffer, int size, double offset), {
    return Module["files"].write(file, HEAPU8.subarray(buffer, buffer + size), offset);
})
EM_JS(int, qp_file_truncate, (int file, double size), {
    return Module["files"].truncate(file, size);
})
EM_JS(int, qp_file_flush, (int file), { return Module["files"].flush(file); })
EM_JS(double, qp_file_size, (int file), { return Module["files"].size(file); })
EM_JS(double, qp_file_now_ms, (), { return Date.now(); })
EM_JS(void, qp_random, (void* buffer, int size), {
    crypto.getRandomValues(HEAPU8.subarray(buffer, buffer + size));
})
// clang-format on

namespace {

constexpr int kNoRoom = -2;

struct BrowserFile {
    sqlite3_file base;
    int file;
    bool is_deleted_on_close;
    char name[64];
};

BrowserFile& self(sqlite3_file* file) {
    return *reinterpret_cast<BrowserFile*>(file);
}

int on_close(sqlite3_file* file) {
    qp_file_close(self(file).file);
    if (self(file).is_deleted_on_close) qp_file_remove(self(file).name);
    return SQLITE_OK;
}

int on_read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
    const int got = qp_file_read(self(file).file, buffer, size, static_cast<double>(offset));
    if (got < 0) return SQLITE_IOERR_READ;
    if (got == size) return SQLITE_OK;
    std::memset(static_cast<char*>(buffer) + got, 0, static_cast<std::size_t>(size - got));
    return SQLITE_IOERR_SHORT_READ;
}

int on_write(sqlite3_file* file, const void* buffer, int size, sqlite3_int64 offset) {
    const int put = qp_file_write(self(file).file, buffer, size, static_cast<double>(offset));
    if (put == size) return SQLITE_OK;
    // A short write is a full disk as well: the rest found no room.
    return put == kNoRoom || put >= 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int on_truncate(sqlite3_file* file, sqlite3_int64 size) {
    return qp_file_truncate(self(file).file, static_cast<double>(size)) == 0
               ? SQLITE_OK
               : SQLITE_IOERR_TRUNCATE;
}

int on_sync(sqlite3_file* file, int) {
    return qp_file_flush(self(file).file) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int on_size(sqlite3_file* file, sqlite3_int64* size) {
    const double bytes = qp_file_size(self(file).file);
    if (bytes < 0) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(bytes);
    return SQLITE_OK;
}

int on_lock(sqlite3_file*, int) {
    return SQLITE_OK;
}

int on_reserved(sqlite3_file*, int* is_reserved) {
    *is_reserved = 0;
    return SQLITE_OK;
}

int on_control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int on_sector_size(sqlite3_file*) {
    return 4096;
}

int on_characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

constexpr sqlite3_io_methods kMethods{
    1,       on_close,    on_read,    on_write,       on_truncate,        on_sync, on_size, on_lock,
    on_lock, on_reserved, on_control, on_sector_size, on_characteristics, nullptr, nullptr, nullptr,
    nullptr, nullptr,     nullptr,
};

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
    BrowserFile& opened = self(file);
    opened.base.pMethods = nullptr;
    // Temporary files stay in memory (SQLITE_TEMP_STORE=3), so every file has a name.
    if (!name || std::strlen(name) >= sizeof opened.name) return SQLITE_CANTOPEN;
    opened.file = qp_file_open(name, (flags & SQLITE_OPEN_CREATE) != 0);
    if (opened.file < 0) return SQLITE_CANTOPEN;
    std::strcpy(opened.name, name);
    opened.is_deleted_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    opened.base.pMethods = &kMethods;
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int) {
    return qp_file_remove(name) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int has_file(sqlite3_vfs*, const char* name, int, int* result) {
    *result = qp_file_exists(name);
    return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
    if (static_cast<int>(std::strlen(name)) >= size) return SQLITE_CANTOPEN;
    std::strcpy(out, name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
    qp_random(out, size);
    return size;
}

int pause(sqlite3_vfs*, int microseconds) {
    return microseconds;
}

constexpr double kJulianDayOf1970 = 2440587.5;

int current_time_ms(sqlite3_vfs*, sqlite3_int64* now) {
    *now = static_cast<sqlite3_int64>(kJulianDayOf1970 * 86400000.0 + qp_file_now_ms());
    return SQLITE_OK;
}

int current_time(sqlite3_vfs*, double* now) {
    *now = kJulianDayOf1970 + qp_file_now_ms() / 86400000.0;
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

sqlite3_vfs browser_vfs{
    2,
    sizeof(BrowserFile),
    63,
    nullptr,
    "browser",
    nullptr,
    open_file,
    delete_file,
    has_file,
    full_name,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    randomness,
    pause,
    current_time,
    last_error,
    current_time_ms,
    nullptr,
    nullptr,
    nullptr,
};

}  // namespace

extern "C" int sqlite3_os_init() {
    return sqlite3_vfs_register(&browser_vfs, 1);
}

extern "C" int sqlite3_os_end() {
    return SQLITE_OK;
}
