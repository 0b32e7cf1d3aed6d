// SPDX-License-Identifier: EUPL-1.2
// What came of reading a file: how much went in, and every part that did not, with its line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace qp::city::ingest {

inline constexpr std::size_t kFaultsNamedMax = 100;  // the rest is counted

struct Report {
    std::size_t read = 0;       // rows or entries that are all right
    std::size_t published = 0;  // of them new or changed
    std::size_t fault_count = 0;
    std::vector<std::string> faults;  // "actors.csv:17: sector: unknown word 'x'"

    void fault(std::string text) {
        ++fault_count;
        if (faults.size() < kFaultsNamedMax) faults.push_back(std::move(text));
    }
    void add(const Report& other) {
        read += other.read;
        published += other.published;
        for (const std::string& text : other.faults) fault(text);
        fault_count += other.fault_count - other.faults.size();
    }
};

}  // namespace qp::city::ingest
