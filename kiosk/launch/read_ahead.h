// SPDX-License-Identifier: EUPL-1.2
// Asks the system to bring parts of files into memory (posix_fadvise(2)).
#pragma once

#include <span>

#include "kiosk/launch/start_list.h"

namespace qp::kiosk::launch {

// Returns when all has been asked for. What is not there any more is passed over.
void read_ahead(std::span<const FilePart> parts);

}  // namespace qp::kiosk::launch
