// SPDX-License-Identifier: EUPL-1.2
// The phone's dead letters. Inner part of own_ideas.cpp.
#pragma once

#include "core/views/own_ideas.h"

namespace qp::views {

inline constexpr std::uint32_t kRefusedShown = 50;

// `refused`: what the device lists, with one more than is shown. REQUIRES: a device.
Result<OwnRefusedList> own_refused(const Context& context,
                                   const std::vector<store::RefusedContribution>& refused);

}  // namespace qp::views
