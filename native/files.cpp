// SPDX-License-Identifier: EUPL-1.2
#include "native/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "core/store/set_aside.h"

namespace qp::native {
namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_{fd} {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return fd_; }

private:
    int fd_;
};

tl::unexpected<Error> failed(const char* act, const std::string& path, int error) {
    const Code code = error == ENOENT                                       ? Code::not_found
                      : error == ENOSPC || error == EDQUOT                  ? Code::no_space
                      : error == EACCES || error == EPERM || error == EROFS ? Code::refused
                                                                            : Code::storage;
    return fail(code, path + ": cannot " + act + ": " + std::generic_category().message(error));
}

Status write_all(int fd, BytesView bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("write", path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Status sync_folder(const fs::path& folder) {
    const std::string path = folder.empty() ? "." : folder.string();
    Descriptor opened{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (opened.get() < 0) return failed("open", path, errno);
    if (::fsync(opened.get()) != 0) return failed("sync", path, errno);
    return {};
}

template <class Buffer>
Result<Buffer> read_whole(const std::string& path, std::size_t size_max) {
    Buffer content;
    auto read = read_pieces(path, [&](BytesView piece) -> Status {
        if (content.size() + piece.size() > size_max)
            return fail(Code::too_large,
                        path + ": larger than " + std::to_string(size_max) + " bytes");
        content.insert(content.end(), piece.begin(), piece.end());
        return {};
    });
    if (!read) return fail(read.error());
    return content;
}

}  // namespace

bool exists(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0;
}

Result<Bytes> read_bytes(const std::string& path, std::size_t size_max) {
    return read_whole<Bytes>(path, size_max);
}

Result<std::string> read_text(const std::string& path, std::size_t size_max) {
    return read_whole<std::string>(path, size_max);
}

Status read_pieces(const std::string& path, const std::function<Status(BytesView)>& take) {
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0) return failed("open", path, errno);
    std::uint8_t piece[65536];
    for (;;) {
        const ssize_t got = ::read(file.get(), piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed("read", path, errno);
        if (got == 0) return {};
        if (auto taken = take({piece, static_cast<std::size_t>(got)}); !taken) return taken;
    }
}

Result<DurableFile> DurableFile::create(const std::string& path, Access access) {
    const std::string beside = path + ".new";
    const mode_t mode = access == Access::owner ? 0600 : 0644;
    // One left by a crash may have another mode.
    ::unlink(beside.c_str());
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0) return failed("create", beside, errno);
    return DurableFile{path, fd};
}

DurableFile::DurableFile(DurableFile&& other) noexcept
    : path_{std::move(other.path_)},
      beside_{std::move(other.beside_)},
      fd_{std::exchange(other.fd_, -1)},
      is_finished_{std::exchange(other.is_finished_, true)} {}

DurableFile::~DurableFile() {
    if (fd_ >= 0) ::close(fd_);
    if (!is_finished_) ::unlink(beside_.c_str());
}

Status DurableFile::add(BytesView bytes) {
    return write_all(fd_, bytes, beside_);
}

Status DurableFile::sync() {
    if (::fsync(fd_) != 0) return failed("sync", beside_, errno);
    return {};
}

Status DurableFile::finish() {
    if (auto synced = sync(); !synced) return synced;
    if (::close(std::exchange(fd_, -1)) != 0) return failed("close", beside_, errno);
    if (::rename(beside_.c_str(), path_.c_str()) != 0) return failed("rename", beside_, errno);
    is_finished_ = true;
    return sync_folder(fs::path{path_}.parent_path());
}

Status write_durably(const std::string& path, BytesView bytes, Access access) {
    auto file = DurableFile::create(path, access);
    if (!file) return fail(file.error());
    if (auto added = file->add(bytes); !added) return added;
    return file->finish();
}

Status make_folder(const std::string& path) {
    fs::path made;
    for (const fs::path& part : fs::path{path}) {
        made /= part;
        if (::mkdir(made.c_str(), 0700) != 0 && errno != EEXIST && !exists(made.string()))
            return failed("make folder", made.string(), errno);
    }
    std::error_code error;
    if (!path.empty() && !fs::is_directory(path, error))
        return fail(Code::bad_argument, path + ": is there, but no folder");
    return {};
}

Result<std::string> set_aside(const std::string& path, Instant now) {
    // The log first: a database without its log would look whole and lack the last commits.
    const std::string base = store::aside_name(path, now);
    std::string aside = base;
    for (int n = 2; exists(aside) || exists(aside + "-wal") || exists(aside + "-shm"); ++n)
        aside = base + "-" + std::to_string(n);
    for (const char* part : {"-wal", "-shm", ""}) {
        if (!exists(path + part)) continue;
        if (::rename((path + part).c_str(), (aside + part).c_str()) != 0)
            return failed("set aside", path + part, errno);
    }
    if (auto synced = sync_folder(fs::path{path}.parent_path()); !synced)
        return fail(synced.error());
    return aside;
}

void remove_database(const std::string& path) {
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm", "-journal"}) fs::remove(path + part, ignored);
}

std::vector<std::string> kept_aside(const std::string& path) {
    const std::string prefix = fs::path{path}.filename().string() + store::kAsideMark;
    std::vector<std::string> kept;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{fs::path{path}.parent_path(), error}) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix) && !name.ends_with("-wal") && !name.ends_with("-shm"))
            kept.push_back(entry.path().string());
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

}  // namespace qp::native
