// SPDX-License-Identifier: EUPL-1.2
// The PIN before the team's screen. Wrong ones are answered by growing waits; the count of them
// outlives a restart, so that pulling the plug does not shorten a wait.
#pragma once

#include <string>

#include "core/store/local.h"

namespace qp::kiosk::app {

inline constexpr std::uint32_t kFreeAttempts = 3;  // without a wait after them
inline constexpr double kFirstWaitSeconds = 30;    // doubled with each one more
inline constexpr double kWaitSecondsMax = 3600;

// Times are seconds of a clock that only goes forward.
class StaffGate {
public:
    // `pin_hash` empty: there is no PIN, and nobody gets in. `local` must outlive it.
    StaffGate(std::string pin_hash, store::Local& local, double now);

    bool has_pin() const { return !pin_hash_.empty(); }
    bool is_open() const { return is_open_; }
    bool was_wrong() const { return was_wrong_; }
    std::uint32_t digits() const { return static_cast<std::uint32_t>(typed_.size()); }
    std::uint32_t wait_seconds(double now) const;

    void type(const std::string& digit, double now);
    void erase();
    void enter(double now);
    void close();

private:
    void wait_for_wrong_ones(double now);

    std::string pin_hash_;
    store::Local& local_;
    std::string typed_;
    std::uint32_t wrong_ = 0;
    double closed_until_ = 0;
    bool is_open_ = false;
    bool was_wrong_ = false;
};

}  // namespace qp::kiosk::app
