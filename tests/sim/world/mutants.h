// SPDX-License-Identifier: EUPL-1.2
// Which of the mistakes kept on purpose (core/base/mutant.h) this process makes.
#pragma once

#include <string>

namespace qp::sim {

struct Mutant {
    const char* name;
    // Stands in a violation that this mistake brings about: any other is no catch.
    const char* caught_as;
};
inline constexpr Mutant kMutants[] = {
    {"skip_sync", "the city signed for an operation and lost it"},
    {"ack_before_commit", "the city signed for an operation and lost it"},
    {"dedup_by_time", "the city signed for an operation and lost it"},
    {"drop_on_dead_letter", "lost a ballot that it had saved"},
    {"cursor_ahead", "has a gap before its cursor"},
    {"relay_ack_before_commit", " signed for what it has lost"},
    {"stand_for_city", " and not in the city: "},
    {"migration_drops_row", "the city signed for an operation and lost it"},
    {"update_twice", "an update of a project is public twice"},
};

void choose_mutant(const std::string& name);

}  // namespace qp::sim
