// SPDX-License-Identifier: EUPL-1.2
// What the program measures of itself, for `frames` and `stats` of the script language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace qp::kiosk::app {

// Milliseconds since this process was started by the system (to about 10 ms).
double ms_since_process_start();
// Milliseconds that this thread has computed.
double thread_cpu_ms();
// Milliseconds of a clock that only goes forward.
double steady_ms();

class Samples {
public:
    void add(double value);
    double percentile(double share) const;  // 0 … 1; 0 where there are none
    std::uint64_t count() const { return count_; }

private:
    static constexpr std::size_t kKept = 100000;
    std::vector<double> values_;
    std::uint64_t count_ = 0;
};

// What is kept for the next frames, in bytes, and how many textures went to stay within the bound.
struct KeptForDrawing {
    std::size_t atlas_bytes = 0;
    std::size_t paragraph_bytes = 0;
    std::uint64_t evictions = 0;
};

struct Stopwatch {
    double first_frame_ms = 0;
    Samples frame_cpu_ms;
    Samples idea_save_ms;
    // From taking a keystroke in a search to the list of results, without the picture that is
    // painted and shown in between; and until the picture with the results is shown.
    Samples search_ms;
    Samples search_shown_ms;

    void forget();  // all but the first frame
    std::string to_json(const Samples& input_to_present_frames, const KeptForDrawing& kept) const;
};

}  // namespace qp::kiosk::app
