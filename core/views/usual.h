// SPDX-License-Identifier: EUPL-1.2
// Compares a day's count so far with the same weekday of the weeks before. Inner part.
#pragma once

#include <string>

#include "core/views/view.h"

namespace qp::views {

// "Wie an Montagen üblich." Empty unless two of the last four such days are known well enough.
Result<std::string> usual_sentence(const Context& context, const store::Latest& latest);

}  // namespace qp::views
