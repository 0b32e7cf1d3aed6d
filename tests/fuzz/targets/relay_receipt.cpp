// SPDX-License-Identifier: EUPL-1.2
// A relay's receipts of both lanes, by the first byte: raw, then signed by a relay that the city
// vouches for.
#include "core/base/cbor.h"
#include "core/ops/relay.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;
using ops::RelayLane;

namespace {

constexpr Instant kNow{Milliseconds{1795444325000}};

const ops::KeyPair& relay() {
    static const auto key = ops::KeyPair::from_seed(counted<32>(0x66));
    return key;
}

const Bytes& certificate() {
    static const Bytes bytes = ops::sign_relay_certificate(
        fuzzed_city().city, fuzzed_city().secrets[0], relay().public_key(), "Stand am Kesselbrink",
        kNow, kNow + std::chrono::hours{24});
    return bytes;
}

void take(BytesView receipt_bytes, RelayLane lane) {
    const FuzzedCity& city = fuzzed_city();
    const auto receipt = ops::read_relay_receipt(receipt_bytes, lane, city.city.id);
    if (!receipt) {
        hold(receipt.error().code == Code::not_a_receipt, "all else is no receipt");
        return;
    }
    for (const ops::RelayAnswer& answer : receipt->answers)
        hold(receipt->find(answer.hash) != nullptr, "each answer is found by its hash");
    if (!ops::verify_relay_receipt(receipt_bytes, lane, *receipt, city.keys, kNow)) return;
    const Bytes again = ops::sign_relay_receipt(city.city, relay(), receipt->certificate.bytes,
                                                lane, receipt->answers);
    hold(same(again, receipt_bytes), "a relay's receipt has one encoding");
    hold(!ops::verify_relay_receipt(receipt_bytes, lane, *receipt, city.keys,
                                    receipt->certificate.not_after),
         "a certificate has an end");
}

// The body of a receipt of ours with another list of answers: what the input has from its fifth
// item on.
Bytes with_certificate(BytesView body, std::size_t items) {
    cbor::Reader in{body};
    in.array_of(items);
    for (int i = 0; i < 4; ++i) in.skip();
    const std::size_t rest = in.position();
    if (!in.is_ok()) return {body.begin(), body.end()};
    cbor::Reader head{body};
    head.array_of(items);
    for (int i = 0; i < 3; ++i) head.skip();
    const BytesView before = head.since(0);
    Bytes whole{before.begin(), before.end()};
    const Bytes item = cbor::Writer{}.bytes(BytesView{certificate()}).take();
    whole.insert(whole.end(), item.begin(), item.end());
    whole.insert(whole.end(), body.begin() + static_cast<std::ptrdiff_t>(rest), body.end());
    return whole;
}

}  // namespace

QP_FUZZ_TARGET(relay_receipt) {
    Pieces pieces{input};
    const RelayLane lane = pieces.u8() % 2 == 0 ? RelayLane::operations : RelayLane::ballots;
    const BytesView bytes = pieces.rest();
    const bool is_padded = lane == RelayLane::ballots;
    take(bytes, lane);
    const Bytes body = with_certificate(body_of(bytes), is_padded ? 6 : 5);
    take(ops::sign_document(relay(), is_padded ? "qp1/relay-ballot-receipt" : "qp1/relay-receipt",
                            body),
         lane);
    if (const auto read = ops::read_relay_certificate(bytes, fuzzed_city().city.id))
        hold(same(read->bytes, bytes), "a certificate is kept as it came");
}
