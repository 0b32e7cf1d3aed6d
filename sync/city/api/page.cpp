// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/api/page.h"

#include <algorithm>

#include "sync/city/http/compression.h"

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

}  // namespace

Result<PageAsked> page_asked(const std::optional<std::string>& cursor,
                             std::vector<std::string> scopes, const ops::ServerEpoch& epoch) {
    if (!cursor || cursor->empty()) return PageAsked{std::move(scopes), {}, 0};
    const auto bytes = from_base64url(*cursor);
    const auto read = bytes ? ops::decode_cursor(*bytes) : fail(Code::malformed, "no base64url");
    // Whatever it was: the device keeps it, and only "start anew" gets it out of that.
    if (!read) return fail(Code::too_old, "not a cursor of ours: " + read.error().detail);
    if (read->server_epoch != epoch || read->scopes != ops::scopes_hash(scopes) ||
        read->schema != ops::Cursor{}.schema)
        return fail(Code::too_old, "the cursor is of another epoch, schema or list of scopes");
    return PageAsked{std::move(scopes), *bytes, read->seq};
}

Result<ops::Page> page_after(store::Content& content, const PageAsked& asked,
                             const ops::ServerEpoch& epoch, std::uint64_t held_seq) {
    auto changes = content.changes_since(asked.seq, asked.scopes, kPageChanges, kPageBytes);
    if (!changes) return fail(changes.error());
    ops::Page page;
    page.server_epoch = epoch;
    page.scopes = asked.scopes;
    page.after = asked.cursor;
    std::uint64_t seq = asked.seq;
    if (!changes->empty()) {
        seq = changes->back().seq;
        const auto more = content.changes_since(seq, asked.scopes, 1, 1);
        if (!more) return fail(more.error());
        page.has_more = !more->empty();
    }
    if (!page.has_more) seq = std::max(seq, held_seq);
    page.cursor = encode(ops::Cursor{epoch, seq, ops::scopes_hash(asked.scopes)});
    for (store::Change& change : *changes) page.changes.push_back(as_sent(std::move(change)));
    return page;
}

http::Response page_answer(const ops::CityId& city, const ops::Page& page, bool takes_gzip) {
    const Bytes bytes = encode_page(city, page);
    http::Response response;
    response.set("Content-Type", "application/cbor").set("Cache-Control", "no-store");
    response.set("Vary", "Accept-Encoding");
    if (takes_gzip && bytes.size() >= kCompressFrom) {
        response.set("Content-Encoding", "gzip");
        response.body = http::gzipped(as_text(bytes));
    } else {
        response.body = std::string{as_text(bytes)};
    }
    return response;
}

}  // namespace qp::city::api
