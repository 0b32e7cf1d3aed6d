// SPDX-License-Identifier: EUPL-1.2
// What kind of run a seed is, beside its people and its faults: traits that one seed in a few has,
// so that each has its interplay with all the others and none slows down every run. Each is drawn
// from a generator of its own: a new trait leaves the runs of old seeds as they were.
#pragma once

#include "core/base/seeded_random.h"

namespace qp::sim {

struct Variety {
    explicit Variety(std::uint64_t seed)
        : has_enrolled{is_one_in(4, seed, 1)},
          changes_keys{is_one_in(4, seed, 2)},
          has_lying_disks{is_one_in(4, seed, 4)},
          has_reports{is_one_in(4, seed, 5)},
          puts_stands_back{is_one_in(2, seed, 6)},
          upgrades{is_one_in(4, seed, 7)},
          has_project{is_one_in(4, seed, 8)} {}

    // Kiosks and stands have lasting keys that the city knows, and report.
    bool has_enrolled;
    // The city gets a new key, and takes the first one from its list.
    bool changes_keys;
    // Some devices' disks answer a sync and have written nothing down.
    bool has_lying_disks;
    // Residents report ideas, and editors look at the reports.
    bool has_reports;
    // Where there are stands: their disks go back to a copy made earlier in the run.
    bool puts_stands_back;
    // City and stands have files of the program's first version until they are upgraded in mid-run.
    bool upgrades;
    // Innovators tell of a project from their phones, and editors decide on what they tell.
    bool has_project;

private:
    static bool is_one_in(std::uint64_t few, std::uint64_t seed, std::uint64_t trait) {
        return SeededRandom{seed * 0xd1342543de82ef95 + trait}.below(few) == 0;
    }
};

}  // namespace qp::sim
