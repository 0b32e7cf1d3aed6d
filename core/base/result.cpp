// SPDX-License-Identifier: EUPL-1.2
#include "core/base/result.h"

namespace qp {

namespace {

struct Spelling {
    Code code;
    const char* word;
};

// They stand in receipts and logs: a spelling never changes, a new code is added at the end.
constexpr Spelling kSpellings[] = {
    {Code::bad_argument, "bad_argument"},
    {Code::malformed, "malformed"},
    {Code::too_large, "too_large"},
    {Code::bad_signature, "bad_signature"},
    {Code::wrong_city, "wrong_city"},
    {Code::not_found, "not_found"},
    {Code::conflict, "conflict"},
    {Code::closed, "closed"},
    {Code::not_a_receipt, "not_a_receipt"},
    {Code::too_old, "too_old"},
    {Code::too_new, "too_new"},
    {Code::damaged, "damaged"},
    {Code::no_space, "no_space"},
    {Code::storage, "storage"},
    {Code::unavailable, "unavailable"},
    {Code::timeout, "timeout"},
    {Code::refused, "refused"},
};

}  // namespace

const char* name(Code code) {
    for (const Spelling& spelling : kSpellings) {
        if (spelling.code == code) return spelling.word;
    }
    return "unknown";
}

std::optional<Code> code_named(std::string_view word) {
    for (const Spelling& spelling : kSpellings) {
        if (word == spelling.word) return spelling.code;
    }
    return std::nullopt;
}

}  // namespace qp
