// SPDX-License-Identifier: EUPL-1.2
// The bodies of the protocol's requests and answers, as city and relay have in common: content
// type, coding and limits are checked here, what stands in them elsewhere.
#pragma once

#include <optional>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "sync/city/http/message.h"

namespace qp::city::api {

http::Response cbor_answer(int status, BytesView body);

// The body of a push, unpacked; else what to answer.
tl::expected<Bytes, http::Response> push_body(const http::Request& request);
// What to answer to ballots that come in another form than they must; else nothing.
std::optional<http::Response> ballots_refusal(const http::Request& request);

// What waits for news beyond ?known=N, and answers at once without it.
http::Response wake_answer(const http::Request& request);

http::Response method_not_allowed(const char* allowed);

}  // namespace qp::city::api
