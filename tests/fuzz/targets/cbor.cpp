// SPDX-License-Identifier: EUPL-1.2
// CBOR: what is accepted has one spelling, so that writing what was read gives the same bytes.
#include "core/base/cbor.h"

#include "tests/fuzz/target.h"

namespace qp::fuzz {
namespace {

// REQUIRES: the item passed a check.
void copy(cbor::Reader& in, cbor::Writer& out) {
    switch (in.peek()) {
        case cbor::Kind::unsigned_integer:
            out.uint(in.uint());
            break;
        case cbor::Kind::negative_integer: {
            // The Reader gives what fits 64 bits with a sign; the rest travels as it is.
            cbor::Reader trial = in;
            trial.integer();
            trial.is_ok() ? out.integer(in.integer()) : out.encoded(in.item());
            break;
        }
        case cbor::Kind::bytes:
            out.bytes(in.bytes());
            break;
        case cbor::Kind::text:
            out.text(in.text());
            break;
        case cbor::Kind::boolean:
            out.boolean(in.boolean());
            break;
        case cbor::Kind::null:
            in.null();
            out.null();
            break;
        case cbor::Kind::array: {
            const std::size_t count = in.array();
            out.array(count);
            for (std::size_t i = 0; i < count; ++i) copy(in, out);
            break;
        }
        case cbor::Kind::map: {
            const std::size_t count = in.map();
            out.map(count);
            for (std::size_t i = 0; i < 2 * count; ++i) copy(in, out);
            break;
        }
        case cbor::Kind::none:
            hold(false, "an item that was checked can be read");
    }
}

// Reads as a decoder does that expects anything at all, whatever comes.
void read_blindly(BytesView input) {
    cbor::Reader in{input};
    std::size_t reads = 0;
    while (in.is_ok() && in.position() < input.size()) {
        ++reads;
        switch (in.peek()) {
            case cbor::Kind::array:
                hold(in.array() <= input.size(), "no array holds more items than bytes follow");
                break;
            case cbor::Kind::map:
                hold(in.map() <= input.size(), "no map holds more pairs than bytes follow");
                break;
            default:
                in.skip();
        }
    }
    hold(reads <= input.size(), "each read takes a byte or fails");
}

}  // namespace
}  // namespace qp::fuzz

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(cbor_item) {
    read_blindly(input);
    if (!cbor::check(input)) return;
    cbor::Reader in{input};
    cbor::Writer out;
    copy(in, out);
    hold(in.finish().has_value(), "what passes the check is read to its end");
    hold(same(out.take(), input), "one value has one encoding");
}
