// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/negotiation.h"

#include <doctest/doctest.h>

#include "sync/city/http/compression.h"
#include "sync/city/http/message.h"
#include "sync/city/http/wire.h"

namespace qp::city::http {

TEST_CASE("codings are chosen by what the client takes") {
    CHECK(accepts_encoding("gzip, deflate, br", "br"));
    CHECK(!accepts_encoding("gzip, br;q=0", "br"));
    CHECK(accepts_encoding("*", "gzip"));
    CHECK(!accepts_encoding("", "gzip"));
    CHECK(!accepts_encoding("x-gzip", "gzip"));
}

TEST_CASE("languages come by weight") {
    const auto languages = languages_wanted("en;q=0.7, de-DE, *;q=0.1, tr;q=0.95, fr;q=0");
    CHECK(languages == std::vector<std::string>{"de-de", "tr", "en"});
    CHECK(languages_wanted("").empty());
}

TEST_CASE("ranges are those of RFC 9110") {
    CHECK(range_wanted("bytes=0-9", 100).range.last == 9);
    CHECK(range_wanted("bytes=90-", 100).range.last == 99);
    CHECK(range_wanted("bytes=-10", 100).range.first == 90);
    CHECK(range_wanted("bytes=0-999", 100).range.last == 99);
    CHECK(range_wanted("bytes=100-", 100).kind == RangeKind::unsatisfiable);
    CHECK(range_wanted("bytes=-0", 100).kind == RangeKind::unsatisfiable);
    for (const char* whole : {"", "bytes=9-1", "bytes=a-b", "bytes=0-1,5-6", "lines=1-2", "bytes=-",
                              "bytes=99999999999999999999-"})
        CHECK(range_wanted(whole, 100).kind == RangeKind::none);
}

TEST_CASE("bodies are unpacked within their bound") {
    const std::string text(100'000, 'a');
    const std::string packed = gzipped(text);
    CHECK(packed.size() < 1000);
    const auto back = unpacked(as_bytes(packed), "gzip", 100'000);
    REQUIRE(back);
    CHECK(as_text(*back) == text);
    CHECK(unpacked(as_bytes(packed), "gzip", 99'999).error().code == Code::too_large);
    CHECK(unpacked(as_bytes(packed).first(50), "gzip", 100'000).error().code == Code::malformed);
    CHECK(unpacked(as_bytes(packed + "x"), "gzip", 100'000).error().code == Code::malformed);
    CHECK(unpacked(as_bytes("no zstd"), "zstd", 100).error().code == Code::malformed);
    CHECK(unpacked({}, "zstd", 100).error().code == Code::malformed);
    CHECK(unpacked({}, "gzip", 100).error().code == Code::malformed);
    CHECK(unpacked({}, "br", 100).error().code == Code::bad_argument);
}

TEST_CASE("parameters are decoded, and broken escapes are none") {
    Request request;
    request.query = "scope=city,mitte&text=a+b%C3%A4&broken=%zz&flag";
    CHECK(request.parameter("scope") == "city,mitte");
    CHECK(request.parameter("text") == "a b\xC3\xA4");
    CHECK(!request.parameter("broken"));
    CHECK(request.parameter("flag") == "");
    CHECK(!request.parameter("other"));
}

TEST_CASE("a value cannot add a field of its own") {
    Response response;
    response.set("X", "a\r\nSet-Cookie: b");
    CHECK(head_bytes(response, true, false).find("\r\nSet-Cookie") == std::string::npos);
}

}  // namespace qp::city::http
