// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/relay_api.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/ops/ballot_request.h"
#include "core/ops/push.h"
#include "sync/city/api/bodies.h"
#include "sync/city/http/problem.h"

namespace qp::city::relay {

namespace {

using api::method_not_allowed;
using http::problem;
using http::Reply;
using http::Request;
using http::Response;

// The same thing twice in one body is one.
void each_once(std::vector<Intake::Item>& items) {
    std::sort(items.begin(), items.end(),
              [](const auto& a, const auto& b) { return a.hash < b.hash; });
    items.erase(std::unique(items.begin(), items.end(),
                            [](const auto& a, const auto& b) { return a.hash == b.hash; }),
                items.end());
}

}  // namespace

void RelayApi::handle(Request request, const Reply& reply) {
    const std::string& path = request.path;
    const bool is_post = path == "/api/v1/push" || path == "/api/v1/ballots";
    if (is_post && request.method != "POST") return reply(method_not_allowed("POST"));
    if (!is_post && request.method != "GET") return reply(method_not_allowed("GET, HEAD"));
    if (path == "/health") return health(reply);
    if (path == "/api/v1/wake") return reply(api::wake_answer(request));
    if (path == "/api/v1/events") {
        Response response;
        response.body = http::EventStream{};
        return reply(std::move(response));
    }
    if (path == "/api/v1/snapshot")
        return reply(problem(404, name(Code::not_found), "a relay signs no snapshots: pull"));
    const Keys keys = parts_.city.keys();
    if (!keys)
        return reply(problem(
            Error{Code::unavailable, "this relay has not met its city yet: give it a link once"}));
    if (path == "/api/v1/city")
        return reply(api::cbor_answer(200, keys->bytes).set("Cache-Control", "no-cache"));
    if (path == "/api/v1/push") return push(request, keys, reply);
    if (path == "/api/v1/ballots") return ballots(request, keys, reply);
    if (path == "/api/v1/pull") return pull(request, keys, reply);
    reply(problem(404, name(Code::not_found), "no such resource"));
}

void RelayApi::push(const Request& request, const Keys& keys, const Reply& reply) {
    const auto body = api::push_body(request);
    if (!body) return reply(body.error());
    const auto push = ops::decode_push(*body, keys->city);
    if (!push) return reply(problem(push.error()));
    std::vector<Intake::Item> items;
    for (const ops::Push::Item& item : push->items) {
        if (item.batch)
            items.push_back({item.hash, Bytes{item.bytes.begin(), item.bytes.end()}, {}});
        else
            items.push_back({item.hash, {}, name(item.batch.error().code)});
    }
    take(ops::RelayLane::operations, std::move(items), keys, reply);
}

void RelayApi::ballots(const Request& request, const Keys& keys, const Reply& reply) {
    if (auto refusal = api::ballots_refusal(request)) return reply(std::move(*refusal));
    // A device's own envelope ends here: further up this relay proves the channel.
    auto cast = ops::decode_ballots_request(request.body, keys->city.id);
    if (!cast) return reply(problem(cast.error()));
    std::vector<Intake::Item> items;
    for (ops::SignedBallot& ballot : cast->ballots)
        items.push_back({ballot.hash, std::move(ballot.bytes), {}});
    for (const ops::BallotsRequest::Refused& refused : cast->refused)
        items.push_back({refused.hash, {}, name(refused.code)});
    take(ops::RelayLane::ballots, std::move(items), keys, reply);
}

void RelayApi::take(ops::RelayLane lane, std::vector<Intake::Item> items, const Keys& keys,
                    const Reply& reply) {
    each_once(items);
    Intake::Job job;
    job.lane = lane;
    job.items = std::move(items);
    job.keys = keys;
    job.done = [reply, lane, keys,
                &key = parts_.key](Result<std::vector<ops::RelayAnswer>> answers) {
        if (!answers) return reply(problem(answers.error()));
        reply(api::cbor_answer(
            200, ops::sign_relay_receipt(keys->city, key.key, key.certificate.bytes, lane,
                                         std::move(*answers))));
    };
    // "Accepted at the stand" waits for the durable commit.
    parts_.intake.take(std::move(job));
}

void RelayApi::health(const Reply& reply) {
    const ops::RelayCertificate& certificate = parts_.key.certificate;
    Response response;
    response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
    response.body = nlohmann::json{{"status", "ok"},
                                   {"relay", certificate.name},
                                   {"link", parts_.has_link()},
                                   {"knows_city", parts_.city.keys() != nullptr},
                                   {"certificate_until", to_iso(certificate.not_after)}}
                        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    reply(std::move(response));
}

}  // namespace qp::city::relay
