// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/sealing.h"

#include <algorithm>

#include "core/ops/signed_bytes.h"

namespace qp::ops {

namespace {

constexpr std::size_t kKeyIdBytes = 8;

Hash context_hash(const CityId& city, const SealContext& context) {
    SignedBytes out;
    out.prefix("qp1/seal").u8(kSuite).id(city).raw(context.key.author).raw(context.key.epoch);
    out.u32(context.key.seq).u16(static_cast<std::uint16_t>(context.type)).u8(context.version);
    return sha256(out.view());
}

}  // namespace

Result<Bytes> seal_payload(const CityKeys& city, const SealContext& context, BytesView payload,
                           Instant now, Random& random) {
    const CityKey& key = city.sealing_key(now);
    const Hash bound_to = context_hash(city.city.id, context);
    Bytes plain{bound_to.begin(), bound_to.end()};
    plain.insert(plain.end(), payload.begin(), payload.end());
    auto box = seal(key.box_key, plain, random);
    if (!box) return box;
    Bytes sealed{key.id.begin(), key.id.end()};
    sealed.insert(sealed.end(), box->begin(), box->end());
    return sealed;
}

Result<Bytes> open_payload(const City& city, std::span<const CitySecret> secrets,
                           const SealContext& context, BytesView sealed) {
    if (sealed.size() < kKeyIdBytes + kSealBytes) {
        return fail(Code::bad_signature, "too short for a sealed payload");
    }
    const auto key_id = *to_array<kKeyIdBytes>(sealed.first(kKeyIdBytes));
    const auto secret = std::find_if(secrets.begin(), secrets.end(),
                                     [&](const CitySecret& one) { return one.id() == key_id; });
    if (secret == secrets.end()) {
        return fail(Code::not_found, "sealed to the unknown key " + to_hex(key_id));
    }
    auto plain = open(secret->box_key, sealed.subspan(kKeyIdBytes));
    if (!plain) return plain;
    const Hash bound_to = context_hash(city.id, context);
    if (plain->size() < bound_to.size() ||
        !std::equal(bound_to.begin(), bound_to.end(), plain->begin())) {
        return fail(Code::bad_signature, "sealed for another author or place in the chain");
    }
    plain->erase(plain->begin(), plain->begin() + static_cast<std::ptrdiff_t>(bound_to.size()));
    return plain;
}

}  // namespace qp::ops
