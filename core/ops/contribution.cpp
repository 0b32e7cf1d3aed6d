// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/contribution.h"

#include "core/ops/sealing.h"

namespace qp::ops {

namespace {

Result<Contribution> sign_next(const CityKeys& city, const KeyPair& author, const ChainState& chain,
                               const Payload& payload, const Id& event, Hlc hlc, Instant now,
                               Random& random) {
    const PayloadKind kind = kind_of(payload.type);
    Bytes sent = payload.plain;
    if (kind == PayloadKind::sealed) {
        const OpKey key{author.public_key(), chain.epoch, chain.seq + 1};
        auto sealed =
            seal_payload(city, {key, payload.type, payload.version}, payload.plain, now, random);
        if (!sealed) return fail(sealed.error());
        sent = std::move(*sealed);
    }
    if (sent.size() > kPayloadBytesMax) {
        return fail(Code::bad_argument, "a payload beyond 64 KiB");
    }
    const Operation operation =
        make_operation(payload.type, payload.version, event, hlc, kind, std::move(sent), random);
    Contribution result{author, chain, {}, {}};
    result.batch = sign_batch(city.city, author, result.chain, {&operation, 1});
    const OpKey key{author.public_key(), result.chain.epoch, result.chain.seq};
    result.hash = header_hash(header_of(city.city.id, key, operation));
    return result;
}

}  // namespace

Result<Contribution> contribute_again(const CityKeys& city, const KeyPair& author,
                                      const ChainState& chain, const Payload& payload,
                                      const Id& event, Instant now, Random& random) {
    return sign_next(city, author, chain, payload, event, hlc_to_the_hour(now), now, random);
}

Result<Contribution> report_as_device(const CityKeys& city, const KeyPair& device,
                                      const ChainState& chain, const Payload& payload, Instant now,
                                      Random& random) {
    return sign_next(city, device, chain, payload, Id{}, hlc_at(now), now, random);
}

Result<Contribution> contribute(const CityKeys& city, const Payload& payload, const Id& event,
                                Instant now, Random& random) {
    const KeyPair author = KeyPair::generate(random);
    const ChainState chain = new_chain(city.city, author.public_key(), random);
    return contribute_again(city, author, chain, payload, event, now, random);
}

}  // namespace qp::ops
