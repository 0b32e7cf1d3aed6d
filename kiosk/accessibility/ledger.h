// SPDX-License-Identifier: EUPL-1.2
// What was checked for each row of the checklist, and what failed. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace qp::kiosk::accessibility {

using Faults = std::vector<std::string>;  // each in words; empty: the case passed

class Ledger {
public:
    // One case of a row ("K20"), failed where it has faults.
    void add(const std::string& row, const Faults& faults);
    // [{"id","kind","checked","failed"}], in the order of the rows.
    std::string to_json() const;
    Status write(const std::string& path) const;

private:
    struct Count {
        std::uint64_t checked = 0;
        std::uint64_t failed = 0;
    };
    std::map<std::string, Count> rows_;
};

}  // namespace qp::kiosk::accessibility
