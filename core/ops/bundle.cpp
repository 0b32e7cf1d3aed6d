// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/bundle.h"

#include <algorithm>

#include "core/base/cbor.h"
#include "core/ops/pull.h"
#include "core/ops/signed_bytes.h"
#include "core/ops/signed_document.h"

namespace qp::ops {

namespace {

constexpr std::string_view kName = "qp1/bundle";
constexpr std::size_t kKiosksNameBytes = 4;
constexpr std::size_t kScopesBytesMax = 1024;
constexpr std::size_t kHashBytes = 32;

// Else a box could be moved into another bundle and counted as that kiosk's.
Hash context_hash(const CityId& city, const BundleLabel& label) {
    return sha256(SignedBytes{}
                      .prefix("qp1/bundle-seal")
                      .u8(kSuite)
                      .id(city)
                      .raw(label.kiosk)
                      .id(label.id)
                      .view());
}

Result<Bytes> seal_part(const BoxPublicKey& to, const Hash& context, const BundlePart& part,
                        Random& random) {
    Bytes plain{context.begin(), context.end()};
    plain.push_back(static_cast<std::uint8_t>(part.kind));
    plain.insert(plain.end(), part.body.begin(), part.body.end());
    return seal(to, plain, random);
}

struct Outside {
    BundleLabel label;
    KeyId key_id{};
    std::vector<BytesView> boxes;  // within the file
};

Result<Outside> read_outside(const SignedDocument& document, const CityId& city) {
    cbor::Reader in{document.body};
    Outside outside;
    in.array_of(9);
    in.literal(kName);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    outside.label.kiosk = in.fixed<32>();
    outside.label.id = in.id<BundleId>();
    outside.label.number = in.uint();
    outside.label.answer_key = in.fixed<32>();
    const std::string_view scopes = in.text(kScopesBytesMax);
    in.array_of(2);
    outside.key_id = in.fixed<8>();
    outside.boxes.resize(in.array(kBundlePartsMax));
    for (BytesView& box : outside.boxes) box = in.bytes();
    if (auto status = in.finish(); !status) return fail(status.error());
    // Before anything is believed: a single changed bit is damage, whatever it makes of the rest.
    if (!is_signed_by(document, kName, outside.label.kiosk))
        return fail(Code::bad_signature, "not signed by the kiosk it names, or changed on the way");
    if (stated != city) return fail(Code::wrong_city, "a bundle for city " + stated.hex());
    auto parsed = parse_scopes(scopes);
    if (!parsed) return fail(Code::malformed, "scopes: " + parsed.error().detail);
    outside.label.scopes = std::move(*parsed);
    return outside;
}

Status open_part(const BoxKeyPair& key, const Hash& context, BytesView box, Bundle& bundle) {
    const auto plain = open(key, box);
    if (!plain) return fail(plain.error());
    const bool is_bound =
        plain->size() > kHashBytes && std::equal(context.begin(), context.end(), plain->begin());
    if (!is_bound) return fail(Code::bad_signature, "a part that was sealed for another bundle");
    const auto kind = static_cast<BundlePart::Kind>((*plain)[kHashBytes]);
    if (kind != BundlePart::Kind::push && kind != BundlePart::Kind::ballots) {
        ++bundle.unknown_parts;
        return {};
    }
    bundle.parts.push_back({kind, Bytes{plain->begin() + kHashBytes + 1, plain->end()}});
    return {};
}

}  // namespace

BoxKeyPair answer_box(const KeyPair& kiosk, const CityId& city) {
    const Bytes info = SignedBytes{}.prefix("qp1/answer-box").take();
    return BoxKeyPair::from_secret(hkdf_sha256(kiosk.seed(), city.view(), info));
}

std::size_t bundle_bytes_of(std::size_t body_bytes) {
    return body_bytes + kHashBytes + 1 + kSealBytes + 5;  // five: the longest head of a byte string
}

Result<Bytes> seal_bundle(const CityKeys& city, const KeyPair& kiosk, BundleLabel label,
                          std::span<const BundlePart> parts, Instant now, Random& random) {
    label.kiosk = kiosk.public_key();
    label.answer_key = answer_box(kiosk, city.city.id).public_key;
    const CityKey& key = city.sealing_key(now);
    const Hash context = context_hash(city.city.id, label);
    cbor::Writer out;
    out.array(9).text(kName).uint(kSuite).id(city.city.id).bytes(label.kiosk).id(label.id);
    out.uint(label.number).bytes(label.answer_key).text(join_scopes(label.scopes));
    out.array(2).bytes(key.id).array(parts.size());
    for (const BundlePart& part : parts) {
        const auto box = seal_part(key.box_key, context, part, random);
        if (!box) return fail(box.error());
        out.bytes(*box);
    }
    Bytes file = sign_document(kiosk, kName, out.take());
    if (file.size() > kBundleBytesMax || parts.size() > kBundlePartsMax)
        return fail(Code::too_large, "a bundle beyond 32 MiB or 4096 parts");
    return file;
}

Result<Bundle> open_bundle(BytesView file, const City& city, std::span<const CitySecret> secrets,
                           std::span<const PublicKey> enrolled) {
    if (file.size() > kBundleBytesMax) return fail(Code::too_large, "a bundle beyond 32 MiB");
    const auto document = read_document(file);
    if (!document) return fail(document.error());
    auto outside = read_outside(*document, city.id);
    if (!outside) return fail(outside.error());
    if (std::find(enrolled.begin(), enrolled.end(), outside->label.kiosk) == enrolled.end())
        return fail(Code::refused,
                    "of a kiosk that is not enrolled: " + to_hex(outside->label.kiosk));
    const auto secret = std::find_if(secrets.begin(), secrets.end(), [&](const CitySecret& one) {
        return one.id() == outside->key_id;
    });
    if (secret == secrets.end())
        return fail(Code::not_found, "sealed to the unknown key " + to_hex(outside->key_id));
    Bundle bundle;
    bundle.label = std::move(outside->label);
    const Hash context = context_hash(city.id, bundle.label);
    for (const BytesView box : outside->boxes)
        if (auto opened = open_part(secret->box_key, context, box, bundle); !opened)
            return fail(opened.error());
    return bundle;
}

std::string bundle_file_name(const PublicKey& kiosk, std::uint64_t number) {
    return "quartierpuls-" + to_hex(BytesView{kiosk.data(), kKiosksNameBytes}) + "-" +
           std::to_string(number) + ".qpb";
}

}  // namespace qp::ops
