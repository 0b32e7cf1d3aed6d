/* SPDX-License-Identifier: EUPL-1.2
 *
 * SQLite's files when core's unit tests run as WASM in Node. SQLite is compiled as for the phone
 * (SQLITE_OS_OTHER: no file system of its own), so a program brings one: the phone the one in
 * web/bridge, tests this one over plain files, so that a test may copy, cut or damage a database as
 * it does natively. One process, one connection a file, so locks always succeed; WAL needs
 * locking_mode=EXCLUSIVE, as on the phone.
 */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    sqlite3_file base;
    int handle;
    char* delete_on_close; /* its path, or NULL */
} TestFile;

static int handle_of(sqlite3_file* file) {
    return ((TestFile*)file)->handle;
}

static int file_close(sqlite3_file* file) {
    TestFile* self = (TestFile*)file;
    close(self->handle);
    if (self->delete_on_close) {
        unlink(self->delete_on_close);
        free(self->delete_on_close);
    }
    return SQLITE_OK;
}

static int file_read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
    const ssize_t got = pread(handle_of(file), buffer, (size_t)size, (off_t)offset);
    if (got < 0) return SQLITE_IOERR_READ;
    if (got == size) return SQLITE_OK;
    memset((char*)buffer + got, 0, (size_t)(size - got));
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file* file, const void* buffer, int size, sqlite3_int64 offset) {
    const ssize_t put = pwrite(handle_of(file), buffer, (size_t)size, (off_t)offset);
    if (put == size) return SQLITE_OK;
    return put < 0 && errno != ENOSPC ? SQLITE_IOERR_WRITE : SQLITE_FULL;
}

static int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    return ftruncate(handle_of(file), (off_t)size) == 0 ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file* file, int flags) {
    (void)flags;
    return fsync(handle_of(file)) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    struct stat status;
    if (fstat(handle_of(file), &status) != 0) return SQLITE_IOERR_FSTAT;
    *size = status.st_size;
    return SQLITE_OK;
}

static int file_lock(sqlite3_file* file, int level) {
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int file_is_reserved(sqlite3_file* file, int* reserved) {
    (void)file;
    *reserved = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file* file, int operation, void* argument) {
    (void)file;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector_size(sqlite3_file* file) {
    (void)file;
    return 512;
}

static int file_characteristics(sqlite3_file* file) {
    (void)file;
    return 0;
}

static const sqlite3_io_methods kMethods = {
    1,
    file_close,
    file_read,
    file_write,
    file_truncate,
    file_sync,
    file_size,
    file_lock,
    file_lock,
    file_is_reserved,
    file_control,
    file_sector_size,
    file_characteristics,
    0,
    0,
    0,
    0,
    0,
    0,
};

static int vfs_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                    int* out_flags) {
    (void)vfs;
    TestFile* self = (TestFile*)file;
    memset(self, 0, sizeof *self);
    if (path == NULL)
        return SQLITE_CANTOPEN; /* SQLITE_TEMP_STORE=3 keeps temporary files in memory */
    const int access = (flags & SQLITE_OPEN_READWRITE) ? O_RDWR : O_RDONLY;
    const int create = (flags & SQLITE_OPEN_CREATE) ? O_CREAT : 0;
    const int only_new = (flags & SQLITE_OPEN_EXCLUSIVE) ? O_EXCL : 0;
    self->handle = open(path, access | create | only_new, 0644);
    if (self->handle < 0) return SQLITE_CANTOPEN;
    if (flags & SQLITE_OPEN_DELETEONCLOSE) self->delete_on_close = strdup(path);
    if (out_flags) *out_flags = flags;
    self->base.pMethods = &kMethods;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    (void)vfs;
    (void)sync_folder;
    if (unlink(path) == 0) return SQLITE_OK;
    return errno == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
}

static int vfs_access(sqlite3_vfs* vfs, const char* path, int flags, int* is_there) {
    (void)vfs;
    struct stat status;
    *is_there = stat(path, &status) == 0;
    if (*is_there && flags == SQLITE_ACCESS_EXISTS) *is_there = status.st_size > 0;
    return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs* vfs, const char* path, int size, char* full) {
    (void)vfs;
    if ((int)strlen(path) >= size) return SQLITE_CANTOPEN;
    strcpy(full, path);
    return SQLITE_OK;
}

static int vfs_randomness(sqlite3_vfs* vfs, int size, char* buffer) {
    (void)vfs;
    return getentropy(buffer, (size_t)size) == 0 ? size : 0;
}

static int vfs_sleep(sqlite3_vfs* vfs, int microseconds) {
    (void)vfs;
    return microseconds;
}

static int vfs_time_ms(sqlite3_vfs* vfs, sqlite3_int64* julian_ms) {
    (void)vfs;
    *julian_ms = (sqlite3_int64)time(NULL) * 1000 + 210866760000000LL;
    return SQLITE_OK;
}

static int vfs_time(sqlite3_vfs* vfs, double* julian_days) {
    sqlite3_int64 julian_ms;
    vfs_time_ms(vfs, &julian_ms);
    *julian_days = (double)julian_ms / 86400000.0;
    return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs* vfs, int size, char* text) {
    (void)vfs;
    (void)size;
    (void)text;
    return errno;
}

int sqlite3_os_init(void) {
    static sqlite3_vfs vfs;
    memset(&vfs, 0, sizeof vfs);
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(TestFile);
    vfs.mxPathname = 1024;
    vfs.zName = "test-files";
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    vfs.xFullPathname = vfs_full_path;
    vfs.xRandomness = vfs_randomness;
    vfs.xSleep = vfs_sleep;
    vfs.xCurrentTime = vfs_time;
    vfs.xGetLastError = vfs_last_error;
    vfs.xCurrentTimeInt64 = vfs_time_ms;
    return sqlite3_vfs_register(&vfs, 1);
}

int sqlite3_os_end(void) {
    return SQLITE_OK;
}
