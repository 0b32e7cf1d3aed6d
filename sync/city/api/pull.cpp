// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "sync/city/api/city_api.h"
#include "sync/city/http/compression.h"
#include "sync/city/http/negotiation.h"
#include "sync/city/http/problem.h"

namespace qp::city::api {

namespace {

constexpr std::size_t kPageBytes = 512 * 1024;  // of payloads; a single larger entity still fits
constexpr std::uint32_t kPageChanges = 500;
constexpr std::size_t kCompressFrom = 1024;

ops::Change as_sent(store::Change&& change) {
    return {static_cast<std::uint8_t>(change.kind),
            change.id,
            change.seq,
            std::move(change.scope),
            change.version,
            std::move(change.payload)};
}

// Where a device stands, or why it must start anew.
Result<std::uint64_t> seq_after(const http::Request& request,
                                const std::vector<std::string>& scopes,
                                const ops::ServerEpoch& epoch) {
    const auto text = request.parameter("cursor");
    if (!text || text->empty()) return 0;
    const auto bytes = from_base64url(*text);
    const auto cursor = bytes ? ops::decode_cursor(*bytes) : fail(Code::malformed, "no base64url");
    // Whatever it was: the device keeps it, and only "start anew" gets it out of that.
    if (!cursor) return fail(Code::too_old, "not a cursor of ours: " + cursor.error().detail);
    if (cursor->server_epoch != epoch || cursor->scopes != ops::scopes_hash(scopes) ||
        cursor->schema != ops::Cursor{}.schema)
        return fail(Code::too_old, "the cursor is of another epoch, schema or list of scopes");
    return cursor->seq;
}

Result<ops::Page> page_after(store::Content& content, std::uint64_t after,
                             const std::vector<std::string>& scopes,
                             const ops::ServerEpoch& epoch) {
    // Read first: a change of another scope moves the cursor on, one that comes meanwhile does not.
    const auto last = content.last_seq();
    if (!last) return fail(last.error());
    if (after > *last) return fail(Code::too_old, "the cursor is ahead of the city");
    auto changes = content.changes_since(after, scopes, kPageChanges, kPageBytes);
    if (!changes) return fail(changes.error());
    ops::Page page;
    page.server_epoch = epoch;
    std::uint64_t seq = after;
    if (!changes->empty()) {
        seq = changes->back().seq;
        const auto more = content.changes_since(seq, scopes, 1, 1);
        if (!more) return fail(more.error());
        page.has_more = !more->empty();
    }
    if (!page.has_more) seq = std::max(seq, *last);
    page.cursor = encode(ops::Cursor{epoch, seq, ops::scopes_hash(scopes)});
    for (store::Change& change : *changes) page.changes.push_back(as_sent(std::move(change)));
    return page;
}

}  // namespace

void CityApi::pull(const http::Request& request, const http::Reply& reply) {
    const auto scopes = ops::parse_scopes(request.parameter("scope").value_or(""));
    if (!scopes) return reply(http::problem(scopes.error()));
    const ops::ServerEpoch epoch = parts_.storage.epoch();
    const auto after = seq_after(request, *scopes, epoch);
    if (!after) return reply(http::problem(after.error()));
    const bool takes_gzip = http::accepts_encoding(request.header("accept-encoding"), "gzip");
    auto job = [reply, takes_gzip, epoch, after = *after, scopes = *scopes,
                city = parts_.keys.current()->city().id](store::Content& content) {
        const auto page = page_after(content, after, scopes, epoch);
        if (!page) return reply(http::problem(page.error()));
        const Bytes bytes = encode_page(city, *page);
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

}  // namespace qp::city::api
