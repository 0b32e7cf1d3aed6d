// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace qp::bench {

// Processor time that all threads of a process have used, in ms (user and system; the kernel's
// clock tick is 10 ms). 0 where there is no such process.
double process_ms(const std::string& pid);

}  // namespace qp::bench
