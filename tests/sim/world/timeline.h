// SPDX-License-Identifier: EUPL-1.2
// Virtual time: what happens when, in one order that the seed alone decides. Nobody waits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "core/base/ports.h"

namespace qp::sim {

class Timeline {
public:
    using Act = std::function<void()>;

    Milliseconds now() const { return now_; }
    // At the same moment what was asked for first happens first.
    void in(Milliseconds delay, Act act) {
        events_.emplace(std::pair{now_ + std::max(delay, Milliseconds{0}), ++asked_},
                        std::move(act));
    }
    // Everything up to then, and time stands at `until`.
    void run_until(Milliseconds until);
    std::uint64_t happened() const { return happened_; }

private:
    Milliseconds now_{0};
    std::uint64_t asked_ = 0;
    std::uint64_t happened_ = 0;
    std::map<std::pair<Milliseconds, std::uint64_t>, Act> events_;
};

// A machine's wall clock: it may be wrong and it may jump.
class MachineClock final : public Clock {
public:
    explicit MachineClock(const Timeline& timeline) : timeline_{timeline} {}
    Instant now() override { return kBeginning + timeline_.now() + wrong_by; }
    Milliseconds wrong_by{0};

    static constexpr Instant kBeginning{Milliseconds{1795431600000}};  // 2026-11-23T11:00:00Z

private:
    const Timeline& timeline_;
};

}  // namespace qp::sim
