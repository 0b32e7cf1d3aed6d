// SPDX-License-Identifier: EUPL-1.2
#include "native/disk_room.h"

#include <sys/statvfs.h>

#include <filesystem>

namespace qp::native {

std::uint64_t DiskRoom::free_bytes() {
    struct statvfs room {};
    // A database that is about to be made: the room is that of its folder.
    std::filesystem::path asked{path_};
    while (statvfs(asked.empty() ? "." : asked.c_str(), &room) != 0) {
        if (asked.empty() || asked == asked.parent_path()) return 0;
        asked = asked.parent_path();
    }
    return static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize;
}

}  // namespace qp::native
