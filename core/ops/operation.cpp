// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/operation.h"

#include <cassert>

namespace qp::ops {

PayloadKind kind_of(OpType type) {
    switch (type) {
        case OpType::idea_submit:
        case OpType::idea_edit:
        case OpType::idea_withdraw:
        case OpType::report:
            return PayloadKind::sealed;
        default:
            return PayloadKind::plain;
    }
}

Hash commitment_of(const Salt& salt, BytesView payload) {
    return Sha256{}.add_prefix("qp1/commit").add(salt).add(payload).finish();
}

Operation make_operation(OpType type, std::uint8_t version, const Id& event, Hlc hlc,
                         PayloadKind kind, Bytes payload, Random& random) {
    assert(payload.size() <= kPayloadBytesMax);
    Operation operation;
    operation.type = type;
    operation.version = version;
    operation.event = event;
    operation.hlc = hlc;
    operation.kind = kind;
    Salt salt{};
    random.fill(salt);
    operation.salt = salt;
    operation.payload = std::move(payload);
    operation.commitment = commitment_of(salt, operation.payload);
    return operation;
}

Operation erased(const Operation& operation) {
    Operation rest = operation;
    rest.salt.reset();
    rest.payload.clear();
    rest.payload.shrink_to_fit();
    return rest;
}

void encode(cbor::Writer& out, const Operation& operation) {
    out.array(7).uint(static_cast<std::uint16_t>(operation.type)).uint(operation.version);
    operation.event.is_zero() ? out.null() : out.id(operation.event);
    out.uint(operation.hlc.value).uint(static_cast<std::uint8_t>(operation.kind));
    if (operation.salt) {
        out.bytes(*operation.salt).bytes(operation.payload);
    } else {
        out.null().bytes(operation.commitment);
    }
}

Operation read_operation(cbor::Reader& in) {
    Operation operation;
    in.array_of(7);
    operation.type = static_cast<OpType>(in.uint(UINT16_MAX));
    operation.version = static_cast<std::uint8_t>(in.uint(UINT8_MAX));
    if (in.next_is_null()) {
        in.null();
    } else {
        operation.event = in.id<Id>();
        if (in.is_ok() && operation.event.is_zero()) {
            in.fail(Code::malformed, "an event of zeros where null is meant");
        }
    }
    operation.hlc = Hlc{in.uint()};
    operation.kind = static_cast<PayloadKind>(in.uint(1));
    if (in.next_is_null()) {
        in.null();
        operation.commitment = in.fixed<32>();
    } else {
        operation.salt = in.fixed<16>();
        const BytesView payload = in.bytes(kPayloadBytesMax);
        operation.payload.assign(payload.begin(), payload.end());
        operation.commitment = commitment_of(*operation.salt, payload);
    }
    return operation;
}

Bytes encode(const Operation& operation) {
    cbor::Writer out;
    encode(out, operation);
    return out.take();
}

Result<Operation> decode_operation(BytesView bytes) {
    cbor::Reader in{bytes};
    Operation operation = read_operation(in);
    if (auto status = in.finish(); !status) return fail(status.error());
    return operation;
}

}  // namespace qp::ops
