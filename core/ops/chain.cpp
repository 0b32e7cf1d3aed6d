// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/chain.h"

#include <cassert>

#include "core/ops/signed_bytes.h"

namespace qp::ops {

Header header_of(const CityId& city, const OpKey& key, const Operation& operation) {
    SignedBytes out;
    out.u8(kSuite).id(city).raw(key.author).raw(key.epoch).u32(key.seq);
    out.u16(static_cast<std::uint16_t>(operation.type)).u8(operation.version);
    out.id(operation.event).u64(operation.hlc.value).u8(static_cast<std::uint8_t>(operation.kind));
    out.raw(operation.commitment);
    const auto header = to_array<kHeaderBytes>(out.view());
    assert(header);
    return *header;
}

Hash header_hash(const Header& header) {
    return Sha256{}.add_prefix("qp1/header").add(header).finish();
}

Hash genesis_head(const City& city, const PublicKey& author, const Epoch& epoch) {
    return Sha256{}
        .add_prefix("qp1/genesis")
        .add_u8(kSuite)
        .add(city.id.view())
        .add(city.genesis)
        .add(author)
        .add(epoch)
        .finish();
}

Hash next_head(const Hash& head, const Header& header) {
    return Sha256{}.add_prefix("qp1/op").add(head).add(header).finish();
}

ChainState new_chain(const City& city, const PublicKey& author, Random& random) {
    ChainState state;
    random.fill(state.epoch);
    state.head = genesis_head(city, author, state.epoch);
    return state;
}

}  // namespace qp::ops
