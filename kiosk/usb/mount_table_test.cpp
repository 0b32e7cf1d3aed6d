// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/usb/mount_table.h"

#include <doctest/doctest.h>

namespace qp::kiosk {

TEST_CASE("a stick is found in the table of mounts, with blanks in its name and its state") {
    const auto mounts = read_mount_table(
        "24 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw\n"
        "511 24 8:17 / /media/team/MEIN\\040STICK rw,nosuid shared:9 - vfat /dev/sdb1 rw,fmask=22\n"
        "512 24 8:33 / /media/team/ZU ro,nosuid master:2 shared:3 - vfat /dev/sdc1 ro\n");
    REQUIRE(mounts.size() == 3);
    CHECK(mounts[1] == Mount{"8:17", "/media/team/MEIN STICK", "/dev/sdb1", false});
    CHECK(mounts[2].is_read_only);
}

TEST_CASE("of two mounts on one folder the last is the one seen, and rubbish is passed over") {
    const auto mounts = read_mount_table(
        "rubbish\n\n1 2 3\n"
        "30 24 8:17 / /mnt rw - vfat /dev/sdb1 rw\n"
        "31 24 8:49 / /mnt rw - vfat /dev/sdd1 rw\n"
        "32 24 8:50 / /end\\04 rw - vfat /dev/sdd2 rw");
    REQUIRE(mounts.size() == 2);
    CHECK(mounts[0].device == "8:49");
    CHECK(mounts[1].folder == "/end\\04");
}

}  // namespace qp::kiosk
