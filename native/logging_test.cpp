// SPDX-License-Identifier: EUPL-1.2
#include "native/logging.h"

#include <doctest/doctest.h>
#include <spdlog/spdlog.h>

namespace qp::native {

TEST_CASE("the last lines are kept, the newest first, and no more of them than are of use") {
    set_up_logging("test", LogLevel::warning);
    CHECK(last_log_lines(10).empty());
    spdlog::info("below the level: kept nowhere");
    spdlog::warn("the stick is slow");
    spdlog::error("no device key");
    const auto lines = last_log_lines(10);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text == "no device key");
    CHECK(lines[0].level == LogLevel::error);
    CHECK(lines[1].level == LogLevel::warning);
    CHECK(lines[0].at >= lines[1].at);
    for (std::size_t i = 0; i < kLogLinesKept + 5; ++i) spdlog::warn("line {}", i);
    CHECK(last_log_lines(1000).size() == kLogLinesKept);
    CHECK(last_log_lines(2).size() == 2);
    CHECK(last_log_lines(1).front().text == "line " + std::to_string(kLogLinesKept + 4));
}

}  // namespace qp::native
