// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "sync/city/http/message.h"

namespace qp::city::site {

// What the phone app's pages may do in a browser; stands on every answer.
std::vector<http::Header> security_headers();

}  // namespace qp::city::site
