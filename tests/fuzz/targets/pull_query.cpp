// SPDX-License-Identifier: EUPL-1.2
// What a device asks pull for: the cursor in its own spelling, and the list of scopes.
#include "core/ops/pull.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(pull_query) {
    if (const auto cursor = ops::decode_cursor(input))
        hold(same(encode(*cursor), input), "a cursor has one encoding");
    if (const auto bytes = from_base64url(as_text(input)))
        hold(to_base64url(*bytes) == as_text(input), "base64url has one spelling");
    if (const auto bytes = from_hex(as_text(input)))
        hold(bytes->size() * 2 == input.size(), "hex has two digits a byte");
    const auto scopes = ops::parse_scopes(as_text(input));
    if (!scopes) return;
    const auto again = ops::parse_scopes(ops::join_scopes(*scopes));
    hold(again && *again == *scopes, "scopes joined are read as they were");
}
