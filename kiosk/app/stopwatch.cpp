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

namespace {

std::string members(const char* name, const Samples& samples) {
    return fmt::format(",\"{0}_p50\":{1:.3f},\"{0}_p99\":{2:.3f}", name, samples.percentile(0.5),
                       samples.percentile(0.99));
}

std::string member(const char* name, const Samples& samples) {
    return fmt::format(",\"{}\":{}", name, samples.count());
}

}  // namespace

void Stopwatch::forget() {
    const double first = first_frame_ms;
    *this = {};
    first_frame_ms = first;
}

std::string Stopwatch::to_json(const Samples& input_to_present_frames,
                               const KeptForDrawing& kept) const {
    return fmt::format("{{\"first_frame_ms\":{:.1f}", first_frame_ms) +
           member("frames", frame_cpu_ms) + members("frame_cpu_ms", frame_cpu_ms) +
           member("idea_saves", idea_save_ms) + members("idea_save_ms", idea_save_ms) +
           member("searches", search_ms) + members("search_ms", search_ms) +
           members("search_shown_ms", search_shown_ms) + member("inputs", input_to_present_frames) +
           members("input_to_present_frames", input_to_present_frames) +
           fmt::format(",\"atlas_bytes\":{},\"atlas_evictions\":{},\"paragraph_bytes\":{}}}",
                       kept.atlas_bytes, kept.evictions, kept.paragraph_bytes);
}

}  // namespace qp::kiosk::app
