// SPDX-License-Identifier: EUPL-1.2
// Opens the kiosk's two files. One that cannot be used is kept aside, unchanged, and a new one
// begun. What lies aside of what residents handed in is taken up as soon as it can be read: by a
// program that is again as new as the one that wrote it.
#pragma once

#include <string>
#include <vector>

#include "core/base/ports.h"
#include "core/store/content.h"
#include "core/store/local.h"

namespace qp::kiosk::app {

struct KeptAside {
    Code why = Code::damaged;  // damaged or too_new
    std::string path;          // where it lies now
};

struct Databases {
    store::Content content;
    store::Local local;
    std::string content_path;
    std::string local_path;
    std::vector<KeptAside> kept_aside;
};

// `folder` is made where it is missing. Errors: no_space, storage, and whatever renaming meets.
Result<Databases> open_databases(const std::string& folder, Random& random, Clock& clock,
                                 store::Room& room);

}  // namespace qp::kiosk::app
