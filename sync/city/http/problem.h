// SPDX-License-Identifier: EUPL-1.2
// Every refusal is an application/problem+json (RFC 9457) with the protocol's code in it.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "sync/city/http/message.h"

namespace qp::city::http {

// `code`: one of core/base/result.h, or "overloaded", "method_not_allowed".
Response problem(int status, std::string_view code, std::string_view detail);
// With the status that fits the error's code.
Response problem(const Error& error);

}  // namespace qp::city::http
