// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/launch/read_ahead.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace qp::kiosk::launch {
namespace {

// Each waits most of its time for the disk, which answers many at once.
constexpr std::size_t kAtOnce = 8;
// Linux answers each request with no more than the disk's read-ahead (mm/readahead.c,
// force_page_cache_ra), 128 KiB by default.
constexpr std::uint64_t kPiece = 128 * 1024;

void read_ahead_of_file(std::span<const FilePart> parts) {
    const int file = ::open(parts.front().file.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    for (const FilePart& part : parts)
        for (std::uint64_t at = 0; at < part.bytes; at += kPiece)
            ::posix_fadvise(file, static_cast<off_t>(part.offset + at),
                            static_cast<off_t>(std::min(kPiece, part.bytes - at)),
                            POSIX_FADV_WILLNEED);
    ::close(file);
}

std::vector<std::span<const FilePart>> by_file(std::span<const FilePart> parts) {
    std::vector<std::span<const FilePart>> files;
    while (!parts.empty()) {
        std::size_t count = 1;
        while (count < parts.size() && parts[count].file == parts.front().file) ++count;
        files.push_back(parts.first(count));
        parts = parts.subspan(count);
    }
    return files;
}

}  // namespace

void read_ahead(std::span<const FilePart> parts) {
    const auto files = by_file(parts);
    std::atomic<std::size_t> next = 0;
    const auto take_turns = [&] {
        for (std::size_t turn = next++; turn < files.size(); turn = next++)
            read_ahead_of_file(files[turn]);
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kAtOnce; ++i) threads.emplace_back(take_turns);
}

}  // namespace qp::kiosk::launch
