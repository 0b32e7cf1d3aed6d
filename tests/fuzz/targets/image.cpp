// SPDX-License-Identifier: EUPL-1.2
// A photo before it leaves a device: whatever it is, what comes out is clean and no longer.
#include "core/ops/image.h"

#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(image) {
    const auto clean = ops::without_metadata(input);
    if (!clean) return;
    hold(clean->size() <= input.size(), "nothing is added");
    hold(ops::image_type(*clean) == ops::image_type(input), "it stays what it was");
    const auto again = ops::without_metadata(*clean);
    hold(again && same(*again, *clean), "what is clean stays as it is");
}
