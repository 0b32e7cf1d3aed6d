// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/launch/read_ahead.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

namespace qp::kiosk::launch {
namespace {

// Each waits most of its time for the disk, which answers many at once.
constexpr std::size_t kAtOnce = 8;

void read_ahead_of_file(std::span<const FilePart> parts) {
    const int file = ::open(parts.front().file.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    for (const FilePart& part : parts)
        ::posix_fadvise(file, static_cast<off_t>(part.offset), static_cast<off_t>(part.bytes),
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
