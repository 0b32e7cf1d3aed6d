// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/usb/mount_table.h"

#include <algorithm>

namespace qp::kiosk {

namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(at), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool is_octal(std::string_view digits) {
    return digits.size() == 3 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '7'; });
}

// Blanks and the like in a folder's name stand as \040.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view digits = text.substr(std::min(i + 1, text.size()), 3);
        if (text[i] != '\\' || !is_octal(digits)) {
            plain += text[i];
            continue;
        }
        plain +=
            static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0'));
        i += 3;
    }
    return plain;
}

bool has_option(std::string_view options, std::string_view wanted) {
    const auto all = split(options, ',');
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

}  // namespace

std::vector<Mount> read_mount_table(std::string_view text) {
    std::vector<Mount> mounts;
    for (const std::string_view line : split(text, '\n')) {
        const auto fields = split(line, ' ');
        const auto dash = std::find(fields.begin(), fields.end(), "-");
        // id, parent, device, root, folder, options, …, "-", type, source, options of the volume
        if (fields.size() < 10 || dash - fields.begin() < 6 || fields.end() - dash < 4) continue;
        Mount mount{std::string{fields[2]}, unescaped(fields[4]), unescaped(dash[2]),
                    has_option(fields[5], "ro") || has_option(dash[3], "ro")};
        mounts.erase(std::remove_if(mounts.begin(), mounts.end(),
                                    [&](const Mount& m) { return m.folder == mount.folder; }),
                     mounts.end());
        mounts.push_back(std::move(mount));
    }
    return mounts;
}

}  // namespace qp::kiosk
