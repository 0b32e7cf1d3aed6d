// SPDX-License-Identifier: EUPL-1.2
// Payloads of operations. The first byte chooses the type. Unknown keys are passed over, so that
// only what was understood has one encoding.
#include "core/ops/payloads.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

template <class Payload>
void take(BytesView bytes, Result<Payload> (*decode)(BytesView)) {
    const auto payload = decode(bytes);
    if (!payload) return;
    hold(cbor::check(bytes).has_value(), "only canonical bytes are a payload");
    const Bytes again = encode(*payload);
    const auto read = decode(again);
    hold(read && *read == *payload, "what was understood is written and read as it was");
    hold(again.size() <= bytes.size(), "nothing is added");
}

}  // namespace

QP_FUZZ_TARGET(payload) {
    Pieces pieces{input};
    const auto type = static_cast<ops::OpType>(pieces.u8());
    const BytesView bytes = pieces.rest();
    switch (type) {
        case ops::OpType::idea_submit:
            return take(bytes, ops::decode_idea_submit);
        case ops::OpType::idea_edit:
            return take(bytes, ops::decode_idea_edit);
        case ops::OpType::idea_withdraw:
            return take(bytes, ops::decode_idea_withdraw);
        case ops::OpType::report:
            return take(bytes, ops::decode_report);
        case ops::OpType::project_update:
            return take(bytes, ops::decode_project_update);
        case ops::OpType::staff_decision:
            return take(bytes, ops::decode_staff_decision);
        case ops::OpType::kiosk_health:
            return take(bytes, ops::decode_kiosk_health);
        case ops::OpType::poll_drained:
            return take(bytes, ops::decode_poll_drained);
    }
}
