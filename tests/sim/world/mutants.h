// SPDX-License-Identifier: EUPL-1.2
// Which of the mistakes kept on purpose (core/base/mutant.h) this process makes.
#pragma once

#include <string>

namespace qp::sim {

inline constexpr const char* kMutants[] = {"skip_sync", "ack_before_commit", "dedup_by_time",
                                           "drop_on_dead_letter", "cursor_ahead"};

void choose_mutant(const std::string& name);

}  // namespace qp::sim
