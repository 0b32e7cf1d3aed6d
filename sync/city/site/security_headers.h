// SPDX-License-Identifier: EUPL-1.2
// What the phone app's pages may do in a browser (Content Security Policy Level 3, Trusted Types).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/city/http/message.h"

namespace qp::city::site {

// Stands on every answer that does not bring its own: no script and no style within a page.
std::vector<http::Header> security_headers();

// The policy for `page`: of scripts and styles within it those that stand there now, by their
// hashes. What somebody else gets into it does not run.
std::string content_security(std::string_view page);

}  // namespace qp::city::site
