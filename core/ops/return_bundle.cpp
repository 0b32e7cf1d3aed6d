// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/return_bundle.h"

#include <algorithm>

#include "core/base/cbor.h"
#include "core/ops/pull.h"
#include "core/ops/signed_bytes.h"
#include "core/ops/signed_document.h"

namespace qp::ops {

namespace {

constexpr std::string_view kName = "qp1/return";
constexpr std::size_t kKiosksNameBytes = 4;
constexpr std::size_t kScopesBytesMax = 1024;
constexpr std::size_t kReceiptsMax = kBundlePartsMax;

Hash context_hash(const CityId& city, const PublicKey& kiosk) {
    return sha256(SignedBytes{}.prefix("qp1/answer-seal").u8(kSuite).id(city).raw(kiosk).view());
}

}  // namespace

Result<Bytes> seal_answer(const CityId& city, const BundleLabel& label,
                          std::span<const CarriedReceipt> receipts, Random& random) {
    cbor::Writer out;
    out.array(receipts.size());
    for (const CarriedReceipt& receipt : receipts)
        out.array(2).uint(static_cast<std::uint8_t>(receipt.kind)).bytes(receipt.document);
    const Hash context = context_hash(city, label.kiosk);
    Bytes plain{context.begin(), context.end()};
    const Bytes list = out.take();
    plain.insert(plain.end(), list.begin(), list.end());
    return seal(label.answer_key, plain, random);
}

Result<std::vector<CarriedReceipt>> open_answer(const CityId& city, const KeyPair& kiosk,
                                                BytesView sealed) {
    const auto plain = open(answer_box(kiosk, city), sealed);
    if (!plain) return fail(plain.error());
    const Hash context = context_hash(city, kiosk.public_key());
    if (plain->size() < context.size() ||
        !std::equal(context.begin(), context.end(), plain->begin()))
        return fail(Code::bad_signature, "an answer that was sealed for another kiosk");
    cbor::Reader in{BytesView{*plain}.subspan(context.size())};
    std::vector<CarriedReceipt> receipts;
    for (std::size_t left = in.array(kReceiptsMax); left > 0; --left) {
        in.array_of(2);
        const auto kind = static_cast<BundlePart::Kind>(in.uint(UINT8_MAX));
        const BytesView document = in.bytes();
        if (kind == BundlePart::Kind::push || kind == BundlePart::Kind::ballots)
            receipts.push_back({kind, Bytes{document.begin(), document.end()}});
    }
    if (auto status = in.finish(); !status) return fail(status.error());
    return receipts;
}

Result<Bytes> sign_return(const CitySecret& key, const ReturnBundle& bundle) {
    cbor::Writer out;
    out.array(12).text(kName).uint(kSuite).id(bundle.keys.city.id).bytes(key.id());
    out.bytes(bundle.kiosk).id(bundle.server_epoch).uint(bundle.version).bytes(bundle.keys.bytes);
    out.text(join_scopes(bundle.scopes)).uint(bundle.snapshot_bytes).bytes(bundle.snapshot_hash);
    out.array(bundle.answers.size());
    for (const Bytes& answer : bundle.answers) out.bytes(answer);
    Bytes document = sign_document(key.sign_key, kName, out.take());
    if (document.size() > kReturnDocumentBytesMax || bundle.answers.size() > kReturnAnswersMax)
        return fail(Code::too_large, "a return beyond 32 MiB or 256 answers");
    return document;
}

Result<ReturnBundle> decode_return(BytesView bytes, const CityId& city, const CityKeys* held) {
    if (bytes.size() > kReturnDocumentBytesMax)
        return fail(Code::too_large, "a return beyond 32 MiB");
    const auto document = read_document(bytes);
    if (!document) return fail(document.error());
    cbor::Reader in{document->body};
    ReturnBundle bundle;
    in.array_of(12);
    in.literal(kName);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    const KeyId key_id = in.fixed<8>();
    bundle.kiosk = in.fixed<32>();
    bundle.server_epoch = in.id<ServerEpoch>();
    bundle.version = in.uint();
    const BytesView list = in.bytes(kCityKeysBytesMax);
    const std::string_view scopes = in.text(kScopesBytesMax);
    bundle.snapshot_bytes = in.uint();
    bundle.snapshot_hash = in.fixed<32>();
    bundle.answers.resize(in.array(kReturnAnswersMax));
    for (Bytes& answer : bundle.answers) {
        const BytesView box = in.bytes();
        answer.assign(box.begin(), box.end());
    }
    if (auto status = in.finish(); !status) return fail(status.error());
    if (stated != city) return fail(Code::wrong_city, "a return of city " + stated.hex());
    auto keys = decode_city_keys(list, city);
    if (!keys) return fail(keys.error());
    const bool is_held_newer = held != nullptr && held->version > keys->version;
    const CityKey* key = (is_held_newer ? held : &*keys)->find(key_id);
    if (key == nullptr)
        return fail(Code::bad_signature, "signed by a key that is not listed: " + to_hex(key_id));
    if (!is_signed_by(*document, kName, key->sign_key))
        return fail(Code::bad_signature, "not signed by the city, or changed on the way");
    auto parsed = parse_scopes(scopes);
    if (!parsed) return fail(Code::malformed, "scopes: " + parsed.error().detail);
    bundle.keys = std::move(*keys);
    bundle.scopes = std::move(*parsed);
    return bundle;
}

Result<std::size_t> return_document_bytes(BytesView first_bytes) {
    if (first_bytes.size() < kReturnLengthBytes)
        return fail(Code::malformed, "shorter than the length that it begins with");
    std::size_t length = 0;
    for (std::size_t i = 0; i < kReturnLengthBytes; ++i) length = length << 8 | first_bytes[i];
    if (length == 0 || length > kReturnDocumentBytesMax)
        return fail(Code::malformed, "does not begin with the length of a document");
    return length;
}

Bytes encode_return_length(std::size_t document_bytes) {
    return SignedBytes{}.u32(static_cast<std::uint32_t>(document_bytes)).take();
}

std::string return_file_name(const PublicKey& kiosk) {
    return "quartierpuls-" + to_hex(BytesView{kiosk.data(), kKiosksNameBytes}) + ".qpr";
}

}  // namespace qp::ops
