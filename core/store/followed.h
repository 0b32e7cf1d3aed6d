// SPDX-License-Identifier: EUPL-1.2
// Receipts that a phone's owner follows: of ideas that were handed in elsewhere. The code is all
// that stands here of them; what became of the idea is public (Content::idea_with_tag).
#pragma once

#include <vector>

#include "core/ops/receipt_code.h"
#include "core/store/local.h"

namespace qp::store {

// Each is looked for among all public ideas whenever the list is shown.
inline constexpr std::size_t kFollowedMax = 30;

struct Followed {
    ops::ReceiptCode code;
    ops::LookupTag tag{};
};

// REQUIRES: a phone; a kiosk's disk holds nobody's code. Durable when it returns; once more changes
// nothing. Errors: no_space (of the disk, or the memory that a tag takes), unavailable (no city
// keys yet), too_large (kFollowedMax are there).
Status follow(Local& local, const ops::ReceiptCode& code);
// not_found: it is not followed.
Status let_go(Local& local, const ops::ReceiptCode& code);
// Newest first.
Result<std::vector<Followed>> followed(Local& local);

}  // namespace qp::store
