// SPDX-License-Identifier: EUPL-1.2
// A curve and the table of the same numbers. Inner part of the station's view.
#pragma once

#include "core/views/buckets.h"
#include "core/views/station.h"

namespace qp::views {

// `values`: one for each of the buckets, unset where nothing was measured.
Chart chart_of(const Context& context, const domain::Datastream& stream, Range range,
               const Buckets& buckets, const std::vector<std::optional<double>>& values);
Table table_of(const Context& context, const domain::Datastream& stream, Range range,
               const Buckets& buckets, const std::vector<std::optional<double>>& values);

}  // namespace qp::views
