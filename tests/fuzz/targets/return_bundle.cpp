// SPDX-License-Identifier: EUPL-1.2
// The way back to a kiosk without a network: the document, raw and signed by the city, and the
// sealed answers within.
#include "core/ops/return_bundle.h"

#include "core/base/seeded_random.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

const ops::KeyPair& kiosk() {
    static const auto key = ops::KeyPair::from_seed(counted<32>(0x55));
    return key;
}

void take(BytesView document) {
    const FuzzedCity& city = fuzzed_city();
    const auto read = ops::decode_return(document, city.city.id, &city.keys);
    if (!read) return;
    const auto again = ops::sign_return(city.secrets[0], *read);
    hold(again && same(*again, document), "a return has one encoding");
    for (const Bytes& answer : read->answers)
        ops::open_answer(city.city.id, kiosk(), answer).has_value();
}

void take_answer(BytesView input) {
    const ops::CityId& city = fuzzed_city().city.id;
    ops::open_answer(city, kiosk(), input).has_value();
    Pieces pieces{input};
    std::vector<ops::CarriedReceipt> receipts;
    while (!pieces.is_empty() && receipts.size() < 16) {
        const auto kind =
            pieces.u8() % 2 == 0 ? ops::BundlePart::Kind::push : ops::BundlePart::Kind::ballots;
        const BytesView document = pieces.short_bytes();
        receipts.push_back({kind, {document.begin(), document.end()}});
    }
    ops::BundleLabel label;
    label.kiosk = kiosk().public_key();
    label.answer_key = ops::answer_box(kiosk(), city).public_key;
    SeededRandom random{5};
    const auto sealed = ops::seal_answer(city, label, receipts, random);
    hold(sealed.has_value(), "whatever the receipts are can be sealed");
    const auto opened = ops::open_answer(city, kiosk(), *sealed);
    hold(opened && *opened == receipts, "what was sealed opens as it was");
}

}  // namespace

QP_FUZZ_TARGET(return_bundle) {
    if (const auto size = ops::return_document_bytes(input))
        hold(*size <= ops::kReturnDocumentBytesMax, "a document has a limit");
    take(input);
    take(ops::sign_document(fuzzed_city().secrets[0].sign_key, "qp1/return", body_of(input)));
    take_answer(input);
}
