// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/launch/mapped_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "native/files.h"

namespace qp::kiosk::launch {
namespace {

// One request for all of it costs less than two with so little between them.
constexpr std::uint64_t kGap = 32 * 1024;

struct Mapping {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t offset = 0;
    std::string file;
};

bool read_hexadecimal(std::istream& from, std::uint64_t& value) {
    return static_cast<bool>(from >> std::hex >> value);
}

// "7f1c-7f2d r-xp 00001000 fe:00 1234    /usr/lib/libc.so.6"
std::optional<Mapping> read_mapping(const std::string& line) {
    std::istringstream from{line};
    Mapping mapping;
    char dash = 0;
    std::string rights;
    std::string device;
    std::uint64_t inode = 0;
    if (!read_hexadecimal(from, mapping.begin) || !(from >> dash) || dash != '-' ||
        !read_hexadecimal(from, mapping.end) || !(from >> rights) ||
        !read_hexadecimal(from, mapping.offset) || !(from >> device >> std::dec >> inode))
        return std::nullopt;
    std::getline(from >> std::ws, mapping.file);
    constexpr std::string_view kGone = " (deleted)";
    const bool is_file = inode != 0 && mapping.file.starts_with('/') &&
                         !mapping.file.starts_with("/dev/") && !mapping.file.ends_with(kGone);
    if (!is_file || mapping.end <= mapping.begin) return std::nullopt;
    return mapping;
}

// What lies apart by little becomes one.
void add_page(std::map<std::uint64_t, std::uint64_t>& parts, std::uint64_t offset,
              std::uint64_t size) {
    auto after = parts.upper_bound(offset);
    if (after != parts.begin()) {
        auto& [begin, end] = *std::prev(after);
        if (offset <= end + kGap) {
            end = std::max(end, offset + size);
            return;
        }
    }
    parts.emplace_hint(after, offset, offset + size);
}

struct MappedFile {
    std::string name;
    std::map<std::uint64_t, std::uint64_t> parts;  // begin to end, apart
};

MappedFile& file_named(std::vector<MappedFile>& files, const std::string& name) {
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const auto& one) { return one.name == name; });
    return found != files.end() ? *found : files.emplace_back(MappedFile{name, {}});
}

// The bit of a page that is in memory, in its eight bytes of the page map.
constexpr std::uint64_t kIsPresent = std::uint64_t{1} << 63;

Result<std::vector<bool>> pages_in(int page_map, std::uint64_t begin, std::uint64_t end) {
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    std::vector<std::uint64_t> entries((end - begin) / page);
    const auto size = static_cast<ssize_t>(entries.size() * sizeof(entries[0]));
    const auto at = static_cast<off_t>(begin / page * sizeof(entries[0]));
    if (::pread(page_map, entries.data(), static_cast<std::size_t>(size), at) != size)
        return fail(Code::storage, "/proc/self/pagemap cannot be read");
    std::vector<bool> pages;
    pages.reserve(entries.size());
    for (const std::uint64_t entry : entries) pages.push_back((entry & kIsPresent) != 0);
    return pages;
}

std::set<std::string> names(std::span<const FilePart> parts) {
    std::set<std::string> all;
    for (const FilePart& part : parts) all.insert(part.file);
    return all;
}

}  // namespace

Result<std::vector<FilePart>> mapped_files(std::string_view maps, const PagesInMemory& pages) {
    std::vector<MappedFile> files;
    std::istringstream lines{std::string{maps}};
    for (std::string line; std::getline(lines, line);) {
        const auto mapping = read_mapping(line);
        if (!mapping) continue;
        const auto in_memory = pages(mapping->begin, mapping->end);
        if (!in_memory) return fail(in_memory.error());
        MappedFile& file = file_named(files, mapping->file);
        const std::uint64_t size = (mapping->end - mapping->begin) / in_memory->size();
        for (std::size_t page = 0; page < in_memory->size(); ++page)
            if ((*in_memory)[page]) add_page(file.parts, mapping->offset + page * size, size);
    }
    if (files.size() > 1) std::reverse(files.begin() + 1, files.end());
    std::vector<FilePart> parts;
    for (const MappedFile& file : files)
        for (const auto& [begin, end] : file.parts)
            parts.push_back({file.name, begin, end - begin});
    return parts;
}

Result<std::vector<FilePart>> mapped_files() {
    std::ifstream file{"/proc/self/maps"};
    const std::string maps{std::istreambuf_iterator<char>{file}, {}};
    const int page_map = ::open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    if (maps.empty() || page_map < 0) return fail(Code::storage, "/proc/self: no page map");
    auto parts = mapped_files(maps, [&](std::uint64_t begin, std::uint64_t end) {
        return pages_in(page_map, begin, end);
    });
    ::close(page_map);
    return parts;
}

Result<bool> keep_start_list(const std::string& path) {
    const auto parts = mapped_files();
    if (!parts) return fail(parts.error());
    // How much of each is in memory differs from start to start, and what they are does not.
    const std::string text = encode(*parts);
    const auto kept = native::read_text(path, kListBytesMax);
    if (kept && names(decode(*kept)) == names(decode(text))) return false;
    if (auto done = native::write_durably(path, as_bytes(text), native::Access::owner); !done)
        return fail(done.error());
    return true;
}

}  // namespace qp::kiosk::launch
