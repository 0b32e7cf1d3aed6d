// SPDX-License-Identifier: EUPL-1.2
// A batch: its signature is the author's, whom nobody can be but the author; what lies behind the
// signature's check is reached by decode_own_batch, which shares all the rest.
#include "core/ops/batch.h"

#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

Bytes encoded(const ops::Batch& batch) {
    cbor::Writer out;
    out.array(6).bytes(batch.author).bytes(batch.epoch).uint(batch.first_seq);
    batch.prev_head ? out.bytes(*batch.prev_head) : out.null();
    out.array(batch.operations.size());
    for (const ops::Operation& operation : batch.operations) encode(out, operation);
    return out.bytes(batch.signature).take();
}

// The same operations by an author of ours, continued where the batch begins.
Bytes signed_anew(const ops::Batch& batch, const ops::KeyPair& author) {
    ops::ChainState chain{batch.epoch, batch.first_seq - 1, batch.prev_head.value_or(ops::Hash{})};
    if (!batch.prev_head)
        chain.head = genesis_head(fuzzed_city().city, author.public_key(), batch.epoch);
    return sign_batch(fuzzed_city().city, author, chain, batch.operations);
}

}  // namespace

QP_FUZZ_TARGET(batch) {
    const ops::City& city = fuzzed_city().city;
    const auto checked = ops::decode_batch(input, city);
    const auto batch = ops::decode_own_batch(input, city);
    if (!batch) {
        hold(!checked, "a signature makes no batch of what is none");
        return;
    }
    hold(same(encoded(*batch), input), "a batch has one encoding");
    hold(batch->operations.size() == batch->heads.size() &&
             batch->operations.size() == batch->header_hashes.size(),
         "each operation has its place in the chain");

    static const auto author = ops::KeyPair::from_seed(counted<32>(0xa0));
    const Bytes ours = signed_anew(*batch, author);
    if (ours.size() > ops::kBatchBytesMax) return;
    const auto read = ops::decode_batch(ours, city);
    hold(read && read->operations == batch->operations, "what was signed is read as it was");
    Bytes changed = ours;
    changed.back() ^= 1;
    hold(!ops::decode_batch(changed, city), "a changed signature is refused");
}
