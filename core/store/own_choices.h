// SPDX-License-Identifier: EUPL-1.2
// What the person of a phone has chosen in all: for their own eyes, and to take it back.
#pragma once

#include <cstdint>
#include <vector>

#include "core/store/local.h"

namespace qp::store {

struct OwnChoice {
    Id poll;  // an idea's, or a thesis'
    std::uint8_t choice = 0;
    Delivery delivery = Delivery::saved;
};

// Those that stand, by poll, and so in no order of time. On a kiosk none: it forgets them with the
// session.
Result<std::vector<OwnChoice>> own_choices(Local& local);

}  // namespace qp::store
