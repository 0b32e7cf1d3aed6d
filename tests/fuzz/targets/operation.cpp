// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/operation.h"

#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(operation) {
    const auto operation = ops::decode_operation(input);
    if (!operation) return;
    hold(same(encode(*operation), input), "an operation has one encoding");
    const auto erased = ops::erased(*operation);
    const auto again = ops::decode_operation(encode(erased));
    hold(again && *again == erased, "an erased operation is still one");
    hold(erased.commitment == operation->commitment, "erasing keeps the commitment");
}
