// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/padding.h"

#include <algorithm>

namespace qp::ops {

namespace {
std::size_t head_size(std::size_t length) {
    return length < 24 ? 1 : length <= 0xff ? 2 : 3;
}
}  // namespace

void pad(cbor::Writer& out) {
    // A few lengths cannot be met, since the string's own head grows with it: then a unit more.
    for (std::size_t length = 0;; ++length) {
        if ((out.size() + head_size(length) + length) % kPaddingUnit != 0) continue;
        out.bytes(Bytes(length));
        return;
    }
}

void read_padding(cbor::Reader& in) {
    const BytesView padding = in.bytes(2 * kPaddingUnit);
    if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t b) { return b != 0; })) {
        in.fail(Code::malformed, "padding that is not zeros");
    }
}

}  // namespace qp::ops
