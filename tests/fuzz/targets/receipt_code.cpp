// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/receipt_code.h"

#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(receipt_code) {
    const auto code = ops::ReceiptCode::parse(as_text(input));
    if (!code) return;
    const std::string& plain = code->plain();
    const std::string letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    hold(plain.size() == 12 && plain.find_first_not_of(letters) == std::string::npos,
         "a code has 12 characters of its alphabet");
    const auto again = ops::ReceiptCode::parse(code->shown());
    hold(again && *again == *code, "what is shown is read");
    for (std::size_t i = 0; i < plain.size(); ++i) {
        std::string wrong = plain;
        wrong[i] = letters[(letters.find(wrong[i]) + input.size()) % letters.size()];
        hold(wrong == plain || !ops::ReceiptCode::parse(wrong), "one wrong letter is found");
        std::string swapped = plain;
        std::swap(swapped[i], swapped[input.size() % plain.size()]);
        hold(swapped == plain || !ops::ReceiptCode::parse(swapped), "two swapped ones are found");
    }
}
