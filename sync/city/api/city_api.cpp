// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/api/city_api.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/ops/ballot_request.h"
#include "core/ops/blob.h"
#include "core/ops/push.h"
#include "sync/city/api/bodies.h"
#include "sync/city/http/file_answer.h"
#include "sync/city/http/problem.h"

namespace qp::city::api {

namespace {

using http::problem;
using http::Reply;
using http::Request;
using http::Response;

}  // namespace

bool CityApi::is_mine(const std::string& path) {
    return path.compare(0, 5, "/api/") == 0 || path == "/api" || path == "/health";
}

std::size_t CityApi::body_bytes_max(const std::string& method, const std::string& path) {
    if (method == "PUT" && is_blob(path)) return ops::kBlobRequestBytesMax;
    if (method != "POST") return 0;
    if (path == "/api/v1/push") return ops::kPushBytesMax;
    if (path == "/api/v1/ballots") return ops::kBallotsBytesMax;
    return 0;
}

void CityApi::handle(Request request, Reply reply) {
    const std::string& path = request.path;
    const bool is_post = path == "/api/v1/push" || path == "/api/v1/ballots";
    if (is_blob(path))
        return request.method == "PUT" ? blob(std::move(request), reply)
                                       : reply(method_not_allowed("PUT"));
    if (is_post && request.method != "POST") return reply(method_not_allowed("POST"));
    if (!is_post && request.method != "GET") return reply(method_not_allowed("GET, HEAD"));
    if (path == "/api/v1/city") return city(reply);
    if (path == "/api/v1/push") return push(std::move(request), reply);
    if (path == "/api/v1/ballots") return ballots(std::move(request), reply);
    if (path == "/api/v1/pull") return pull(request, reply);
    if (path == "/api/v1/snapshot") return snapshot(request, reply);
    if (path == "/health") return health(reply);
    if (path == "/api/v1/wake") return reply(wake_answer(request));
    if (path == "/api/v1/events") {
        Response response;
        response.body = http::EventStream{};
        return reply(std::move(response));
    }
    reply(problem(404, name(Code::not_found), "no such resource"));
}

void CityApi::city(const Reply& reply) {
    Response response = cbor_answer(200, parts_.keys.current()->list().bytes);
    reply(response.set("Cache-Control", "no-cache"));
}

void CityApi::push(Request request, const Reply& reply) {
    auto body = push_body(request);
    if (!body) return reply(std::move(body.error()));
    const auto keys = parts_.keys.current();
    storage::Storage::PushJob job;
    job.body = std::make_shared<const Bytes>(std::move(*body));
    auto push = ops::decode_push(*job.body, keys->city());
    if (!push) return reply(problem(push.error()));
    job.push = std::move(*push);
    job.done = [reply, keys, &clock = parts_.clock](Result<ops::PushReceipt> receipt) {
        if (!receipt) return reply(problem(receipt.error()));
        const bool has_conflict = std::any_of(
            receipt->batches.begin(), receipt->batches.end(), [](const ops::BatchReceipt& batch) {
                return std::any_of(batch.outcomes.begin(), batch.outcomes.end(),
                                   [](const ops::Outcome& outcome) {
                                       return outcome.code == name(Code::conflict);
                                   });
            });
        const auto bytes =
            ops::sign_receipt(keys->city(), keys->signing_key(clock.now()), *receipt);
        reply(cbor_answer(has_conflict ? 409 : 200, bytes));
    };
    // A receipt promises that the city will not forget, so it waits for the durable commit.
    parts_.storage.push(std::move(job));
}

void CityApi::ballots(Request request, const Reply& reply) {
    if (auto refusal = ballots_refusal(request)) return reply(std::move(*refusal));
    const auto keys = parts_.keys.current();
    auto decoded = ops::decode_ballots_request(request.body, keys->city().id);
    if (!decoded) return reply(problem(decoded.error()));
    storage::Storage::BallotsJob job;
    // The envelope has been checked; whose it is is looked up here and goes no further.
    if (decoded->envelope)
        job.channel = parts_.polls.knows(decoded->envelope->enrolled_key) ? storage::Channel::kiosk
                                                                          : storage::Channel::phone;
    decoded->envelope.reset();
    job.request = std::move(*decoded);
    job.done = [reply, keys, &clock = parts_.clock](Result<ops::BallotReceipt> receipt) {
        if (!receipt) return reply(problem(receipt.error()));
        reply(cbor_answer(
            200, ops::sign_receipt(keys->city(), keys->signing_key(clock.now()), *receipt)));
    };
    parts_.storage.cast(std::move(job));
}

void CityApi::snapshot(const Request& request, const Reply& reply) {
    const auto scopes = ops::parse_scopes(request.parameter("scope").value_or(""));
    if (!scopes) return reply(problem(scopes.error()));
    const std::string range{request.header("range")};
    const std::string if_range{request.header("if-range")};
    auto done = [reply, range, if_range, scopes = *scopes, keys = parts_.keys.current(),
                 &clock = parts_.clock](Result<std::shared_ptr<const storage::Snapshot>> made) {
        if (!made) return reply(problem(made.error()));
        const storage::Snapshot& snapshot = **made;
        const ops::CitySecret& key = keys->signing_key(clock.now());
        const ops::Signature signature =
            ops::sign_snapshot(keys->city(), key, scopes, snapshot.hash);
        Response response;
        response.set("Content-Type", "application/vnd.sqlite3").set("Cache-Control", "no-cache");
        response.set("Quartierpuls-Hash", to_hex(snapshot.hash));
        response.set("Quartierpuls-Key", to_hex(key.id()));
        response.set("Quartierpuls-Signature", to_base64url(signature));
        http::send_file(response, {snapshot.path, 0, snapshot.size, *made},
                        "\"" + to_hex(snapshot.hash) + "\"", range, if_range);
        reply(std::move(response));
    };
    parts_.snapshots.get(*scopes, std::move(done));
}

void CityApi::health(const Reply& reply) {
    const bool has_room = parts_.storage.has_room();
    const bool is_posted = parts_.reader.post([reply, has_room](store::Content& content) {
        const auto seq = content.last_seq();
        if (!seq) return reply(problem(503, name(seq.error().code), "the public database"));
        Response response;
        response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
        // What is public is served all the same, so the answer stays a 200.
        const std::string_view status = has_room ? "ok" : name(Code::no_space);
        response.body = nlohmann::json{{"status", status}, {"seq", *seq}}.dump();
        reply(std::move(response));
    });
    if (!is_posted) reply(problem(503, "overloaded", "too many requests wait"));
}

}  // namespace qp::city::api
