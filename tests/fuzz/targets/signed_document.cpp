// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/signed_document.h"

#include "core/base/cbor.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(signed_document) {
    const auto document = ops::read_document(input);
    if (document) {
        const Bytes again =
            cbor::Writer{}.array(2).bytes(document->body).bytes(document->signature).take();
        hold(same(again, input), "a signed document has one encoding");
    }
    const ops::KeyPair& key = fuzzed_city().genesis;
    const Bytes ours = ops::sign_document(key, "qp1/name", input);
    const auto read = ops::read_document(ours);
    hold(read && same(read->body, input), "what was signed is read as it was");
    hold(ops::is_signed_by(*read, "qp1/name", key.public_key()), "and was signed by us");
    hold(!ops::is_signed_by(*read, "qp1/nam", key.public_key()), "under this name alone");
}
