// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "sync/city/api/page.h"
#include "sync/city/http/negotiation.h"
#include "sync/city/http/problem.h"
#include "sync/city/relay/relay_api.h"

namespace qp::city::relay {

namespace {

// How far this relay's own pull has got: the city's epoch and seq stand in its cursor.
Result<ops::Cursor> held_up_to(store::Content& content) {
    const auto bytes = content.cursor();
    if (!bytes) return fail(bytes.error());
    auto cursor = ops::decode_cursor(*bytes);
    if (cursor) return cursor;
    return fail(Code::unavailable, "this relay has no content yet: give it a link once");
}

Result<ops::Page> page_for(store::Content& content, const std::optional<std::string>& cursor,
                           const std::vector<std::string>& scopes) {
    // A rebuild of what is held must not fall between the cursor and the changes.
    auto transaction = store::Transaction::read(content.database());
    if (!transaction) return fail(transaction.error());
    const auto held = held_up_to(content);
    if (!held) return fail(held.error());
    const auto asked = api::page_asked(cursor, scopes, held->server_epoch);
    if (!asked) return fail(asked.error());
    if (asked->seq <= held->seq)
        return api::page_after(content, *asked, held->server_epoch, held->seq);
    // The device has been nearer to the city: there is nothing here that it does not have.
    ops::Page nothing;
    nothing.server_epoch = held->server_epoch;
    nothing.scopes = asked->scopes;
    nothing.after = nothing.cursor = asked->cursor;
    return nothing;
}

}  // namespace

void RelayApi::pull(const http::Request& request, const Keys& keys, const http::Reply& reply) {
    auto scopes = ops::parse_scopes(request.parameter("scope").value_or(""));
    if (!scopes) return reply(http::problem(scopes.error()));
    for (const std::string& scope : *scopes)
        if (std::find(parts_.scopes.begin(), parts_.scopes.end(), scope) == parts_.scopes.end())
            return reply(http::problem(
                Error{Code::not_found, "this relay does not hold the scope " + scope}));
    const bool takes_gzip = http::accepts_encoding(request.header("accept-encoding"), "gzip");
    auto job = [reply, takes_gzip, city = keys->city.id, cursor = request.parameter("cursor"),
                scopes = std::move(*scopes)](store::Content& content) {
        const auto page = page_for(content, cursor, scopes);
        reply(page ? api::page_answer(city, *page, takes_gzip) : http::problem(page.error()));
    };
    if (!parts_.reader.post(std::move(job)))
        reply(http::problem(503, "overloaded", "too many requests wait"));
}

}  // namespace qp::city::relay
