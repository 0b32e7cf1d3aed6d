// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/fake_relay.h"

#include <cassert>

namespace qp::sim {
namespace {

using replica::Answer;
using replica::Request;

Request request_with(std::string target, Bytes body) {
    Request request;
    request.method = "POST";
    request.target = std::move(target);
    request.content_type = "application/cbor";
    request.body = std::move(body);
    return request;
}

}  // namespace

FakeRelay::FakeRelay(FakeCity& city, Instant not_before, Instant not_after)
    : city_{city},
      key_{ops::KeyPair::from_seed(ops::sha256(as_bytes("relay")))},
      certificate_{city.vouch_for(key_.public_key(), "Stand", not_before, not_after)} {}

Answer FakeRelay::handle(const Request& request) {
    std::vector<std::pair<ops::Hash, Bytes>> brought;
    if (request.target == "/api/v1/push") {
        const auto push = ops::decode_push(request.body, city_.city());
        assert(push);
        for (const ops::Push::Item& item : push->items)
            brought.emplace_back(item.hash, Bytes{item.bytes.begin(), item.bytes.end()});
        return answer(ops::RelayLane::operations, batches, brought);
    }
    if (request.target == "/api/v1/ballots") {
        const auto cast = ops::decode_ballots_request(request.body, city_.city().id);
        assert(cast);
        for (const ops::SignedBallot& ballot : cast->ballots)
            brought.emplace_back(ballot.hash, ballot.bytes);
        return answer(ops::RelayLane::ballots, ballots, brought);
    }
    return city_.handle(request);
}

Answer FakeRelay::answer(ops::RelayLane lane, std::map<ops::Hash, Held>& held,
                         const std::vector<std::pair<ops::Hash, Bytes>>& brought) {
    using Kind = ops::RelayAnswer::Kind;
    ++asked;
    std::vector<ops::RelayAnswer> answers;
    for (const auto& [hash, bytes] : brought) {
        if (refuses && held.count(hash) == 0) {
            answers.push_back({hash, Kind::refused, {}, name(Code::no_space)});
            continue;
        }
        const Held& one = held.try_emplace(hash, Held{bytes, {}}).first->second;
        answers.push_back(
            {hash, one.receipt.empty() ? Kind::held : Kind::answered, one.receipt, ""});
    }
    return {200, "application/cbor",
            ops::sign_relay_receipt(city_.city(), key_, certificate_, lane, std::move(answers))};
}

void FakeRelay::pass_on() {
    for (auto& [hash, held] : batches) {
        const std::vector<BytesView> one{held.bytes};
        held.receipt =
            city_.handle(request_with("/api/v1/push", ops::encode_push(city_.city().id, one))).body;
    }
    for (auto& [hash, held] : ballots) {
        const std::vector<BytesView> one{held.bytes};
        const Bytes body = ops::encode_ballots_request(city_.city().id, one, &key_);
        held.receipt = city_.handle(request_with("/api/v1/ballots", body)).body;
    }
}

}  // namespace qp::sim
