// SPDX-License-Identifier: EUPL-1.2
// An enrolled device's word on polls that have closed: that it holds none of their ballots any
// more. Until all have given it the city calls a tally provisional.
#pragma once

#include <optional>

#include "core/replica/options.h"
#include "core/store/content.h"
#include "core/store/local.h"

namespace qp::replica {

// Queues what is to be reported now; true when something was. Nothing for a device without a key of
// its own, and nothing once a poll is sealed. `epoch`: of the city that signed for the ballots.
Result<bool> report_drained_polls(store::Content& content, store::Local& local,
                                  const Options& options,
                                  const std::optional<ops::ServerEpoch>& epoch, Instant now);

}  // namespace qp::replica
