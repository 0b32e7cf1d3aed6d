// SPDX-License-Identifier: EUPL-1.2
// Something that takes place in a quarter, where outreach staff meet people.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/result.h"

namespace qp::domain {

inline constexpr std::size_t kEventTitleMax = 200;  // code points
inline constexpr std::size_t kEventTextMax = 4000;

struct Event {
    Id id;
    std::string title;
    std::string place;
    std::string quarter;
    std::string text;
    Instant starts_at{};
    Instant ends_at{};
    bool is_demo = false;
    bool operator==(const Event&) const = default;
};

Bytes encode(const Event& event);
Result<Event> decode_event(BytesView payload);

}  // namespace qp::domain
