// SPDX-License-Identifier: EUPL-1.2
// What pull carries: entities by kind. Numbers stand in the protocol: they never change.
#pragma once

#include <cstdint>

namespace qp::domain {

enum class EntityKind : std::uint8_t {
    idea = 2,
    idea_notice = 3,
    tally = 4,
    mood_session = 5,
    event = 6,
    actor = 7,
    project = 8,
    station = 9,
    datastream = 10,
    series = 11,
};

}  // namespace qp::domain
