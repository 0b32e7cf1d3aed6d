// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/padding.h"

#include <algorithm>

namespace qp::ops {

namespace {
std::size_t head_size(std::size_t length) {
    return length < 24 ? 1 : length <= 0xff ? 2 : 3;
}

// The shortest that brings so many bytes to a multiple of the unit. A few lengths cannot be met,
// since the string's own head grows with it: then it is a unit more.
std::size_t padding_after(std::size_t size) {
    std::size_t length = 0;
    while ((size + head_size(length) + length) % kPaddingUnit != 0) ++length;
    return length;
}
}  // namespace

void pad(cbor::Writer& out) {
    out.bytes(Bytes(padding_after(out.size())));
}

void read_padding(cbor::Reader& in) {
    const std::size_t due = padding_after(in.position());
    const BytesView padding = in.bytes(2 * kPaddingUnit);
    if (in.is_ok() && padding.size() != due) {
        in.fail(Code::malformed, "padding of another length than the shortest");
    }
    if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t b) { return b != 0; })) {
        in.fail(Code::malformed, "padding that is not zeros");
    }
}

}  // namespace qp::ops
