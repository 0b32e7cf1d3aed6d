// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "sync/city/storage/storage.h"

namespace qp::city::storage {

struct KeptAside {
    std::string path;
    std::string aside;  // where it lies now, byte for byte as it was
    Error why;          // damaged or too_new
};

// Before the server opens its databases: one that it cannot use is kept aside under a new name, and
// RESTORED is put beside it, as after a backup, so that devices bring again what they have had
// receipts for. Only for the server's own start: another process might have renamed a file away
// that this one works on.
Result<std::vector<KeptAside>> keep_unusable_aside(const DataFiles& files, Instant now);

}  // namespace qp::city::storage
