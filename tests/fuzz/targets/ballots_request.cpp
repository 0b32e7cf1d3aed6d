// SPDX-License-Identifier: EUPL-1.2
// The body of POST /api/v1/ballots: raw, then a body of ours around whatever ballots the input
// cuts into, in an envelope.
#include "core/base/cbor.h"
#include "core/ops/ballot_request.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

// The ballots of a body that was accepted.
std::vector<BytesView> ballots_in(BytesView body) {
    cbor::Reader in{body};
    in.array_of(5);
    for (int i = 0; i < 3; ++i) in.skip();
    std::vector<BytesView> ballots(in.array());
    for (BytesView& ballot : ballots) ballot = in.bytes();
    return ballots;
}

void take_raw(BytesView input, const ops::CityId& city) {
    const auto request = ops::decode_ballots_request(input, city);
    if (!request) return;
    const auto ballots = ballots_in(input);
    hold(!ballots.empty() && ballots.size() <= ops::kRequestBallotsMax, "1 to 64 ballots");
    hold(request->ballots.size() + request->refused.size() == ballots.size(),
         "each ballot is taken or refused");
    if (request->envelope) return;
    hold(same(ops::encode_ballots_request(city, ballots, nullptr), input),
         "a body without an envelope has one encoding");
}

void take_pieces(BytesView input, const ops::CityId& city) {
    static const auto kiosk = ops::KeyPair::from_seed(counted<32>(0x55));
    Pieces pieces{input};
    std::vector<BytesView> ballots;
    while (!pieces.is_empty() && ballots.size() < ops::kRequestBallotsMax)
        ballots.push_back(pieces.short_bytes());
    if (ballots.empty()) return;
    const Bytes body = ops::encode_ballots_request(city, ballots, &kiosk);
    hold(body.size() % ops::kBallotsPadding == 0, "a body is padded");
    const auto request = ops::decode_ballots_request(body, city);
    hold(request && request->envelope, "the envelope fits its ballots");
    hold(request->ballots.size() + request->refused.size() == ballots.size(),
         "each ballot is taken or refused");
}

}  // namespace

QP_FUZZ_TARGET(ballots_request) {
    const ops::CityId& city = fuzzed_city().city.id;
    take_raw(input, city);
    take_pieces(input, city);
}
