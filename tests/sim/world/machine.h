// SPDX-License-Identifier: EUPL-1.2
// What every simulated machine has: a name, a disk, a clock that may be wrong, randomness of its
// own.
#pragma once

#include <string>

#include "core/base/seeded_random.h"
#include "core/store/local.h"
#include "tests/sim/disk/disk_vfs.h"
#include "tests/sim/world/timeline.h"

namespace qp::sim {

class DiskRoom final : public store::Room {
public:
    explicit DiskRoom(const Disk& disk) : disk_{disk} {}
    std::uint64_t free_bytes() override { return disk_.free_bytes(); }

private:
    const Disk& disk_;
};

struct Machine {
    Machine(std::string a_name, const Timeline& timeline, DiskVfs& vfs, std::uint64_t seed)
        : name{std::move(a_name)},
          disk{seed ^ 0x9e3779b9},
          clock{timeline},
          random{seed},
          room{disk} {
        vfs.add(name, disk);
    }
    std::string path(const char* file) const { return name + "/" + file; }

    const std::string name;
    Disk disk;
    MachineClock clock;
    SeededRandom random;
    DiskRoom room;
};

}  // namespace qp::sim
