// SPDX-License-Identifier: EUPL-1.2
// Something to be made public, or its tombstone.
#pragma once

#include <vector>

#include "core/store/content.h"

namespace qp::city::storage {

using store::Publication;

// Publishes what differs from what is public already; the rest costs no seq, so importing the same
// twice wakes nobody. Returns how many were published.
Result<std::size_t> publish_changed(store::Content& content,
                                    const std::vector<Publication>& publications);

// The seq of what was erased last; 0: nothing ever. Whoever has pulled up to there has erased all.
Result<std::uint64_t> newest_tombstone(store::Content& content);

}  // namespace qp::city::storage
