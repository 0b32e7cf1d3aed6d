// SPDX-License-Identifier: EUPL-1.2
// Whatever answers a request with ballots: no receipt, unless the city signed it.
#include "core/ops/receipt.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(ballot_receipt) {
    const FuzzedCity& city = fuzzed_city();
    const auto raw = ops::verify_ballot_receipt(input, city.keys);
    hold(raw || raw.error().code == Code::not_a_receipt, "all else is no receipt");

    const auto& key = city.secrets[0];
    const Bytes document = ops::sign_document(key.sign_key, "qp1/ballot-receipt", body_of(input));
    const auto receipt = ops::verify_ballot_receipt(document, city.keys);
    if (!receipt) return;
    hold(same(ops::sign_receipt(city.city, key, *receipt), document), "a receipt has one encoding");
}
