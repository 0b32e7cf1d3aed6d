// SPDX-License-Identifier: EUPL-1.2
// A fuzz target is a function that takes any bytes and says what must hold for them. Compiled with
// QP_FUZZER all targets are in one libFuzzer program, which takes one by its name (`./dev fuzz`).
// Otherwise each is a test case that takes every file in corpus/NAME once (`./dev test`). Write
//
//     QP_FUZZ_TARGET(receipt_code) {
//         const auto code = ops::ReceiptCode::parse(as_text(input));
//         if (code) hold(ops::ReceiptCode::parse(code->shown()) == *code, "what is shown is read");
//     }
//
// A target keeps nothing from one input to the next: a file alone must show what went wrong.
#pragma once

#include "core/base/bytes.h"

namespace qp::fuzz {

// Ends the fuzzer (it writes the input down), or fails the test case.
void hold(bool is_kept, const char* promise);

using Target = void (*)(BytesView input);
// Makes a target known to the fuzzer by its name.
struct Known {
    Known(const char* name, Target target);
};
// REQUIRES: corpus/`name` has a file.
void take_corpus(const char* name, Target target);

inline bool same(BytesView a, BytesView b) {
    return as_text(a) == as_text(b);
}

}  // namespace qp::fuzz

#ifdef QP_FUZZER
#define QP_FUZZ_TARGET(name)                                \
    static void name(qp::BytesView input);                  \
    static const qp::fuzz::Known known_##name{#name, name}; \
    static void name(qp::BytesView input)
#else
#include <doctest/doctest.h>
#define QP_FUZZ_TARGET(name)                \
    static void name(qp::BytesView input);  \
    TEST_CASE("fuzz corpus: " #name) {      \
        qp::fuzz::take_corpus(#name, name); \
    }                                       \
    static void name(qp::BytesView input)
#endif
