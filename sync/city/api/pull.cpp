// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/api/city_api.h"
#include "sync/city/api/page.h"
#include "sync/city/http/negotiation.h"
#include "sync/city/http/problem.h"

namespace qp::city::api {

namespace {

Result<ops::Page> page_of(store::Content& content, const PageAsked& asked,
                          const ops::ServerEpoch& epoch) {
    // Read first: a change of another scope moves the cursor on, one that comes meanwhile does not.
    const auto last = content.last_seq();
    if (!last) return fail(last.error());
    if (asked.seq > *last) return fail(Code::too_old, "the cursor is ahead of the city");
    return page_after(content, asked, epoch, *last);
}

}  // namespace

void CityApi::pull(const http::Request& request, const http::Reply& reply) {
    auto scopes = ops::parse_scopes(request.parameter("scope").value_or(""));
    if (!scopes) return reply(http::problem(scopes.error()));
    const ops::ServerEpoch epoch = parts_.storage.epoch();
    const auto asked = page_asked(request.parameter("cursor"), std::move(*scopes), epoch);
    if (!asked) return reply(http::problem(asked.error()));
    const bool takes_gzip = http::accepts_encoding(request.header("accept-encoding"), "gzip");
    auto job = [reply, takes_gzip, epoch, asked = *asked,
                city = parts_.keys.current()->city().id](store::Content& content) {
        const auto page = page_of(content, asked, epoch);
        reply(page ? page_answer(city, *page, takes_gzip) : http::problem(page.error()));
    };
    if (!parts_.reader.post(std::move(job)))
        reply(http::problem(503, "overloaded", "too many requests wait"));
}

}  // namespace qp::city::api
