// SPDX-License-Identifier: EUPL-1.2
#include "core/views/buckets.h"

#include <algorithm>

namespace qp::views {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int kHours = 24;
constexpr int kQuarterDays = 28;
constexpr int kDays = 30;

// The German wall-clock hour (a multiple of `step`) at or before `at`. Counted from midnight, so
// that the two days a year with 23 and 25 hours keep their edges at the same time of day.
Instant edge_before(Instant at, unsigned step) {
    const CivilTime civil = german_time(at);
    return from_german(civil.year, civil.month, civil.day, civil.hour / step * step, 0);
}

// The next edge: stepping an hour too far and falling back onto the grid survives clock changes.
Instant edge_after(Instant edge, unsigned step) {
    return edge_before(edge + hours{step + 1}, step);
}

}  // namespace

Buckets::Buckets(Range range, Instant now) {
    if (range == Range::day) {
        // An hour is an hour, also when the clocks change.
        const Instant last = std::chrono::ceil<hours>(now);
        for (int i = kHours; i >= 0; --i) edges_.push_back(last - hours{i});
        return;
    }
    const unsigned step = range == Range::week ? 6 : 24;
    const int count = range == Range::week ? kQuarterDays : kDays;
    const Milliseconds width = hours{step};
    Instant edge = edge_before(now - (count - 1) * width, step);
    for (int i = 0; i <= count; ++i) {
        edges_.push_back(edge);
        edge = edge_after(edge, step);
    }
    // In the week when a day has 23 hours the grid would end an hour too early.
    while (edges_.back() < now) {
        edges_.push_back(edge);
        edges_.erase(edges_.begin());
        edge = edge_after(edge, step);
    }
}

std::vector<std::optional<double>> Buckets::fill(
    const std::vector<domain::Observation>& observations, bool is_sum) const {
    std::vector<double> sums(size(), 0);
    std::vector<std::size_t> counts(size(), 0);
    for (const domain::Observation& observation : observations) {
        const auto edge = std::lower_bound(edges_.begin(), edges_.end(), observation.at);
        if (edge == edges_.begin() || edge == edges_.end()) continue;
        const auto i = static_cast<std::size_t>(edge - edges_.begin()) - 1;
        sums[i] += observation.value;
        ++counts[i];
    }
    std::vector<std::optional<double>> values(size());
    for (std::size_t i = 0; i < size(); ++i) {
        if (counts[i] == 0) continue;
        values[i] = is_sum ? sums[i] : sums[i] / static_cast<double>(counts[i]);
    }
    return values;
}

bool is_summed(domain::Property property) {
    return domain::is_count(property) || property == domain::Property::rain;
}

}  // namespace qp::views
