// SPDX-License-Identifier: EUPL-1.2
// Accept-Encoding, Accept-Language and Range.
#include "sync/city/http/negotiation.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;
using city::http::RangeKind;

QP_FUZZ_TARGET(http_negotiation) {
    Pieces pieces{input};
    const std::uint64_t size = pieces.u8() % 4 == 0 ? pieces.u8() : pieces.u32();
    const std::string_view header = as_text(pieces.rest());
    city::http::accepts_encoding(header, "br");
    for (const std::string& language : city::http::languages_wanted(header))
        hold(!language.empty() && language != "*", "a language that is wanted has a name");
    const auto wanted = city::http::range_wanted(header, size);
    if (wanted.kind != RangeKind::satisfiable) return;
    hold(wanted.range.first <= wanted.range.last && wanted.range.last < size,
         "a range lies within the file");
}
