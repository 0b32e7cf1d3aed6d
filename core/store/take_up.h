// SPDX-License-Identifier: EUPL-1.2
// What a device promised to keep while its database could not be used by the program it had: a
// newer one's file lies aside for as long as an older one runs, and is taken up by the next that
// can read it. Only for what is the device's: a kiosk. On a phone the file holds a person's ballot
// secret, and two of those are two voices (web/app/worker/owner.ts).
#pragma once

#include <cstdint>
#include <string>

#include "core/store/local.h"

namespace qp::store {

// Copies operations, ballots and photos from the database at `path` into `into`, whatever their
// state, in one transaction; what is there already stays as it is. How many are new. The file is
// migrated, and empty of nothing: whoever calls deletes it. Errors: too_new and damaged (left as it
// is: it cannot be read yet, or never), no_space, storage.
Result<std::int64_t> take_up(Local& into, const std::string& path);

}  // namespace qp::store
