// SPDX-License-Identifier: EUPL-1.2
// Whatever answers a push: no receipt, unless the city signed it.
#include "core/ops/receipt.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(push_receipt) {
    const FuzzedCity& city = fuzzed_city();
    const auto raw = ops::verify_push_receipt(input, city.keys);
    hold(raw || raw.error().code == Code::not_a_receipt, "all else is no receipt");

    const auto& key = city.secrets[0];
    const Bytes document = ops::sign_document(key.sign_key, "qp1/receipt", body_of(input));
    const auto receipt = ops::verify_push_receipt(document, city.keys);
    if (!receipt) return;
    hold(same(ops::sign_receipt(city.city, key, *receipt), document), "a receipt has one encoding");
    Bytes changed = document;
    changed[document.size() - 70] ^= 1;  // the last byte of the body
    hold(!ops::verify_push_receipt(changed, city.keys), "a changed receipt is none");
}
