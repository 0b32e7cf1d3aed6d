// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/push.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(push_body) {
    const ops::City& city = fuzzed_city().city;
    const auto push = ops::decode_push(input, city);
    if (!push) return;
    std::vector<BytesView> batches;
    std::size_t bytes = ops::kPushOverheadBytes;
    for (const ops::Push::Item& item : push->items) {
        hold(item.hash == ops::sha256(item.bytes), "a batch is named by its hash");
        hold(item.batch.has_value() == ops::decode_batch(item.bytes, city).has_value(),
             "a batch counts for itself, whatever lies beside it");
        batches.push_back(item.bytes);
        bytes += ops::push_bytes_of(item.bytes.size());
    }
    hold(same(ops::encode_push(city.id, batches), input), "a push body has one encoding");
    hold(bytes >= input.size(), "a body is no larger than was reckoned");
}
