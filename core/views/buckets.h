// SPDX-License-Identifier: EUPL-1.2
// Observations in steps of an hour, six hours or a day of German time: what a curve and its table
// both show. A step without any observation stays unset, since unknown is not zero. Inner part.
#pragma once

#include <optional>
#include <vector>

#include "core/views/station.h"

namespace qp::views {

// Steps between edges[i] (not included: a value stands for the time before it) and edges[i + 1].
class Buckets {
public:
    Buckets(Range range, Instant now);

    // Means, or sums for counts and amounts. `observations` may lie outside and in any order.
    std::vector<std::optional<double>> fill(const std::vector<domain::Observation>& observations,
                                            bool is_sum) const;
    std::size_t size() const { return edges_.size() - 1; }
    Instant start(std::size_t i) const { return edges_[i]; }
    Instant end(std::size_t i) const { return edges_[i + 1]; }
    Instant from() const { return edges_.front(); }
    Instant to() const { return edges_.back(); }

private:
    std::vector<Instant> edges_;
};

bool is_summed(domain::Property property);

}  // namespace qp::views
