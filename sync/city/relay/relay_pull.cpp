// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "core/ops/pull.h"
#include "sync/city/http/compression.h"
#include "sync/city/http/negotiation.h"
#include "sync/city/http/problem.h"
#include "sync/city/relay/relay_api.h"

namespace qp::city::relay {

namespace {

constexpr std::size_t kPageBytes = 512 * 1024;  // of payloads; a single larger entity still fits
constexpr std::uint32_t kPageChanges = 500;
constexpr std::size_t kCompressFrom = 1024;

struct Asked {
    std::vector<std::string> scopes;
    std::string cursor;  // as it stands in the address; empty: from the beginning
};

// How far this relay's own pull has got: the city's epoch and seq stand in its cursor.
Result<ops::Cursor> held_up_to(store::Content& content) {
    const auto bytes = content.cursor();
    if (!bytes) return fail(bytes.error());
    auto cursor = ops::decode_cursor(*bytes);
    if (cursor) return cursor;
    return fail(Code::unavailable, "this relay has no content yet: give it a link once");
}

ops::Change as_sent(store::Change&& change) {
    return {static_cast<std::uint8_t>(change.kind),
            change.id,
            change.seq,
            std::move(change.scope),
            change.version,
            std::move(change.payload)};
}

// too_old: the device starts anew here, since its cursor is of another epoch, schema or list.
Result<ops::Page> page_for(store::Content& content, const Asked& asked) {
    // A rebuild of what is held must not fall between the cursor and the changes.
    auto transaction = store::Transaction::read(content.database());
    if (!transaction) return fail(transaction.error());
    const auto held = held_up_to(content);
    if (!held) return fail(held.error());
    ops::Page page;
    page.server_epoch = held->server_epoch;
    std::uint64_t seq = 0;
    if (!asked.cursor.empty()) {
        const auto bytes = from_base64url(asked.cursor);
        const auto cursor =
            bytes ? ops::decode_cursor(*bytes) : fail(Code::malformed, "no base64url");
        if (!cursor) return fail(Code::too_old, "not a cursor of ours: " + cursor.error().detail);
        if (cursor->server_epoch != held->server_epoch ||
            cursor->scopes != ops::scopes_hash(asked.scopes) || cursor->schema != held->schema)
            return fail(Code::too_old, "the cursor is of another epoch, schema or list of scopes");
        seq = cursor->seq;
        page.cursor = *bytes;
        // The device has been nearer to the city: there is nothing here that it does not have.
        if (seq > held->seq) return page;
    }
    auto changes = content.changes_since(seq, asked.scopes, kPageChanges, kPageBytes);
    if (!changes) return fail(changes.error());
    if (!changes->empty()) {
        seq = changes->back().seq;
        const auto more = content.changes_since(seq, asked.scopes, 1, 1);
        if (!more) return fail(more.error());
        page.has_more = !more->empty();
    }
    if (!page.has_more) seq = std::max(seq, held->seq);
    page.cursor = encode(ops::Cursor{held->server_epoch, seq, ops::scopes_hash(asked.scopes)});
    for (store::Change& change : *changes) page.changes.push_back(as_sent(std::move(change)));
    return page;
}

}  // namespace

void RelayApi::pull(const http::Request& request, const Keys& keys, const http::Reply& reply) {
    auto scopes = ops::parse_scopes(request.parameter("scope").value_or(""));
    if (!scopes) return reply(http::problem(scopes.error()));
    for (const std::string& scope : *scopes)
        if (std::find(parts_.scopes.begin(), parts_.scopes.end(), scope) == parts_.scopes.end())
            return reply(http::problem(
                Error{Code::not_found, "this relay does not hold the scope " + scope}));
    Asked asked{std::move(*scopes), request.parameter("cursor").value_or("")};
    const bool takes_gzip = http::accepts_encoding(request.header("accept-encoding"), "gzip");
    auto job = [reply, keys, takes_gzip, asked = std::move(asked)](store::Content& content) {
        const auto page = page_for(content, asked);
        if (!page) return reply(http::problem(page.error()));
        const Bytes bytes = encode_page(keys->city.id, *page);
        http::Response response;
        response.set("Content-Type", "application/cbor").set("Cache-Control", "no-store");
        response.set("Vary", "Accept-Encoding");
        if (takes_gzip && bytes.size() >= kCompressFrom) {
            response.set("Content-Encoding", "gzip");
            response.body = http::gzipped(as_text(bytes));
        } else {
            response.body = std::string{as_text(bytes)};
        }
        reply(std::move(response));
    };
    if (!parts_.reader.post(std::move(job)))
        reply(http::problem(503, "overloaded", "too many requests wait"));
}

}  // namespace qp::city::relay
