// SPDX-License-Identifier: EUPL-1.2
// What a phone's owner supported, answered, told of projects and reported. Inner part of
// own_ideas.cpp.
#pragma once

#include "core/views/own_ideas.h"

namespace qp::views {

// What somebody supported or answered: its kind and title alone, without either where it is not
// known here.
Result<OwnActRow> named_poll(const Context& context, const Id& poll);

// Those that hold something; what was refused stands elsewhere. REQUIRES: a device.
Result<std::vector<OwnActList>> own_acts(const Context& context);

}  // namespace qp::views
