// SPDX-License-Identifier: EUPL-1.2
// /proc/self/mountinfo (proc(5)), as far as sticks go.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qp::kiosk {

struct Mount {
    std::string device;  // "8:17"
    std::string folder;
    std::string source;  // "/dev/sdb1"
    bool is_read_only = false;
    bool operator==(const Mount&) const = default;
};
// Lines that do not parse are passed over. Of several on one folder the last is the one seen there.
std::vector<Mount> read_mount_table(std::string_view text);

}  // namespace qp::kiosk
