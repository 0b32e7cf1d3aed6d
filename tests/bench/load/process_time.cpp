// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/load/process_time.h"

#include <unistd.h>

#include <fstream>
#include <sstream>

namespace qp::bench {

double process_ms(const std::string& pid) {
    std::ifstream file{"/proc/" + pid + "/stat"};
    std::string text;
    std::getline(file, text);
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos) return 0;
    // After the name: state, then ten numbers, then user and system time in ticks (proc(5)).
    std::istringstream fields{text.substr(name_end + 2)};
    std::string passed;
    for (int i = 0; i < 11; ++i) fields >> passed;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) * 1000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace qp::bench
