// SPDX-License-Identifier: EUPL-1.2
#include "core/base/result.h"

#include <doctest/doctest.h>

#include <set>

namespace qp {

TEST_CASE("each code has a spelling of its own and is found by it") {
    std::set<std::string> seen;
    for (int i = 0; i <= static_cast<int>(Code::refused); ++i) {
        const auto code = static_cast<Code>(i);
        CAPTURE(name(code));
        CHECK(name(code) != std::string{"unknown"});
        CHECK(seen.insert(name(code)).second);
        CHECK(code_named(name(code)) == code);
    }
    CHECK(!code_named("unknown"));
    CHECK(!code_named(""));
}

}  // namespace qp
