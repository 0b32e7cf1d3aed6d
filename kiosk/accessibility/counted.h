// SPDX-License-Identifier: EUPL-1.2
// Counts a case of the checklist and fails the running test where it has faults.
#pragma once

#include <string>

#include "kiosk/accessibility/ledger.h"

namespace qp::kiosk::accessibility {

void count(const std::string& row, const Faults& faults);

}  // namespace qp::kiosk::accessibility
