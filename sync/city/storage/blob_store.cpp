// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/blob_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>

#include "core/ops/blob.h"
#include "native/files.h"

namespace qp::city::storage {

namespace fs = std::filesystem;

namespace {

constexpr const char* kPart = ".part";
constexpr auto kPartKept = std::chrono::hours{24 * 7};

class File {
public:
    File(const std::string& path, int flags) : fd_{::open(path.c_str(), flags | O_CLOEXEC, 0600)} {}
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    bool is_open() const { return fd_ >= 0; }
    int fd() const { return fd_; }

private:
    int fd_;
};

tl::unexpected<Error> failed(const std::string& path) {
    return fail(errno == ENOSPC || errno == EDQUOT ? Code::no_space : Code::storage,
                path + ": " + std::generic_category().message(errno));
}

Status sync_folder(const std::string& path) {
    const File folder{path, O_RDONLY | O_DIRECTORY};
    if (!folder.is_open() || ::fsync(folder.fd()) != 0) return failed(path);
    return {};
}

}  // namespace

Result<std::uint64_t> BlobStore::append(const ops::Hash& hash, std::uint64_t offset,
                                        BytesView piece) {
    if (auto made = native::make_folder(folder_); !made) return fail(made.error());
    const std::string part = path(hash) + kPart;
    const File file{part, O_WRONLY | O_CREAT};
    struct stat state {};
    if (!file.is_open() || ::fstat(file.fd(), &state) != 0) return failed(part);
    auto held = static_cast<std::uint64_t>(state.st_size);
    if (offset > held || offset + piece.size() <= held) return held;
    BytesView rest = piece.subspan(static_cast<std::size_t>(held - offset));
    while (!rest.empty()) {
        const ssize_t written =
            ::pwrite(file.fd(), rest.data(), rest.size(), static_cast<off_t>(held));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failed(part);
        held += static_cast<std::uint64_t>(written);
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    return held;
}

Status BlobStore::finish(const ops::Hash& hash) {
    const std::string part = path(hash) + kPart;
    const auto bytes = native::read_bytes(part, ops::kBlobBytesMax);
    if (!bytes) return fail(bytes.error());
    if (ops::blob_hash(*bytes) != hash) {
        ::unlink(part.c_str());
        return fail(Code::bad_signature, "these bytes have another hash");
    }
    {
        const File file{part, O_RDONLY};
        if (!file.is_open() || ::fsync(file.fd()) != 0) return failed(part);
    }
    if (::rename(part.c_str(), path(hash).c_str()) != 0) return failed(part);
    return sync_folder(folder_);
}

Result<Bytes> BlobStore::read(const ops::Hash& hash) const {
    return native::read_bytes(path(hash), ops::kBlobBytesMax);
}

Status BlobStore::remove(const ops::Hash& hash) {
    for (const std::string& name : {path(hash), path(hash) + kPart})
        if (::unlink(name.c_str()) != 0 && errno != ENOENT) return failed(name);
    return native::exists(folder_) ? sync_folder(folder_) : Status{};
}

void BlobStore::sweep(Instant now) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{folder_, ignored}) {
        if (entry.path().extension() != kPart) continue;
        struct stat state {};
        if (::stat(entry.path().c_str(), &state) != 0) continue;
        const Instant written = instant(std::int64_t{state.st_mtime} * 1000);
        if (now - written > kPartKept) fs::remove(entry.path(), ignored);
    }
}

}  // namespace qp::city::storage
