// SPDX-License-Identifier: EUPL-1.2
// What a client asks of a list: the query options of SensorThings 1.1 that the feed serves.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "sync/city/http/message.h"

namespace qp::feed {

inline constexpr std::size_t kTopDefault = 100;
inline constexpr std::size_t kTopMax = 10'000;

struct ListQuery {
    std::size_t top = kTopDefault;
    std::size_t skip = 0;
    bool has_count = false;
    bool is_ascending = false;  // of observations; newest first unless asked
    bool is_data_array = false;
    std::string expand;  // as it came
    // Observations with after < phenomenonTime <= until.
    Instant after{};
    Instant until{};
};

// `now` bounds `until`; without a filter a list begins `history` before it. bad_argument names the
// option that is wrong or not served.
Result<ListQuery> list_query(const city::http::Request& request, Instant now, Milliseconds history);

}  // namespace qp::feed
