// SPDX-License-Identifier: EUPL-1.2
// Files as programs need them around their databases: read whole, written so that a power cut
// leaves the old or the new content, set aside when they cannot be used. Paths are UTF-8; errors
// name them.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/instant.h"
#include "core/base/result.h"

namespace qp::native {

enum class Access { everybody, owner };  // owner: mode 0600, for keys

bool exists(const std::string& path);

// Errors: not_found, too_large (more than `size_max`), storage.
Result<Bytes> read_bytes(const std::string& path, std::size_t size_max);
Result<std::string> read_text(const std::string& path, std::size_t size_max);

// Piece by piece, for what is too large to be held. Stops at the first error of `take`.
Status read_pieces(const std::string& path, const std::function<Status(BytesView)>& take);

// A file on its way: it lies beside (`path` and ".new") until finish() has synced it, renamed it
// over `path` and synced the folder. What was not finished is removed again. Errors: no_space,
// refused (read-only), storage (a stick that was pulled out, for one).
class DurableFile {
public:
    static Result<DurableFile> create(const std::string& path, Access access);
    DurableFile(DurableFile&& other) noexcept;
    DurableFile& operator=(DurableFile&&) = delete;
    ~DurableFile();

    Status add(BytesView bytes);
    // On the disk, whatever happens next; still under its name beside.
    Status sync();
    Status finish();
    const std::string& beside() const { return beside_; }

private:
    DurableFile(std::string path, int fd) : path_{std::move(path)}, fd_{fd} {}

    std::string path_;
    std::string beside_ = path_ + ".new";
    int fd_;
    bool is_finished_ = false;
};

// Into a new file beside, synced, then renamed over `path`, and the folder synced.
Status write_durably(const std::string& path, BytesView bytes, Access access);

// With its parents; those that are missing get mode 0700, since databases of residents lie in them.
Status make_folder(const std::string& path);

// A database that cannot be used is renamed together with its -wal and -shm, and the new name
// returned. Nothing is deleted, and a name that is taken already is never overwritten.
Result<std::string> set_aside(const std::string& path, Instant now);
// A database goes together with whatever SQLite laid beside it. What is not there is no fault, and
// what cannot go stays.
void remove_database(const std::string& path);
// What was set aside of `path`, without the -wal and -shm, the oldest first.
std::vector<std::string> kept_aside(const std::string& path);

}  // namespace qp::native
