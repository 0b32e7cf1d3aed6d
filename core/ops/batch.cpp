// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/batch.h"

#include <cassert>

#include "core/ops/signed_bytes.h"

namespace qp::ops {

namespace {

Bytes signed_part(const City& city, const PublicKey& author, const Epoch& epoch,
                  std::uint32_t first_seq, std::size_t count, const Hash& head) {
    SignedBytes out;
    out.prefix("qp1/batch").u8(kSuite).id(city.id).raw(author).raw(epoch).u32(first_seq);
    out.u16(static_cast<std::uint16_t>(count)).raw(head);
    return out.take();
}

Batch read_batch(cbor::Reader& in) {
    Batch batch;
    in.array_of(6);
    batch.author = in.fixed<32>();
    batch.epoch = in.fixed<8>();
    batch.first_seq = static_cast<std::uint32_t>(in.uint(UINT32_MAX));
    if (in.next_is_null()) {
        in.null();
    } else {
        batch.prev_head = in.fixed<32>();
    }
    const std::size_t count = in.array(kBatchOpsMax);
    batch.operations.reserve(count);
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        batch.operations.push_back(read_operation(in));
    }
    batch.signature = in.fixed<64>();
    if (!in.is_ok()) return batch;
    if (batch.operations.empty()) in.fail(Code::malformed, "a batch without operations");
    if (batch.first_seq == 0) in.fail(Code::malformed, "operations count from 1");
    if (count - 1 > UINT32_MAX - batch.first_seq) in.fail(Code::malformed, "seq runs over");
    if (batch.prev_head.has_value() == (batch.first_seq == 1)) {
        in.fail(Code::malformed, "the head before belongs to every batch but a chain's first");
    }
    return batch;
}

void link(Batch& batch, const City& city) {
    Hash head = batch.prev_head ? *batch.prev_head : genesis_head(city, batch.author, batch.epoch);
    batch.header_hashes.reserve(batch.operations.size());
    batch.heads.reserve(batch.operations.size());
    for (std::size_t i = 0; i < batch.operations.size(); ++i) {
        const Header header = header_of(city.id, batch.key(i), batch.operations[i]);
        head = next_head(head, header);
        batch.header_hashes.push_back(header_hash(header));
        batch.heads.push_back(head);
    }
}

}  // namespace

Bytes sign_batch(const City& city, const KeyPair& author, ChainState& state,
                 std::span<const Operation> operations) {
    assert(!operations.empty() && operations.size() <= kBatchOpsMax);
    assert(operations.size() <= UINT32_MAX - state.seq);
    const std::uint32_t first_seq = state.seq + 1;
    cbor::Writer out;
    out.array(6).bytes(author.public_key()).bytes(state.epoch).uint(first_seq);
    first_seq == 1 ? out.null() : out.bytes(state.head);
    out.array(operations.size());
    for (const Operation& operation : operations) {
        encode(out, operation);
        ++state.seq;
        const OpKey key{author.public_key(), state.epoch, state.seq};
        state.head = next_head(state.head, header_of(city.id, key, operation));
    }
    out.bytes(author.sign(signed_part(city, author.public_key(), state.epoch, first_seq,
                                      operations.size(), state.head)));
    return out.take();
}

Result<Batch> decode_own_batch(BytesView bytes, const City& city) {
    if (bytes.size() > kBatchBytesMax) return fail(Code::too_large, "a batch beyond 256 KiB");
    cbor::Reader in{bytes};
    Batch batch = read_batch(in);
    if (auto status = in.finish(); !status) return fail(status.error());
    link(batch, city);
    return batch;
}

Result<Batch> decode_batch(BytesView bytes, const City& city) {
    auto batch = decode_own_batch(bytes, city);
    if (!batch) return batch;
    const Bytes message = signed_part(city, batch->author, batch->epoch, batch->first_seq,
                                      batch->operations.size(), batch->head());
    if (!verify(batch->author, message, batch->signature)) {
        return fail(Code::bad_signature, "a batch that its author did not sign for this city");
    }
    return batch;
}

}  // namespace qp::ops
