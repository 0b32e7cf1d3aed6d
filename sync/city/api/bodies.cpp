// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/api/bodies.h"

#include <charconv>

#include "core/ops/push.h"
#include "sync/city/http/compression.h"
#include "sync/city/http/problem.h"

namespace qp::city::api {

namespace {

using http::problem;

constexpr const char* kCbor = "application/cbor";

bool is_cbor(const http::Request& request) {
    const std::string_view type = request.header("content-type");
    return type.substr(0, type.find(';')) == kCbor;
}

http::Response not_cbor() {
    return problem(415, name(Code::bad_argument), "Content-Type must be application/cbor");
}

}  // namespace

http::Response cbor_answer(int status, BytesView body) {
    http::Response response;
    response.status = status;
    response.set("Content-Type", kCbor).set("Cache-Control", "no-store");
    response.body = std::string{as_text(body)};
    return response;
}

tl::expected<Bytes, http::Response> push_body(const http::Request& request) {
    if (!is_cbor(request)) return tl::unexpected<http::Response>{not_cbor()};
    auto body =
        http::unpacked(request.body, request.header("content-encoding"), ops::kPushBytesMax);
    if (body) return std::move(*body);
    return tl::unexpected<http::Response>{
        body.error().code == Code::bad_argument
            ? problem(415, name(Code::bad_argument), body.error().detail)
            : problem(body.error())};
}

std::optional<http::Response> ballots_refusal(const http::Request& request) {
    if (!is_cbor(request)) return not_cbor();
    if (!request.header("content-encoding").empty())  // it would undo the padding
        return problem(415, name(Code::bad_argument), "ballots come without coding");
    return std::nullopt;
}

http::Response wake_answer(const http::Request& request) {
    http::LongPoll poll;
    if (const auto known = request.parameter("known")) {
        std::uint64_t seq = 0;
        const auto [end, error] =
            std::from_chars(known->data(), known->data() + known->size(), seq);
        if (error != std::errc{} || end != known->data() + known->size())
            return problem(400, name(Code::bad_argument), "known: not a number");
        poll.known = seq;
    }
    http::Response response;
    response.body = poll;
    return response;
}

http::Response method_not_allowed(const char* allowed) {
    return problem(405, "method_not_allowed", "").set("Allow", allowed);
}

}  // namespace qp::city::api
