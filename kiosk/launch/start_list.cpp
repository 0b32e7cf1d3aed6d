// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/launch/start_list.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace qp::kiosk::launch {
namespace {

constexpr std::string_view kFirstLine = "quartierpuls-kiosk start list 1";

std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return taken;
}

std::optional<std::uint64_t> number(std::string_view digits) {
    std::uint64_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
}

std::optional<FilePart> read_part(std::string_view line) {
    const auto offset = number(take_until(line, ' '));
    const auto bytes = number(take_until(line, ' '));
    if (!offset || !bytes || *bytes == 0 || !line.starts_with('/')) return std::nullopt;
    return FilePart{std::string{line}, *offset, *bytes};
}

}  // namespace

std::string encode(std::span<const FilePart> parts) {
    std::string text{kFirstLine};
    text += '\n';
    std::uint64_t left = kBytesMax;
    for (const FilePart& part : parts.first(std::min(parts.size(), kPartsMax))) {
        const std::string line =
            std::to_string(part.offset) + ' ' + std::to_string(part.bytes) + ' ' + part.file + '\n';
        if (part.bytes > left || text.size() + line.size() > kListBytesMax) break;
        left -= part.bytes;
        text += line;
    }
    return text;
}

std::vector<FilePart> decode(std::string_view text) {
    if (take_until(text, '\n') != kFirstLine) return {};
    std::vector<FilePart> parts;
    std::uint64_t left = kBytesMax;
    while (!text.empty()) {
        auto part = read_part(take_until(text, '\n'));
        if (!part || part->bytes > left || parts.size() == kPartsMax) return {};
        left -= part->bytes;
        parts.push_back(std::move(*part));
    }
    return parts;
}

std::optional<std::string> start_list_path() {
    const char* folder = std::getenv("CACHE_DIRECTORY");
    if (folder == nullptr || *folder != '/') return std::nullopt;
    return std::string{folder} + "/start-list";
}

}  // namespace qp::kiosk::launch
