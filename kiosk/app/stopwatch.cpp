// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/stopwatch.h"

#include <spdlog/fmt/fmt.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>

namespace qp::kiosk::app {
namespace {

double ms_of(clockid_t clock) {
    timespec at{};
    clock_gettime(clock, &at);
    return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}

}  // namespace

double ms_since_process_start() {
    std::ifstream in{"/proc/self/stat"};
    const std::string stat{std::istreambuf_iterator<char>{in}, {}};
    // The name in brackets may hold blanks; the 20th field after it is the start in clock ticks.
    const auto end_of_name = stat.rfind(')');
    if (end_of_name == std::string::npos) return 0;
    std::istringstream fields{stat.substr(end_of_name + 1)};
    std::string skipped;
    for (int i = 0; i < 19; ++i) fields >> skipped;
    double ticks = 0;
    fields >> ticks;
    return ms_of(CLOCK_BOOTTIME) - ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double thread_cpu_ms() {
    return ms_of(CLOCK_THREAD_CPUTIME_ID);
}

double steady_ms() {
    return ms_of(CLOCK_MONOTONIC);
}

void Samples::add(double value) {
    if (values_.size() < kKept) {
        values_.push_back(value);
    } else {
        values_[count_ % kKept] = value;
    }
    ++count_;
}

double Samples::percentile(double share) const {
    if (values_.empty()) return 0;
    std::vector<double> sorted = values_;
    std::sort(sorted.begin(), sorted.end());
    const double at = share * static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(at))];
}

std::string Stopwatch::to_json() const {
    return fmt::format(
        "{{\"first_frame_ms\":{:.1f},\"frames\":{},\"frame_cpu_ms_p50\":{:.3f},"
        "\"frame_cpu_ms_p99\":{:.3f},\"idea_save_ms_p50\":{:.3f},\"idea_save_ms_p99\":{:.3f},"
        "\"idea_saves\":{}}}",
        first_frame_ms, frame_cpu_ms.count(), frame_cpu_ms.percentile(0.5),
        frame_cpu_ms.percentile(0.99), idea_save_ms.percentile(0.5), idea_save_ms.percentile(0.99),
        idea_save_ms.count());
}

}  // namespace qp::kiosk::app
