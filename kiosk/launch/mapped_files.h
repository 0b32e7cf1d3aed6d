// SPDX-License-Identifier: EUPL-1.2
// Which parts of files this process has in memory by mapping them: its program, the libraries, the
// fonts (proc(5): /proc/self/maps, and /proc/self/pagemap, which needs no privileges for this).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "kiosk/launch/start_list.h"

namespace qp::kiosk::launch {

// Which pages of [begin, end) are in memory, one by one; their number tells how large they are.
using PagesInMemory =
    std::function<Result<std::vector<bool>>(std::uint64_t begin, std::uint64_t end)>;

// In the order in which a start comes to them: the program, then what was mapped first (the system
// fills its addresses from above). Lines that do not parse, and what is no file, are passed over.
Result<std::vector<FilePart>> mapped_files(std::string_view maps, const PagesInMemory& pages);

// Of this process, now.
Result<std::vector<FilePart>> mapped_files();

// Writes down of this start what the next one reads ahead, where the list there names other files.
// True: it was written. Takes some 20 ms; from any thread.
Result<bool> keep_start_list(const std::string& path);

}  // namespace qp::kiosk::launch
