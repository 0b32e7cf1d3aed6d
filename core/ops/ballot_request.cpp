// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/ballot_request.h"

#include <algorithm>
#include <cassert>

#include "core/ops/padding.h"
#include "core/ops/signed_bytes.h"

namespace qp::ops {

namespace {

Bytes envelope_part(const CityId& city, std::vector<Hash> hashes) {
    std::sort(hashes.begin(), hashes.end());
    Sha256 all;
    for (const Hash& hash : hashes) all.add(hash);
    return SignedBytes{}.prefix("qp1/ballots").u8(kSuite).id(city).raw(all.finish()).take();
}

}  // namespace

Bytes encode_ballots_request(const CityId& city, std::span<const BytesView> ballots,
                             const KeyPair* enrolled) {
    assert(!ballots.empty() && ballots.size() <= kRequestBallotsMax);
    std::vector<std::pair<Hash, BytesView>> sorted;
    std::vector<Hash> hashes;
    for (const BytesView ballot : ballots) {
        assert(ballot.size() <= kBallotBytesMax);
        sorted.emplace_back(ballot_hash(ballot), ballot);
        hashes.push_back(sorted.back().first);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    cbor::Writer out;
    out.array(5).uint(kSuite).id(city);
    if (enrolled == nullptr) {
        out.null();
    } else {
        out.array(2).bytes(enrolled->public_key());
        out.bytes(enrolled->sign(envelope_part(city, std::move(hashes))));
    }
    out.array(sorted.size());
    for (const auto& [hash, ballot] : sorted) out.bytes(ballot);
    pad(out);
    return out.take();
}

Result<BallotsRequest> decode_ballots_request(BytesView body, const CityId& city) {
    if (body.size() > kBallotsBytesMax) return fail(Code::too_large, "a body beyond 96 KiB");
    if (body.size() % kBallotsPadding != 0) {
        return fail(Code::malformed, "a body that is not padded to 1024 bytes");
    }
    cbor::Reader in{body};
    BallotsRequest request;
    in.array_of(5);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    if (in.is_ok() && stated != city) in.fail(Code::wrong_city, "ballots for another city");
    if (in.next_is_null()) {
        in.null();
    } else {
        Envelope envelope;
        in.array_of(2);
        envelope.enrolled_key = in.fixed<32>();
        envelope.signature = in.fixed<64>();
        request.envelope = envelope;
    }
    std::vector<BytesView> ballots(in.array(kRequestBallotsMax));
    for (BytesView& ballot : ballots) ballot = in.bytes();
    if (in.is_ok() && ballots.empty()) in.fail(Code::malformed, "a request without ballots");
    read_padding(in);
    if (auto status = in.finish(); !status) return fail(status.error());

    std::vector<Hash> hashes;
    hashes.reserve(ballots.size());
    for (const BytesView ballot : ballots) hashes.push_back(ballot_hash(ballot));
    // Any other order could tell when each was made.
    if (!std::is_sorted(hashes.begin(), hashes.end())) {
        return fail(Code::malformed, "ballots that are not sorted by hash");
    }
    if (request.envelope && !verify(request.envelope->enrolled_key, envelope_part(city, hashes),
                                    request.envelope->signature)) {
        return fail(Code::bad_signature, "an envelope that is not for these ballots");
    }
    for (std::size_t i = 0; i < ballots.size(); ++i) {
        auto ballot = decode_ballot(ballots[i], city);
        if (ballot) {
            request.ballots.push_back(std::move(*ballot));
        } else {
            request.refused.push_back({hashes[i], ballot.error().code});
        }
    }
    return request;
}

}  // namespace qp::ops
