// SPDX-License-Identifier: EUPL-1.2
// Which parts of which files a start reads, in the order in which it comes to them. Text, one part
// a line, below a first line that names the format: "OFFSET BYTES FILE".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qp::kiosk::launch {

struct FilePart {
    std::string file;  // absolute
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    bool operator==(const FilePart&) const = default;
};

// More than a start on a real machine reads, and what memory can spare.
inline constexpr std::size_t kPartsMax = 16384;
inline constexpr std::uint64_t kBytesMax = std::uint64_t{256} << 20;
inline constexpr std::size_t kListBytesMax = std::size_t{8} << 20;  // of the list itself

// As far as that goes: what comes later in a start is left out.
std::string encode(std::span<const FilePart> parts);
// Empty where it is no such list, or goes beyond what is stated above: a start without it is slower
// and nothing else.
std::vector<FilePart> decode(std::string_view text);

// Where it lies: in $CACHE_DIRECTORY, which systemd sets (CacheDirectory= of the unit). Without
// that there is none.
std::optional<std::string> start_list_path();

}  // namespace qp::kiosk::launch
