// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/staff_gate.h"

#include <algorithm>
#include <cmath>

#include "native/pin.h"

namespace qp::kiosk::app {
namespace {

constexpr const char* kWrong = "staff.wrong_pins";
constexpr std::uint32_t kWrongCounted = 20;  // beyond it the wait no longer grows

}  // namespace

StaffGate::StaffGate(std::string pin_hash, store::Local& local, double now)
    : pin_hash_{std::move(pin_hash)}, local_{local} {
    const auto word = local_.setting(kWrong);
    if (word && *word)
        wrong_ = std::min(static_cast<std::uint32_t>(std::strtoul((*word)->c_str(), nullptr, 10)),
                          kWrongCounted);
    wait_for_wrong_ones(now);
}

void StaffGate::wait_for_wrong_ones(double now) {
    if (wrong_ < kFreeAttempts) return;
    closed_until_ =
        now + std::min(kWaitSecondsMax, kFirstWaitSeconds * std::pow(2, wrong_ - kFreeAttempts));
}

std::uint32_t StaffGate::wait_seconds(double now) const {
    return static_cast<std::uint32_t>(std::ceil(std::max(0.0, closed_until_ - now)));
}

void StaffGate::type(const std::string& digit, double now) {
    if (wait_seconds(now) > 0 || typed_.size() >= native::kPinDigitsMax) return;
    was_wrong_ = false;
    typed_ += digit;
}

void StaffGate::erase() {
    if (!typed_.empty()) typed_.pop_back();
}

void StaffGate::enter(double now) {
    if (!has_pin() || typed_.empty() || wait_seconds(now) > 0) return;
    // Counted before it is looked at: nobody wins an attempt by pulling the plug in between.
    wrong_ = std::min(wrong_ + 1, kWrongCounted);
    const Status counted = local_.set_setting(kWrong, std::to_string(wrong_));
    is_open_ = native::is_pin(std::exchange(typed_, {}), pin_hash_);
    was_wrong_ = !is_open_;
    if (!is_open_) return wait_for_wrong_ones(now);
    wrong_ = 0;
    // Where it cannot be written (a full disk), an open door matters more than an old count.
    if (counted) (void)local_.set_setting(kWrong, "0");
}

void StaffGate::close() {
    typed_.clear();
    is_open_ = false;
    was_wrong_ = false;
}

}  // namespace qp::kiosk::app
