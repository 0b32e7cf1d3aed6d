// SPDX-License-Identifier: EUPL-1.2
// One operation: a numbered link in its author's chain. The header is a fixed layout that is hashed
// and never sent; salt and payload are behind its commitment, so that both can be erased and the
// chain holds.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/cbor.h"
#include "core/ops/city.h"
#include "core/ops/hlc.h"

namespace qp::ops {

using Epoch = ByteArray<8>;  // random, new at each enrolment or restore of its author
using Salt = ByteArray<16>;

// Unknown types are kept as they are: a device may be newer than the city.
enum class OpType : std::uint16_t {
    idea_submit = 1,
    idea_edit = 2,
    idea_withdraw = 3,
    report = 4,
    project_update = 5,
    staff_decision = 6,
    kiosk_health = 7,
    poll_drained = 8,
};

enum class PayloadKind : std::uint8_t {
    plain = 0,
    sealed = 1,  // key id (8 bytes) ‖ sealed box: only the city reads it
};

// What residents write is sealed until it has been moderated; what kiosks, staff and innovators say
// is plain. The city refuses a known type in the other kind.
PayloadKind kind_of(OpType type);

inline constexpr std::size_t kPayloadBytesMax = 64 * 1024;

struct Operation {
    OpType type{};
    std::uint8_t version = 1;
    Id event;  // zero: none
    Hlc hlc;
    PayloadKind kind = PayloadKind::plain;
    std::optional<Salt> salt;  // unset where the payload has been erased
    Bytes payload;             // as sent; empty where erased
    Hash commitment{};         // derived from salt and payload, or all that is left of them

    bool is_erased() const { return !salt; }
    bool operator==(const Operation&) const = default;
};

// SHA-256("qp1/commit" ‖ salt ‖ payload as sent).
Hash commitment_of(const Salt& salt, BytesView payload);
// With a salt from `random` and the commitment. REQUIRES: payload.size() <= kPayloadBytesMax.
Operation make_operation(OpType type, std::uint8_t version, const Id& event, Hlc hlc,
                         PayloadKind kind, Bytes payload, Random& random);
// What stays of it: payload and salt are gone, the chain still fits.
Operation erased(const Operation& operation);

// The item inside a batch, and alone for storing.
void encode(cbor::Writer& out, const Operation& operation);
Operation read_operation(cbor::Reader& in);
Bytes encode(const Operation& operation);
Result<Operation> decode_operation(BytesView bytes);

}  // namespace qp::ops
