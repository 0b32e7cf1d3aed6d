// SPDX-License-Identifier: EUPL-1.2
// Pages of GET /api/v1/pull, as city and relay have in common: where a device stands, and what
// comes after that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ops/pull.h"
#include "core/store/content.h"
#include "sync/city/http/message.h"

namespace qp::city::api {

struct PageAsked {
    std::vector<std::string> scopes;  // sorted, each once
    Bytes cursor;                     // as it came; empty: from the beginning
    std::uint64_t seq = 0;            // what the cursor says
};
// `cursor`: the address' parameter, where there is one. too_old: the device must start anew, since
// its cursor is none of ours, or of another epoch, schema or list of scopes.
Result<PageAsked> page_asked(const std::optional<std::string>& cursor,
                             std::vector<std::string> scopes, const ops::ServerEpoch& epoch);
// `held_seq`, read before: everything up to there is held, so a page without more leads to there,
// whatever scopes its changes have.
Result<ops::Page> page_after(store::Content& content, const PageAsked& asked,
                             const ops::ServerEpoch& epoch, std::uint64_t held_seq);
http::Response page_answer(const ops::CityId& city, const ops::Page& page, bool takes_gzip);

}  // namespace qp::city::api
