// SPDX-License-Identifier: EUPL-1.2
// SQLite on simulated disks. While a DiskVfs lives it is SQLite's default file system: a path is
// the name of a machine, a slash and the file ("kiosk1/local.db"). Shared memory, locks between
// connections, time and SQLite's own randomness come from here as well, so that a run repeats. One
// thread, one DiskVfs at a time.
#pragma once

#include <map>
#include <string>

#include "core/base/ports.h"
#include "tests/sim/disk/disk.h"

namespace qp::sim {

class DiskVfs {
public:
    // Both must outlive it. Every database must be closed before it goes.
    DiskVfs(Clock& clock, Random& random);
    ~DiskVfs();
    DiskVfs(const DiskVfs&) = delete;
    DiskVfs& operator=(const DiskVfs&) = delete;

    // `disk` must outlive the DiskVfs.
    void add(const std::string& machine, Disk& disk) { disks_[machine] = &disk; }
    // The disk behind a path and the file's name on it; null where there is no such machine.
    Disk* disk_of(const char* path, std::string& name) const;

    Clock& clock() const { return clock_; }
    Random& random() const { return random_; }

private:
    Clock& clock_;
    Random& random_;
    std::map<std::string, Disk*> disks_;
};

}  // namespace qp::sim
