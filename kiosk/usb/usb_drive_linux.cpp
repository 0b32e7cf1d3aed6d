// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/usb/usb_drive_linux.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "kiosk/usb/mount_table.h"
#include "native/files.h"

namespace qp::kiosk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTableBytesMax = 1u << 20;
constexpr std::size_t kPieceBytes = 1u << 20;

std::uint64_t device_of(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_dev : 0;
}

bool is_mounted(const std::string& folder) {
    return device_of(folder) != 0 && device_of(folder) != device_of(folder + "/..");
}

bool is_read_only(const std::string& folder) {
    struct statvfs status {};
    return ::statvfs(folder.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

// The kernel calls a medium removable that can be taken out of its drive; sticks say so, and so
// does the bus that a disk in a case hangs on.
bool is_removable(const std::string& device) {
    std::error_code error;
    const fs::path real = fs::canonical("/sys/dev/block/" + device, error);
    if (error) return false;
    if (real.string().find("/usb") != std::string::npos) return true;
    for (const fs::path& holder : {real, real.parent_path()}) {
        const auto word = native::read_text((holder / "removable").string(), 16);
        if (word && word->substr(0, 1) == "1") return true;
    }
    return false;
}

Status gone(const Stick& stick) {
    return fail(Code::unavailable, stick.folder + ": the stick was pulled out");
}

// Whether what is mounted there is what was found there.
bool is_in(const Stick& stick, const std::string& path) {
    return device_of(path) == stick.device;
}

// The page cache would give back what was written, whatever has reached the stick.
void forget_cached(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    ::close(fd);
}

Status compare(const std::string& path, BytesView bytes) {
    auto read = native::read_pieces(path, [&](BytesView piece) -> Status {
        const bool is_same =
            piece.size() <= bytes.size() && std::equal(piece.begin(), piece.end(), bytes.begin());
        if (!is_same) return fail(Code::damaged, path + ": what is read back differs");
        bytes = bytes.subspan(piece.size());
        return {};
    });
    if (!read) return read;
    return bytes.empty() ? Status{} : fail(Code::damaged, path + ": ends early");
}

Status write_whole(const Stick& stick, const std::string& path, BytesView bytes) {
    auto file = native::DurableFile::create(path, native::Access::everybody);
    if (!file) return fail(file.error());
    // Pulled out meanwhile: the folder is the kiosk's own again.
    if (!is_in(stick, file->beside())) return gone(stick);
    for (BytesView left = bytes; !left.empty();) {
        const std::size_t size = std::min(kPieceBytes, left.size());
        if (auto added = file->add(left.first(size)); !added) return added;
        left = left.subspan(size);
    }
    if (auto synced = file->sync(); !synced) return synced;
    forget_cached(file->beside());
    if (auto same = compare(file->beside(), bytes); !same) return same;
    if (auto finished = file->finish(); !finished) return finished;
    return is_in(stick, path) ? Status{} : gone(stick);
}

}  // namespace

std::vector<Stick> LinuxUsbDrive::sticks() {
    std::vector<Stick> found;
    const std::string& folder = options_.folder;
    if (!folder.empty()) {
        const bool is_there =
            options_.must_be_mounted ? is_mounted(folder) : device_of(folder) != 0;
        if (is_there) found.push_back({folder, device_of(folder), is_read_only(folder)});
        return found;
    }
    const auto table = native::read_text("/proc/self/mountinfo", kTableBytesMax);
    if (!table) return found;
    for (const Mount& mount : read_mount_table(*table))
        if (is_removable(mount.device) && mount.folder != "/" &&
            mount.folder.compare(0, 5, "/boot") != 0)
            found.push_back({mount.folder, device_of(mount.folder), mount.is_read_only});
    std::sort(found.begin(), found.end(),
              [](const Stick& a, const Stick& b) { return a.folder < b.folder; });
    return found;
}

Result<std::vector<std::string>> LinuxUsbDrive::files(const Stick& stick,
                                                      const std::string& ending) {
    std::vector<std::string> names;
    std::error_code error;
    if (!is_in(stick, stick.folder)) return fail(gone(stick).error());
    for (fs::directory_iterator it{stick.folder, error}, end; !error && it != end;
         it.increment(error)) {
        const std::string name = it->path().filename().string();
        // Whoever opened a pipe would wait for ever; where a link leads is not on the stick.
        std::error_code unknown;
        if (!fs::is_regular_file(it->symlink_status(unknown))) continue;
        const bool fits = name.size() > ending.size() &&
                          name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
        if (fits && names.size() < kFilesMax) names.push_back(name);
    }
    if (error) return fail(Code::unavailable, stick.folder + ": " + error.message());
    std::sort(names.begin(), names.end());
    return names;
}

Status LinuxUsbDrive::write(const Stick& stick, const std::string& name, BytesView bytes) {
    auto written = write_whole(stick, stick.folder + "/" + name, bytes);
    if (written || is_in(stick, stick.folder)) return written;
    return gone(stick);
}

Status LinuxUsbDrive::read(const Stick& stick, const std::string& name,
                           const std::function<Status(BytesView)>& take) {
    auto read = native::read_pieces(stick.folder + "/" + name, take);
    if (read || is_in(stick, stick.folder)) return read;
    return gone(stick);
}

}  // namespace qp::kiosk
