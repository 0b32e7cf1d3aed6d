// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "core/base/result.h"
#include "core/replica/exchange.h"

namespace qp::client {

// The way to one city.
class Transport {
public:
    virtual ~Transport() = default;
    // Success means that bytes came back from somebody, not an ack. Blocks up to the transport's
    // deadline. Errors: unavailable (no connection), timeout, too_large (more than the request
    // allows).
    virtual Result<replica::Answer> exchange(const replica::Request& request) = 0;
};

}  // namespace qp::client
