// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/pull.h"

#include <algorithm>
#include <cassert>

#include "core/base/cbor.h"
#include "core/ops/signed_bytes.h"

namespace qp::ops {

namespace {

constexpr std::string_view kName = "qp1/page";
constexpr std::size_t kScopesMax = 32;
constexpr std::size_t kScopesBytesMax = kScopesMax * (kScopeBytesMax + 1);

bool is_scope(std::string_view scope) {
    if (scope.empty() || scope.size() > kScopeBytesMax) return false;
    return std::all_of(scope.begin(), scope.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void encode(cbor::Writer& out, const Change& change) {
    out.array(6).uint(change.kind).id(change.id).uint(change.seq).text(change.scope);
    out.uint(change.version);
    change.payload ? out.bytes(*change.payload) : out.null();
}

Change read_change(cbor::Reader& in) {
    Change change;
    in.array_of(6);
    change.kind = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
    change.id = in.id<Id>();
    change.seq = in.uint(INT64_MAX);
    change.scope = std::string{in.text(kScopeBytesMax)};
    change.version = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
    if (in.next_is_null()) {
        in.null();
    } else {
        const BytesView payload = in.bytes(kChangePayloadBytesMax);
        change.payload.emplace(payload.begin(), payload.end());
    }
    if (in.is_ok() && !is_scope(change.scope)) in.fail(Code::malformed, "no scope");
    return change;
}

Bytes owned(BytesView view) {
    return Bytes{view.begin(), view.end()};
}

Bytes snapshot_part(const City& city, const KeyId& key, const std::vector<std::string>& scopes,
                    const Hash& file_hash) {
    SignedBytes out;
    out.prefix("qp1/snapshot").u8(kSuite).id(city.id).raw(key);
    return out.raw(scopes_hash(scopes)).raw(file_hash).take();
}

}  // namespace

Bytes encode_page(const CityId& city, const Page& page) {
    assert(page.changes.size() <= kPageChangesMax && page.cursor.size() <= kCursorBytesMax);
    assert(page.after.size() <= kCursorBytesMax);
    cbor::Writer out;
    out.array(10).text(kName).uint(kSuite).id(city).id(page.server_epoch);
    out.text(join_scopes(page.scopes)).bytes(BytesView{page.after});
    out.bytes(BytesView{page.cursor}).boolean(page.has_more).array(page.changes.size());
    for (const Change& change : page.changes) encode(out, change);
    out.bytes(sha256(out.so_far()));
    return out.take();
}

Result<Page> decode_page(BytesView bytes, const CityId& city) {
    if (bytes.size() > kPageBytesMax) return fail(Code::too_large, "a page beyond 4 MiB");
    cbor::Reader in{bytes};
    Page page;
    in.array_of(10);
    in.literal(kName);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    if (in.is_ok() && stated != city) in.fail(Code::wrong_city, "a page of another city");
    page.server_epoch = in.id<ServerEpoch>();
    const std::string scopes{in.text(kScopesBytesMax)};
    page.after = owned(in.bytes(kCursorBytesMax));
    page.cursor = owned(in.bytes(kCursorBytesMax));
    page.has_more = in.boolean();
    const std::size_t count = in.array(kPageChangesMax);
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        page.changes.push_back(read_change(in));
        if (i > 0 && page.changes[i].seq < page.changes[i - 1].seq) {
            in.fail(Code::malformed, "changes out of order");
        }
    }
    const Hash checksum = sha256(in.since(0));
    const Hash stated_checksum = in.fixed<32>();
    if (auto status = in.finish(); !status) return fail(status.error());
    if (checksum != stated_checksum) {
        return fail(Code::bad_signature, "a page whose checksum does not fit");
    }
    auto parsed = parse_scopes(scopes);
    if (!parsed || join_scopes(*parsed) != scopes) {
        return fail(Code::malformed, "a page's scopes, not sorted or not each once");
    }
    page.scopes = std::move(*parsed);
    return page;
}

namespace {

// A cursor that was changed on its way back to the city would lead a device past changes that it
// never got, so it carries a check of its own.
ByteArray<8> check_of(const Cursor& cursor) {
    cbor::Writer out;
    out.array(4).id(cursor.server_epoch).uint(cursor.seq).bytes(cursor.scopes).uint(cursor.schema);
    const Hash hash = Sha256{}.add_prefix("qp1/cursor").add(out.take()).finish();
    return *to_array<8>(BytesView{hash}.first(8));
}

}  // namespace

Bytes encode(const Cursor& cursor) {
    cbor::Writer out;
    out.array(5).id(cursor.server_epoch).uint(cursor.seq).bytes(cursor.scopes);
    return out.uint(cursor.schema).bytes(check_of(cursor)).take();
}

Result<Cursor> decode_cursor(BytesView bytes) {
    cbor::Reader in{bytes};
    Cursor cursor;
    in.array_of(5);
    cursor.server_epoch = in.id<ServerEpoch>();
    cursor.seq = in.uint(INT64_MAX);
    cursor.scopes = in.fixed<32>();
    cursor.schema = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
    const auto check = in.fixed<8>();
    if (auto status = in.finish(); !status) return fail(status.error());
    if (check != check_of(cursor)) return fail(Code::bad_signature, "a cursor that was changed");
    return cursor;
}

Result<std::vector<std::string>> parse_scopes(std::string_view text) {
    std::vector<std::string> scopes;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string_view scope = text.substr(begin, end - begin);
        if (!is_scope(scope)) return fail(Code::bad_argument, "not a list of scopes");
        if (scopes.size() == kScopesMax) return fail(Code::bad_argument, "too many scopes");
        scopes.emplace_back(scope);
        begin = end + 1;
    }
    std::sort(scopes.begin(), scopes.end());
    scopes.erase(std::unique(scopes.begin(), scopes.end()), scopes.end());
    return scopes;
}

std::string join_scopes(const std::vector<std::string>& scopes) {
    std::vector<std::string> sorted = scopes;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    std::string text;
    for (const std::string& scope : sorted) {
        if (!text.empty()) text += ',';
        text += scope;
    }
    return text;
}

Hash scopes_hash(const std::vector<std::string>& scopes) {
    return Sha256{}.add_prefix("qp1/scopes").add(as_bytes(join_scopes(scopes))).finish();
}

Signature sign_snapshot(const City& city, const CitySecret& key,
                        const std::vector<std::string>& scopes, const Hash& file_hash) {
    return key.sign_key.sign(snapshot_part(city, key.id(), scopes, file_hash));
}

bool verify_snapshot(const CityKeys& city, const KeyId& key_id,
                     const std::vector<std::string>& scopes, const Hash& file_hash,
                     const Signature& signature) {
    const CityKey* key = city.find(key_id);
    return key != nullptr &&
           verify(key->sign_key, snapshot_part(city.city, key_id, scopes, file_hash), signature);
}

}  // namespace qp::ops
