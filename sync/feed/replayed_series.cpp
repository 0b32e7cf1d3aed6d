// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cassert>
#include <cmath>

#include "sync/feed/series.h"

namespace qp::feed {

namespace {

constexpr std::int64_t kDay = 86'400'000;

// How long one round of the recording is: whole weeks or days, so that the hour stays right.
std::int64_t round_of(std::int64_t span) {
    if (span >= 7 * kDay) return span / (7 * kDay) * (7 * kDay);
    if (span >= kDay) return span / kDay * kDay;
    return std::max<std::int64_t>(span, 1);
}

class Replayed final : public Series {
public:
    Replayed(std::vector<domain::Observation> observations, Milliseconds interval, double speed,
             Instant anchor)
        : observations_{std::move(observations)}, speed_{speed}, anchor_{ms(anchor)} {
        assert(!observations_.empty() && speed_ >= 1);
        begin_ = ms(observations_.front().at);
        round_ = round_of(ms(observations_.back().at) - begin_ + interval.count());
        // What a round does not reach would stand twice.
        while (ms(observations_.back().at) >= begin_ + round_ && observations_.size() > 1)
            observations_.pop_back();
    }

    std::vector<domain::Observation> between(Instant from, Instant to) const override {
        const std::int64_t first = recorded_time(ms(from));
        const std::int64_t last = recorded_time(ms(to));
        std::vector<domain::Observation> found;
        for (std::int64_t lap = floor_div(first - begin_, round_); begin_ + lap * round_ <= last;
             ++lap)
            add_lap(lap * round_, from, to, found);
        return found;
    }

private:
    static std::int64_t floor_div(std::int64_t a, std::int64_t b) {
        return a / b - ((a % b != 0 && a < 0) ? 1 : 0);
    }
    std::int64_t recorded_time(std::int64_t wall) const {
        return anchor_ + static_cast<std::int64_t>(static_cast<double>(wall - anchor_) * speed_);
    }
    std::int64_t wall_time(std::int64_t recorded) const {
        return anchor_ +
               static_cast<std::int64_t>(static_cast<double>(recorded - anchor_) / speed_);
    }

    void add_lap(std::int64_t shift, Instant from, Instant to,
                 std::vector<domain::Observation>& found) const {
        // One interval of the recording may fall into the same millisecond twice at great speed.
        const auto start = std::lower_bound(
            observations_.begin(), observations_.end(), recorded_time(ms(from)) - shift,
            [](const domain::Observation& o, std::int64_t at) { return ms(o.at) < at; });
        for (auto it = start; it != observations_.end(); ++it) {
            const Instant at = instant(wall_time(ms(it->at) + shift));
            if (at > to) return;
            if (at <= from || (!found.empty() && found.back().at >= at)) continue;
            found.push_back({at, it->value});
        }
    }

    std::vector<domain::Observation> observations_;
    double speed_;
    std::int64_t anchor_;
    std::int64_t begin_ = 0;
    std::int64_t round_ = 1;
};

}  // namespace

std::unique_ptr<Series> replayed_series(std::vector<domain::Observation> observations,
                                        Milliseconds interval, double speed, Instant anchor) {
    return std::make_unique<Replayed>(std::move(observations), interval, speed, anchor);
}

}  // namespace qp::feed
