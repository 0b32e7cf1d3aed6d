// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/relay.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/base/cbor.h"
#include "core/ops/ballot_request.h"
#include "core/ops/padding.h"
#include "core/ops/push.h"
#include "core/ops/signed_document.h"

namespace qp::ops {

namespace {

constexpr std::string_view kCertificateName = "qp1/relay";
constexpr std::size_t kCodeBytesMax = 40;
constexpr std::uint64_t kTimeMax = std::uint64_t{1} << 53;

std::string_view name_of(RelayLane lane) {
    return lane == RelayLane::operations ? "qp1/relay-receipt" : "qp1/relay-ballot-receipt";
}

std::size_t answers_max(RelayLane lane) {
    return lane == RelayLane::operations ? kPushOpsMax : kRequestBallotsMax;
}

std::size_t items_of(RelayLane lane) {
    return lane == RelayLane::operations ? 5 : 6;
}

void read_head(cbor::Reader& in, std::string_view name, const CityId& city) {
    in.literal(name);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    if (in.is_ok() && stated != city) in.fail(Code::wrong_city, "a relay of another city");
}

RelayAnswer read_answer(cbor::Reader& in) {
    RelayAnswer answer;
    const std::size_t items = in.array(3);
    answer.hash = in.fixed<32>();
    answer.kind = static_cast<RelayAnswer::Kind>(in.uint(2));
    if (!in.is_ok()) return answer;
    if (items != (answer.kind == RelayAnswer::Kind::held ? 2u : 3u)) {
        in.fail(Code::malformed, "an answer of another length");
    } else if (answer.kind == RelayAnswer::Kind::answered) {
        const BytesView receipt = in.bytes(kSingleReceiptBytesMax);
        answer.receipt.assign(receipt.begin(), receipt.end());
    } else if (answer.kind == RelayAnswer::Kind::refused) {
        answer.code = std::string{in.text(kCodeBytesMax)};
    }
    return answer;
}

void write_answer(cbor::Writer& out, const RelayAnswer& answer) {
    const bool is_held = answer.kind == RelayAnswer::Kind::held;
    out.array(is_held ? 2 : 3).bytes(answer.hash).uint(static_cast<std::uint8_t>(answer.kind));
    if (answer.kind == RelayAnswer::Kind::answered) out.bytes(answer.receipt);
    if (answer.kind == RelayAnswer::Kind::refused) out.text(answer.code);
}

tl::unexpected<Error> no_receipt(const Error& why) {
    return fail(Code::not_a_receipt, std::string{name(why.code)} + ": " + why.detail);
}

}  // namespace

Bytes sign_relay_certificate(const City& city, const CitySecret& key, const PublicKey& relay,
                             const std::string& name, Instant not_before, Instant not_after) {
    assert(name.size() <= kRelayNameBytesMax && ms(not_before) >= 0 && ms(not_after) >= 0);
    cbor::Writer out;
    out.array(8).text(kCertificateName).uint(kSuite).id(city.id).bytes(key.id()).bytes(relay);
    out.text(name).uint(static_cast<std::uint64_t>(ms(not_before)));
    out.uint(static_cast<std::uint64_t>(ms(not_after)));
    return sign_document(key.sign_key, kCertificateName, out.take());
}

Result<RelayCertificate> read_relay_certificate(BytesView bytes, const CityId& city) {
    if (bytes.size() > kRelayCertificateBytesMax)
        return fail(Code::malformed, "a certificate too long");
    const auto document = read_document(bytes);
    if (!document) return fail(document.error());
    RelayCertificate certificate;
    cbor::Reader in{document->body};
    in.array_of(8);
    read_head(in, kCertificateName, city);
    certificate.key_id = in.fixed<8>();
    certificate.relay = in.fixed<32>();
    certificate.name = std::string{in.text(kRelayNameBytesMax)};
    certificate.not_before = instant(static_cast<std::int64_t>(in.uint(kTimeMax)));
    certificate.not_after = instant(static_cast<std::int64_t>(in.uint(kTimeMax)));
    if (auto status = in.finish(); !status) return fail(status.error());
    certificate.bytes.assign(bytes.begin(), bytes.end());
    return certificate;
}

Status verify_relay_certificate(const RelayCertificate& certificate, const CityKeys& city) {
    const CityKey* key = city.find(certificate.key_id);
    if (key == nullptr)
        return fail(Code::bad_signature,
                    "a certificate by the unlisted key " + to_hex(certificate.key_id));
    const auto document = read_document(certificate.bytes);
    if (!document || !is_signed_by(*document, kCertificateName, key->sign_key))
        return fail(Code::bad_signature, "a certificate that the city did not sign");
    return {};
}

const RelayAnswer* RelayReceipt::find(const Hash& hash) const {
    const auto found = std::lower_bound(
        answers.begin(), answers.end(), hash,
        [](const RelayAnswer& answer, const Hash& wanted) { return answer.hash < wanted; });
    return found != answers.end() && found->hash == hash ? &*found : nullptr;
}

Bytes sign_relay_receipt(const City& city, const KeyPair& relay, BytesView certificate,
                         RelayLane lane, std::vector<RelayAnswer> answers) {
    std::sort(answers.begin(), answers.end(),
              [](const RelayAnswer& a, const RelayAnswer& b) { return a.hash < b.hash; });
    cbor::Writer out;
    out.array(items_of(lane)).text(name_of(lane)).uint(kSuite).id(city.id).bytes(certificate);
    out.array(answers.size());
    for (const RelayAnswer& answer : answers) write_answer(out, answer);
    if (lane == RelayLane::ballots) pad(out);
    return sign_document(relay, name_of(lane), out.take());
}

Result<RelayReceipt> read_relay_receipt(BytesView answer, RelayLane lane, const CityId& city) {
    const auto document = read_document(answer);
    if (!document) return no_receipt(document.error());
    cbor::Reader in{document->body};
    in.array_of(items_of(lane));
    read_head(in, name_of(lane), city);
    const BytesView certificate = in.bytes(kRelayCertificateBytesMax);
    RelayReceipt receipt;
    const std::size_t count = in.array(answers_max(lane));
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        receipt.answers.push_back(read_answer(in));
        if (i > 0 && !(receipt.answers[i - 1].hash < receipt.answers[i].hash))
            in.fail(Code::malformed, "answers out of order");
    }
    if (lane == RelayLane::ballots) read_padding(in);
    if (auto status = in.finish(); !status) return no_receipt(status.error());
    auto read = read_relay_certificate(certificate, city);
    if (!read) return no_receipt(read.error());
    receipt.certificate = std::move(*read);
    return receipt;
}

Status verify_relay_receipt(BytesView answer, RelayLane lane, const RelayReceipt& receipt,
                            const CityKeys& city, Instant now) {
    const auto document = read_document(answer);
    if (!document || !is_signed_by(*document, name_of(lane), receipt.certificate.relay))
        return fail(Code::not_a_receipt, "the relay's signature does not fit");
    if (auto vouched = verify_relay_certificate(receipt.certificate, city); !vouched)
        return no_receipt(vouched.error());
    if (!receipt.certificate.is_valid_at(now))
        return fail(Code::not_a_receipt, "the relay's certificate is not valid now");
    return {};
}

}  // namespace qp::ops
