// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/push.h"

#include <cassert>

namespace qp::ops {

std::size_t push_bytes_of(std::size_t batch_bytes) {
    // The head of its byte string.
    return batch_bytes + (batch_bytes < 24        ? 1
                          : batch_bytes <= 0xff   ? 2
                          : batch_bytes <= 0xffff ? 3
                                                  : 5);
}

Bytes encode_push(const CityId& city, std::span<const BytesView> batches) {
    assert(batches.size() <= kPushOpsMax);
    cbor::Writer out;
    out.array(3).uint(kSuite).id(city).array(batches.size());
    for (const BytesView batch : batches) out.bytes(batch);
    assert(out.size() <= kPushBytesMax);
    return out.take();
}

Result<Push> decode_push(BytesView body, const City& city) {
    if (body.size() > kPushBytesMax) return fail(Code::too_large, "a body beyond 256 KiB");
    cbor::Reader in{body};
    in.array_of(3);
    if (in.uint() != kSuite) in.fail(Code::malformed, "an unknown suite");
    const auto stated = in.id<CityId>();
    if (in.is_ok() && stated != city.id) in.fail(Code::wrong_city, "operations for another city");
    std::vector<BytesView> batches(in.array(kPushOpsMax));
    for (BytesView& batch : batches) batch = in.bytes();
    if (auto status = in.finish(); !status) return fail(status.error());

    Push push;
    std::size_t operations = 0;
    for (const BytesView bytes : batches) {
        push.items.push_back({bytes, sha256(bytes), decode_batch(bytes, city)});
        const auto& batch = push.items.back().batch;
        operations += batch ? batch->operations.size() : 1;
        if (operations > kPushOpsMax) return fail(Code::too_large, "more than 256 operations");
    }
    return push;
}

}  // namespace qp::ops
